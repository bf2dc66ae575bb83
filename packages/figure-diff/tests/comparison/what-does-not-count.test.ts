import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listFieldChanges } from '../../src/comparison/field-changes.ts';
import { matchFields } from '../../src/comparison/field-paths.ts';
import { nameStudy } from '../../src/comparison/name-study.ts';
import {
  DOES_NOT_COUNT,
  isToldByAnother,
  matchInput,
  type Uncounted,
} from '../../src/comparison/what-does-not-count.ts';
import { sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';
import { settleSample } from '../../../core/tests/verdicts/sample-study.ts';
import { hash, loadModel } from './load-model.ts';
import { readModels, sampleOfModels } from './sample-of-models.ts';

const PAGE = fileURLToPath(new URL('../../../../docs/what-does-not-count.md', import.meta.url));

describe('the table of what does not count', () => {
  test('stands in the docs, row by row', async () => {
    const rows = (await readFile(PAGE, 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(DOES_NOT_COUNT.map(listCells));
  });

  test('names fields that a report has, and what it has them from', () => {
    const { manifest, manifestHash, figures } = sampleArtifacts();
    const loaded = structuredClone(manifest);
    loadModel(loaded, 'dummy', '7');
    loaded.dataset.pictures = { name: 'specimens.bin', bytes: 1, sha256: hash('8') };
    const study = nameStudy(settleSample());
    const ofThree = sampleOfModels(readModels('a1 b2 c3'));
    const paths = [
      ...[manifest, loaded].flatMap((one) => listPaths({ manifestHash, ...one, figures, study })),
      ...listPaths({ figures: ofThree.figures }),
    ];
    for (const { fields, by = '**' } of DOES_NOT_COUNT) {
      for (const pattern of [fields, by]) {
        const isThere = paths.some((path) => matchFields(path, pattern));
        expect([pattern, isThere]).toEqual([pattern, true]);
      }
    }
  });
});

describe('isToldByAnother', () => {
  const change = (path: string, base: unknown = 1, head: unknown = 2) => ({
    path: path.split('.'),
    base,
    head,
  });
  const COPY = change('runs.dummy.plan.choice.seed');

  test.each<[string, boolean, ReturnType<typeof change>, ReturnType<typeof change>]>([
    ['a copy by its original', true, COPY, change('experiment.models.dummy.seed')],
    [
      'no copy by an original that became another',
      false,
      COPY,
      change('experiment.models.dummy.seed', 1, 3),
    ],
    [
      'no copy by the original of the other model',
      false,
      COPY,
      change('experiment.models.benchmark.seed'),
    ],
    ['no copy by another field', false, COPY, change('experiment.models.dummy.trainingImages')],
    [
      'a hash by anything it is over',
      true,
      change('experimentHash'),
      change('experiment.recipe.batchSize', 5, 6),
    ],
    [
      'no hash by what it is not over',
      false,
      change('experimentHash'),
      change('runs.dummy.backend'),
    ],
    ['no input', false, change('runs.dummy.backend'), change('experiment.models.dummy.seed')],
    [
      'nothing that only one side has by what both have',
      false,
      { ...change('dataset.files.new.sha256'), base: undefined },
      change('dataset.dataHash'),
    ],
  ])('tells %s', (_, expected, one, other) => {
    expect(isToldByAnother(one, [one, other])).toBe(expected);
  });

  test('tells nothing by itself', () => {
    const alone = change('manifestHash');
    expect(isToldByAnother(alone, [alone])).toBe(false);
  });
});

test('matchInput knows an input and which model it is of', () => {
  expect(matchInput(['runs', 'dummy', 'versions', 'node'])!.names.get('<model>')).toEqual([
    'dummy',
  ]);
  expect(matchInput(['runs', 'dummy', 'bestEpoch'])).toBeNull();
});

function listCells({ fields, told, by, reason }: Uncounted): string[] {
  return [`\`${fields}\``, by === undefined ? told : `${told} \`${by}\``, reason];
}

/** Every field of a value, as the comparison names it. */
function listPaths(value: object): (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    paths.push(path);
    if (typeof node !== 'object' || node === null) return;
    for (const { path: below, head } of listFieldChanges(Array.isArray(node) ? [] : {}, node)) {
      if (below.length > 0) walk(head, [...path, ...below]);
    }
  };
  walk(value, []);
  return paths;
}
