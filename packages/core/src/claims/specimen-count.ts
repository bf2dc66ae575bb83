import type { ImageKind } from '../images.ts';
import { listSpecimenPlaces, type SpecimenChoice } from '../schemas/experiment.ts';

/** What claims can be decided on besides the validation images. */
export interface SpecimenCount {
  /** How many specimens there will be; where a class has no test image, fewer. */
  readonly all: number;
  /** Of how many it is known what they show. */
  readonly known: number;
  readonly isMainKnown: boolean;
}

/** Counts the specimens that an experiment asks for, before there are any. */
export function countSpecimens(
  choice: SpecimenChoice,
  { classNames }: Pick<ImageKind, 'classNames'>,
): SpecimenCount {
  const named = listSpecimenPlaces(choice).map(
    ({ place }) => !('file' in place) || place.class !== undefined,
  );
  const isMainKnown = named[0]!;
  const { companions } = choice;
  const others = classNames.length - (isMainKnown ? 1 : 0);
  const firsts =
    companions === 'none' || Array.isArray(companions)
      ? 0
      : Math.min(others, companions === 'first-of-every-other-class' ? others : companions);
  return {
    all: named.length + firsts,
    known: named.filter(Boolean).length + firsts,
    isMainKnown,
  };
}
