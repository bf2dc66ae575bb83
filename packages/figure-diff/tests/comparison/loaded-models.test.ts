import { describe, expect, test } from 'vitest';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { compareReports, formatDiffMarkdown } from '../../src/comparison/index.ts';
import { DiffSchema, type Diff } from '../../src/schemas/diff.ts';
import { hash, loadModel } from './load-model.ts';
import { readModels, sampleOfModels } from './sample-of-models.ts';

const side = (label: string, models: string, edit?: (manifest: Manifest) => void) => ({
  source: { label, from: 'folder', commit: null, uncommitted: false } as const,
  artifacts: sampleOfModels(readModels(models), edit),
});

type Edit = (manifest: Manifest) => void;
function compare(
  base: Edit | undefined,
  head: Edit | undefined,
  models = ['a1 b2', 'a1 b2'],
): Diff {
  const diff = compareReports({
    profile: 'sample',
    base: side('main', models[0]!, base),
    head: side('HEAD', models[1]!, head),
  });
  expect(DiffSchema.parse(diff)).toEqual(diff);
  expect(formatDiffMarkdown(diff)).not.toMatch(/undefined|NaN|\[object/);
  return diff;
}
const loaded =
  (digit: string, shard?: string): Edit =>
  (manifest) =>
    loadModel(manifest, 'b', digit, shard);
const sentencesOf = ({ replaced }: Diff) =>
  replaced.filter(({ kind }) => kind === 'model').map(({ sentence }) => sentence);

describe('a model whose weights are from a file', () => {
  test('is compared with itself where the weights are the same', () => {
    const diff = compare(loaded('7'), loaded('7'));
    expect(sentencesOf(diff)).toEqual([]);
    expect(diff.others).toEqual([]);
    expect(diff.causes).toEqual([]);
  });

  test('is the same model where its weights are in other files', () => {
    const diff = compare(loaded('7'), loaded('7', hash('d')));
    expect(sentencesOf(diff)).toEqual([]);
    expect(diff.others).toEqual([]);
    expect(diff.causes.map(({ input }) => input)).toContain('files of the weights of the b');
  });

  test.each<[string, Edit | undefined, Edit | undefined, string]>([
    [
      'other weights',
      loaded('7'),
      loaded('8'),
      'The b is another model: other weights from a file.',
    ],
    [
      'a training in the base',
      undefined,
      loaded('7'),
      'The b is another model: trained → weights from a file.',
    ],
    [
      'a training in the head',
      loaded('7'),
      undefined,
      'The b is another model: weights from a file → trained.',
    ],
  ])('is another one with %s', (_, base, head, sentence) => {
    const [said, ...others] = sentencesOf(compare(base, head));
    expect(others).toEqual([]);
    expect(said).toContain(sentence);
  });

  test('is found under another name by its weights', () => {
    const diff = compare(loaded('7'), (manifest) => loadModel(manifest, 'c', '7'), [
      'a1 b2',
      'a1 c2',
    ]);
    expect(sentencesOf(diff)).toEqual([]);
    expect(diff.roles).toEqual([{ model: 'c', was: 'b' }]);
  });

  test('that one side alone has is told by its file', () => {
    const diff = compare(undefined, loaded('7'), ['a1', 'a1 b2']);
    expect(sentencesOf(diff)).toEqual(['Only the head has the model b: weights from model.json.']);
  });

  test('is in the summary of its side with its file and without a seed', () => {
    const { head } = compare(loaded('7'), loaded('7'));
    const models = head.status === 'built' ? head.report.models : [];
    expect(models[0]).toHaveProperty('seed', 1);
    expect(models[1]).toMatchObject({ id: 'b', file: 'model.json', weightsHash: hash('7') });
    expect(models[1]).not.toHaveProperty('seed');
    expect(models[1]!.best).not.toHaveProperty('epoch');
  });
});
