import { LayerprintError } from '@layerprint/core/errors';
import { LikenessLineSchema, type LikenessLine } from '@layerprint/core/schemas/study-likeness';
import { isThere, writeFileAtomically } from '@layerprint/artifacts/files';
import type { Layout } from '../../layout.ts';
import { parseRecordLine, readRecordFile } from '../record-lines.ts';

/**
 * Reads how alike models of a study are, as far as it was measured.
 *
 * @throws {LayerprintError} `invalid-json`, naming the line; `wrong-record`, where two lines are of the same models, or one is of
 *   other layers or images than the first; what `readRecordFile` throws.
 */
export async function readLikenesses({
  studyLikeness: path,
}: Pick<Layout, 'studyLikeness'>): Promise<LikenessLine[]> {
  if (!isThere(path)) return [];
  const file = await readRecordFile(path, advise);
  if (file.texts.join('') === '') return [];
  const likenesses = file.texts.map((_, i) => parseRecordLine(LikenessLineSchema, file, i + 1));
  const known = new Set<string>();
  for (const [i, likeness] of likenesses.entries()) {
    const models = `${likeness.first.training} and ${likeness.other.training}`;
    const refuse = (what: string) =>
      new LayerprintError('wrong-record', `Line ${i + 1} of ${path} ${what}.`, advise(i + 1));
    if (known.has(models)) throw refuse(`compares ${models} once more`);
    known.add(models);
    if (sayMeasured(likeness) !== sayMeasured(likenesses[0]!)) {
      throw refuse('has other layers, or another number of images, than the first');
    }
  }
  return likenesses;
}

function advise(number: number): string {
  return `Take back what was changed in it by hand, or delete line ${number}: \`likeness\` measures it again.`;
}

function sayMeasured({ validationImages, layers }: LikenessLine): string {
  return JSON.stringify([validationImages, ...layers.map(({ layer }) => layer)]);
}

/** Writes it as one file, a line a comparison. */
export async function writeLikenesses(
  { studyLikeness: path }: Pick<Layout, 'studyLikeness'>,
  likenesses: readonly LikenessLine[],
): Promise<void> {
  const lines = likenesses.map((line) => `${JSON.stringify(LikenessLineSchema.parse(line))}\n`);
  await writeFileAtomically(path, lines.join(''));
}
