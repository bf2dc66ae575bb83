import { existsSync } from 'node:fs';
import { parseJson } from '@layerprint/core/canonical-json';
import { LikenessLineSchema, type LikenessLine } from '@layerprint/core/schemas/study-likeness';
import { readFileOrExplain, writeFileAtomically } from '@layerprint/artifacts/files';
import type { Layout } from '../../layout.ts';

/**
 * Reads how alike models of a study are, as far as it was measured.
 *
 * @throws {LayerprintError} `invalid-json`, naming the line.
 */
export async function readLikenesses({
  studyLikeness: path,
}: Pick<Layout, 'studyLikeness'>): Promise<LikenessLine[]> {
  if (!existsSync(path)) return [];
  const text = (await readFileOrExplain(path)).toString('utf8').trimEnd();
  if (text === '') return [];
  return text
    .split('\n')
    .map((line, i) => parseJson(LikenessLineSchema, line, `line ${i + 1} of ${path}`));
}

/** Writes it as one file, a line a comparison. */
export async function writeLikenesses(
  { studyLikeness: path }: Pick<Layout, 'studyLikeness'>,
  likenesses: readonly LikenessLine[],
): Promise<void> {
  const lines = likenesses.map((line) => `${JSON.stringify(LikenessLineSchema.parse(line))}\n`);
  await writeFileAtomically(path, lines.join(''));
}
