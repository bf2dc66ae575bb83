import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareReports,
  formatDiffJunit,
  formatDiffMarkdown,
  pairFigures,
  sayHeadline,
} from '../../src/comparison/index.ts';
import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import { readModels, sampleOfModels, type SampleModel } from './sample-of-models.ts';

const side = (label: string, models: readonly SampleModel[], classNames?: readonly string[]) => ({
  source: { label, from: 'folder', commit: null, uncommitted: false } as const,
  artifacts: sampleOfModels(models, undefined, classNames),
});

function compare(base: string | readonly SampleModel[], head: typeof base): Diff {
  const [before, after] = [base, head].map((models) =>
    typeof models === 'string' ? readModels(models) : models,
  );
  return compareReports({
    profile: 'sample',
    base: side('main', before!),
    head: side('HEAD', after!),
  });
}

/** What became of every figure of one model, by the model, and of the others, by their kinds. */
const listVerdicts = ({ figures }: Diff) =>
  Object.fromEntries(
    figures
      .filter(({ kind }) => kind !== 'picture' && kind !== 'architecture')
      .map(({ model, kind, verdict }) => [model ?? kind, verdict]),
  );

const OF_ALL = ['probabilities', 'distribution', 'training-curves'];
const all = (verdict: string) => Object.fromEntries(OF_ALL.map((kind) => [kind, verdict]));

describe('a letter for an id and a number for what the model is:', () => {
  test.each<[string, string, Record<string, string>, string[]]>([
    ['a1', 'a1 b2', { ...all('changed'), a: 'identical', b: 'added' }, ['b head']],
    ['a1 b2', 'a1', { ...all('changed'), a: 'identical', b: 'removed' }, ['b base']],
    [
      'a1 b2',
      'a1 c3 b2 d4',
      { ...all('changed'), a: 'identical', b: 'identical', c: 'added', d: 'added' },
      ['c head', 'd head'],
    ],
    ['a1 b2', 'b2 a1', { ...all('visual-only'), a: 'identical', b: 'identical' }, []],
    ['a1', 'b1', { ...all('visual-only'), b: 'identical' }, []],
    ['a1 b2', 'c1 d2', { ...all('visual-only'), c: 'identical', d: 'identical' }, []],
    ['a1', 'b2', { ...all('changed'), a: 'removed', b: 'added' }, ['a base', 'b head']],
    ['a1', 'a2', { ...all('replaced'), a: 'replaced' }, ['a']],
    [
      'a1 b2',
      'a2',
      { ...all('changed'), a: 'identical', a_of_base: 'removed' },
      ['a_of_base base'],
    ],
  ])('%s and %s are compared like with like', (base, head, verdicts, others) => {
    const diff = compare(base, head);
    expect(
      Object.fromEntries(
        Object.entries(listVerdicts(diff)).map(([what, verdict]) => [
          what,
          // Another top class is another finding.
          verdict === 'finding-changed' ? 'replaced' : verdict,
        ]),
      ),
    ).toEqual(verdicts);
    expect(diff.replaced.map(({ name, only }) => [name, only].filter(Boolean).join(' '))).toEqual(
      others,
    );
  });

  test('models that only one side has are named, with what they are, and counted in the headline', () => {
    const diff = compare('a1 b2', 'a1 c3');
    expect(diff.replaced.map(({ sentence }) => sentence)).toEqual([
      'Only the base has the model b: seed 2, 10 training images.',
      'Only the head has the model c: seed 3, 10 training images.',
    ]);
    expect(sayHeadline(diff)).toMatch(/; the model c is new; the model b is gone$/);
    expect(diff.others.map(({ sentence }) => sentence)).toEqual([
      'runs.b: of a model that only one side has.',
      'runs.c: of a model that only one side has.',
    ]);
    const answers = diff.figures.find(({ kind }) => kind === 'probabilities')!;
    expect(answers.sentences).toEqual([
      'Softmax of the b: only in the base.',
      'Softmax of the c: only in the head.',
    ]);
    expect(diff.findings).toEqual([]);
  });

  test('a model with another id is the same one, and what is said of it is the same', () => {
    const diff = compare('maps1 the2', 'the1 of2');
    expect(listVerdicts(diff)).toEqual({
      ...all('visual-only'),
      the: 'identical',
      of: 'identical',
    });
    expect(diff.figures.flatMap(({ sentences }) => sentences)).not.toContainEqual(
      expect.stringMatching(/title|caption|alt text/),
    );
    expect(diff.others).toEqual([]);
  });

  test('a model with another name for captions is the same one, with other words', () => {
    const [before, after] = ['the first', 'the best'].map((name) => [{ id: 'a', seed: 1, name }]);
    const diff = compare(before!, after!);
    expect(listVerdicts(diff)).toEqual({ ...all('visual-only'), a: 'visual-only' });
    expect(diff.replaced).toEqual([]);
  });
});

const anyModels = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'of', 'the', 'b-2', 'a_of_base', 'red', '50'), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) => fc.record({ id: fc.constant(id), seed: fc.integer({ min: 1, max: 6 }) })),
    ),
  );

describe('any two lists of models', () => {
  test('are compared: each model with one of the other side, or named as one that it has not', () => {
    fc.assert(
      fc.property(anyModels, anyModels, (base, head) => {
        const diff = compare(base, head);
        DiffSchema.parse(diff);
        expect(formatDiffMarkdown(diff)).toContain('profile sample');
        expect(formatDiffJunit(diff, 'visual')).toContain('</testsuites>');
        const only = (name: string) => diff.replaced.filter((one) => one.only === name).length;
        expect(base.length - only('base')).toBe(head.length - only('head'));
        const grids = diff.figures.filter(({ kind }) => kind === 'activation-grid');
        const counts = Object.groupBy(grids, ({ verdict }) => verdict);
        expect(counts.removed?.length ?? 0).toBe(only('base'));
        expect(counts.added?.length ?? 0).toBe(only('head'));
        const replaced = diff.replaced.filter((one) => one.only === undefined);
        for (const { model, verdict, data } of grids) {
          const isReplaced = replaced.some(({ name }) => name === model);
          if (isReplaced) expect(['replaced', 'identical']).toContain(verdict);
          else expect(['identical', 'added', 'removed']).toContain(verdict);
          if (isReplaced && data?.kind === 'activation-grid') expect(data.relativeError).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('are told of the same models in both orders', () => {
    fc.assert(
      fc.property(anyModels, anyModels, (base, head) => {
        const [there, back] = [compare(base, head), compare(head, base)];
        const count = (diff: Diff) => ({
          ...diff.verdicts,
          added: diff.verdicts.removed,
          removed: diff.verdicts.added,
        });
        expect(count(back)).toEqual(there.verdicts);
      }),
      { numRuns: 30 },
    );
  });

  test('lay no picture over one in which models stand in other places', () => {
    fc.assert(
      fc.property(anyModels, anyModels, (base, head) => {
        const [before, after] = [base, head].map((models) => sampleOfModels(models));
        const isSame = JSON.stringify(base) === JSON.stringify(head);
        const [answers] = pairFigures(before!, after!).filter(({ id }) => id === 'probabilities');
        const ids = [base, head].map((models) => models.map(({ id }) => id).join());
        const seeds = [base, head].map((models) => models.map(({ seed }) => seed).join());
        expect(answers!.isSameView).toBe(
          isSame ||
            (base.length + head.length === 2 && seeds[0] === seeds[1]) ||
            (ids[0] === ids[1] && seeds[0] === seeds[1]),
        );
      }),
      { numRuns: 30 },
    );
  });
});

test('other classes are named, and no probability of the one is set against the other’s', () => {
  const models = readModels('a1');
  const diff = compareReports({
    profile: 'sample',
    base: side('main', models, ['cat', 'frog']),
    head: side('HEAD', models, ['cat', 'newt', 'frog', 'eft']),
  });
  expect(diff.replaced.map(({ sentence }) => sentence)).toEqual([
    'The classes are others: 2 → 4; only in the head newt and eft.',
  ]);
  expect(sayHeadline(diff)).toMatch(/; the classes are others$/);
  const { data } = diff.figures.find(({ kind }) => kind === 'probabilities')!;
  expect(data).toMatchObject({
    classNames: ['cat', 'frog', 'newt', 'eft'],
    models: [{ totalVariation: null }],
  });
});
