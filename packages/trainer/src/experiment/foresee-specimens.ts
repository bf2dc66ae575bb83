import type { ForeseenSpecimen } from '@layerprint/core';
import {
  listSpecimenPlaces,
  type SpecimenChoice,
  type SpecimenPlace,
} from '@layerprint/core/schemas/experiment';
import { nameClass, namePicture } from '../dataset/specimen-ids.ts';

/**
 * What the specimens of an experiment can be called, as far as that follows from how it chooses them: what the test
 * images show is not looked up.
 *
 * @returns The main one first; for each class of which one may be chosen, one.
 */
export function foreseeSpecimens(
  choice: SpecimenChoice,
  classNames: readonly string[],
): ForeseenSpecimen[] {
  const named = listSpecimenPlaces(choice).map(({ place }) => foresee(place, classNames));
  if (choice.companions === 'none' || Array.isArray(choice.companions)) return named;
  const own = 'class' in choice ? choice.class : undefined;
  const others = classNames.filter((name) => name !== own);
  return [...named, ...others.map((name) => ({ classes: [nameClass(name)] }))];
}

function foresee(place: SpecimenPlace, classNames: readonly string[]): ForeseenSpecimen {
  if ('file' in place) return namePicture(place.file);
  if ('class' in place) return { classes: [nameClass(place.class)] };
  return { classes: classNames.map(nameClass), testIndex: place.testIndex };
}
