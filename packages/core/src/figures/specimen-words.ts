import { isTestSpecimen, type Specimen } from '../schemas/dataset.ts';
import { withArticle } from './wording.ts';

/** What a specimen shows, "frog"; where that is not known, the file that it is, "frog.png". */
export function nameSpecimen(specimen: Specimen): string {
  if (isTestSpecimen(specimen)) return specimen.className;
  return specimen.className ?? specimen.file;
}

/** The same within a sentence: "a frog", "frog.png". */
export function sayASpecimen(specimen: Specimen): string {
  return specimen.className === undefined
    ? nameSpecimen(specimen)
    : withArticle(specimen.className);
}

/** Where a specimen is from: "test image 4", "the file frog.png". */
export function placeSpecimen(specimen: Specimen): string {
  return isTestSpecimen(specimen)
    ? `test image ${specimen.testIndex}`
    : `the file ${specimen.file}`;
}

/** Behind the name of a specimen, what tells it from others of its name: ", test image 4"; nothing where there are none. */
export function tellSpecimenApart(specimen: Specimen, all: readonly Specimen[]): string {
  const alike = all.filter((other) => nameSpecimen(other) === nameSpecimen(specimen));
  return alike.length > 1 ? `, ${placeSpecimen(specimen)}` : '';
}
