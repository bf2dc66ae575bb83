import { readFile, rm, writeFile } from 'node:fs/promises';
import { matchFilters, sumPairs, type HalvedSums } from '@layerprint/core';
import { gatherImages } from '@layerprint/core/images';
import { TrainedRunSchema } from '@layerprint/core/schemas/run';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { computeActivations } from '@layerprint/network/activations';
import { buildModel } from '@layerprint/network/model';
import { expect, test } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { openTestImages, validationIndices } from '../../src/dataset/open-dataset.ts';
import { studyLayoutOf, type StudyLayout } from '../../src/layout.ts';
import { loadModel } from '../../src/model/save-model.ts';
import { readLikenesses, writeLikenesses } from '../../src/study/likeness/likeness-record.ts';
import { writeStudyRecord } from '../../src/study/record.ts';
import { createWorkspace, runInWorkspace } from '../commands/workspace.ts';
import { HEADER, runSmallStudy } from './run-small-study.ts';

/** What a layer of a trained model gives, for every second validation image and for the others. */
async function readHalves(
  layout: StudyLayout,
  id: string,
  layer: string,
): Promise<{ readonly filters: number; readonly halves: readonly number[][] }> {
  const { manifest, test: images } = await openTestImages(layout);
  const run = await readSealedJson(TrainedRunSchema, layout.model(id), 'run.json');
  const model = buildModel(run.plan, manifest);
  await loadModel(layout.model(id), model, run.weightsHash);
  const validation = [...validationIndices(manifest)];
  const [output] = await computeActivations(model, gatherImages(images, validation), [layer]);
  model.dispose();
  const size = output!.values.length / validation.length;
  const halves = [0, 1].map((half) =>
    [...output!.values].filter((_, at) => Math.floor(at / size) % 2 === half),
  );
  return { filters: output!.shape.at(-1)!, halves };
}

test('models of a study are compared as its record has them', async () => {
  const root = await createWorkspace();
  const layout = studyLayoutOf('small', root);
  const compare = () => runInWorkspace(root, 'likeness', ['--profile', 'small']);
  const lines = await runSmallStudy(layout, {
    pairs: { count: 2, firstSeed: 7 },
    likeness: { pairs: 2 },
  });
  await writeStudyRecord(layout, { header: HEADER, lines });

  const whole = await compare();
  expect([whole.status, whole.stdout]).toEqual([
    0,
    'experiments/small/study-likeness.jsonl has 3 comparisons.\n',
  ]);
  const found = await readLikenesses(layout);
  const nameModels = ({ first, other }: LikenessLine) => [first.training, other.training];
  expect(found.map(nameModels)).toEqual([
    ['pair-01-more', 'pair-01-fewer'],
    ['pair-02-more', 'pair-02-fewer'],
    ['pair-01-more', 'pair-02-more'],
  ]);

  // Against sums of this test's own, sample by sample.
  await selectBackend('layerprint', 1);
  const { layer, score } = found[2]!.layers.at(-1)!;
  const [one, two] = nameModels(found[2]!);
  const first = await readHalves(layout, one!, layer);
  const other = await readHalves(layout, two!, layer);
  const [matching, scoring] = [0, 1].map((half) =>
    sumPairs(first.halves[half]!, other.halves[half]!, [first.filters, other.filters]),
  );
  const halves: HalvedSums = { matching: matching!, scoring: scoring! };
  expect(score).toBeCloseTo(matchFilters(halves).score!, 4);

  // What is there of the record's weights is kept; what was measured of others is measured again.
  const bytes = await readFile(layout.studyLikeness);
  const again = await compare();
  expect(again.stderr).toContain('The study compares models 3 times; nothing is to be measured.');
  expect(await readFile(layout.studyLikeness)).toEqual(bytes);
  const forged = structuredClone(found);
  forged[1]!.other.weightsHash = 'a'.repeat(64);
  forged[1]!.layers[0]!.score = 0.99;
  await writeLikenesses(layout, forged);
  expect((await compare()).stderr).toContain('pair-02-more and pair-02-fewer compared (1/1)');
  expect(await readFile(layout.studyLikeness)).toEqual(bytes);

  await writeFile(layout.studyLikeness, `${bytes.toString()}{}\n`);
  expect((await compare()).stderr).toContain(
    'line 4 of experiments/small/study-likeness.jsonl does not have the expected content',
  );
  await rm(layout.studyLikeness);
  await writeStudyRecord(layout, { header: HEADER, lines: lines.slice(0, 3) });
  expect((await compare()).stderr).toContain(
    'error (study-not-whole): experiments/small/study-record.jsonl has no line of pair-02-fewer',
  );
  const study = await readFile(layout.study, 'utf8');
  await writeFile(layout.study, study.replace(/,"likeness":\{[^}]*\}/, ''));
  expect((await compare()).stderr).toContain(
    'error (no-likeness): experiments/small/study.json does not ask how alike any models are.',
  );
});
