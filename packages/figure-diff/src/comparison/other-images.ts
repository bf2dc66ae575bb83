import type { Artifacts } from '@layerprint/artifacts';
import { isTestFile, isTestSpecimen } from '@layerprint/core/schemas/dataset';
import type { Specimen } from '@layerprint/core/schemas/dataset';
import type { Replaced, Tolerances } from '../schemas/diff.ts';
import { listFieldChanges } from './field-changes.ts';
import { computeRelativeError } from './relative-error.ts';
import { formatChange } from './wording.ts';

/** Images that are others on the two sides. */
interface OtherImages {
  /** The one in the figures of the article; one entry or none. */
  readonly main: readonly Replaced[];
  /** Those under the same id. */
  readonly specimens: readonly Replaced[];
  /** All that is validated on; one entry or none. */
  readonly validation: readonly Replaced[];
}

/** Finds the images that are others: of another class, at another place of the data set, of other pixels. */
export function findOtherImages(
  base: Artifacts,
  head: Artifacts,
  tolerances: Tolerances,
): OtherImages {
  const [before, after] = [base, head].map(({ manifest }) => manifest.dataset.specimens);
  const specimens = before!.flatMap((was): Replaced[] => {
    const is = after!.find(({ id }) => id === was.id);
    if (!is || isSameImage(base, was, head, is, tolerances)) return [];
    const sentence = `The image ${was.id} is another image under the same name.`;
    return [{ kind: 'image', name: was.id, sentence }];
  });
  const [mainBefore, mainAfter] = [before, after].map((list) => findMain(list!));
  return {
    specimens,
    main: compareMain(mainBefore, mainAfter),
    validation: compareSets(base, head),
  };
}

function compareMain(base: Specimen | undefined, head: Specimen | undefined): Replaced[] {
  if (base?.id === head?.id) return [];
  const names = `${base?.id ?? 'none'} → ${head?.id ?? 'none'}`;
  return [
    { kind: 'image', name: 'specimen', sentence: `The specimen is another image: ${names}.` },
  ];
}

/** Compares the images that are validated on: all of the test set but the specimens. */
function compareSets(base: Artifacts, head: Artifacts): Replaced[] {
  const isSame =
    hashTestFiles(base) === hashTestFiles(head) &&
    listFieldChanges(listPlaces(base), listPlaces(head)).length === 0;
  if (isSame) return [];
  const [before, after] = [base, head].map(
    ({ manifest }) => Object.values(manifest.runs)[0]!.validationImages,
  );
  const count = before === after ? `${after} of each` : formatChange(before!, after!);
  const sentence = `The validation images are other images: ${count}.`;
  return [{ kind: 'image', name: 'validation images', sentence }];
}

/** By its place in the same test set, or where that is another, by its pixels. */
function isSameImage(
  base: Artifacts,
  was: Specimen,
  head: Artifacts,
  is: Specimen,
  { relative }: Tolerances,
): boolean {
  if (was.className !== is.className) return false;
  if (!isTestSpecimen(was) || !isTestSpecimen(is)) return isSamePicture(was, is);
  if (was.testIndex !== is.testIndex) return false;
  if (hashTestFiles(base) === hashTestFiles(head)) return true;
  const [before, after] = [findPixels(base, was.id), findPixels(head, is.id)];
  if (!before || before.length !== after?.length) return false;
  const error = computeRelativeError(before, after);
  return error !== null && error <= relative;
}

/** Of the same file, brought to its size alike; a test image is no picture of the author's. */
function isSamePicture(was: Specimen, is: Specimen): boolean {
  if (isTestSpecimen(was) || isTestSpecimen(is)) return false;
  return was.sha256 === is.sha256 && was.fit === is.fit;
}

/** The pixels of an image, out of the figure that shows it alone or with what layers make of it. */
function findPixels({ figures }: Artifacts, id: string): readonly number[] | undefined {
  for (const { kind, data } of figures) {
    const panel = kind === 'picture' && data.specimen === id ? data.panels[0] : undefined;
    if (panel?.model === null) return panel.values;
  }
  return undefined;
}

function findMain(specimens: readonly Specimen[]): Specimen | undefined {
  return specimens.find(({ role }) => role === 'main');
}

function hashTestFiles({ manifest }: Artifacts): string {
  return manifest.dataset.files
    .filter(isTestFile)
    .map(({ sha256 }) => sha256)
    .join();
}

function listPlaces({ manifest }: Artifacts): number[] {
  return manifest.dataset.specimens
    .filter(isTestSpecimen)
    .map(({ testIndex }) => testIndex)
    .toSorted((a, b) => a - b);
}
