import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareReports,
  formatDiffMarkdown,
  sayHeadline,
  sayRoles,
} from '../../src/comparison/index.ts';
import type { ClaimCheck, MeasuredValue } from '@layerprint/core/schemas/claim';
import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { SWAPPED, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import { sampleSide } from './sample-sides.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';

const MODEL_NAMES = ['benchmark', 'dummy'] as const;
type ModelName = (typeof MODEL_NAMES)[number];

/** The other role, and what is called by it. */
const swapName = (text: string) =>
  text.replaceAll(/benchmark|dummy/g, (role) => (role === 'dummy' ? 'benchmark' : 'dummy'));

/** Any report about the same two models as another: what they were planned as does not change. */
const anyReport: fc.Arbitrary<Partial<SampleInputs>> = fc.record({
  activations: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
  // Not those of the benchmark, with which both would be drawn alike.
  values: fc
    .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 })
    .filter((values) => values.toSorted().join() !== '0,1,1,1'),
  epochs: fc.integer({ min: 3, max: 5 }),
});

/** What is measured on the first and on the second model, whatever their roles are. */
const MEASURED = { benchmark: 0.25, dummy: 0.75 } as const;

/** Adds what the article says of each model, and of both, as measured on what has the role. */
const withChecks =
  (
    roles: Readonly<Record<ModelName, ModelName>>,
    edit: (manifest: Manifest) => unknown = () => 0,
  ) =>
  (manifest: Manifest): void => {
    const played = Object.fromEntries(MODEL_NAMES.map((model) => [roles[model], MEASURED[model]]));
    const [sample] = manifest.claims[0]!.checks;
    const measure = (name: string, median: number): MeasuredValue => ({
      ...sample!.measured[0]!,
      name,
      specimen: median,
      validation: { median, lowerQuartile: median, upperQuartile: median },
    });
    const make = (id: string, rule: string, measured: MeasuredValue[]): ClaimCheck => ({
      ...sample!,
      id,
      rule,
      statement: `It is so: ${rule}.`,
      measured,
    });
    const [benchmark, dummy] = MODEL_NAMES.map((role) => measure(role, played[role]!));
    manifest.claims[0]!.checks = [
      make('black-benchmark', 'benchmark > 0.5', [benchmark!]),
      make('black-dummy', 'dummy > 0.5', [dummy!]),
      make('more', 'dummy > benchmark', [
        benchmark!,
        dummy!,
        measure('dummy − benchmark', played['dummy']! - played['benchmark']!),
      ]),
    ];
    edit(manifest);
  };

function compare(base: Partial<SampleInputs>, head: Partial<SampleInputs>): Diff {
  return compareReports({
    profile: 'sample',
    base: sampleSide('main', base),
    head: sampleSide('HEAD', head),
  });
}

/** The same inputs with the roles of both models exchanged. */
const swap = (inputs: Partial<SampleInputs>, edit?: (manifest: Manifest) => unknown) => ({
  ...inputs,
  ...SWAPPED,
  editManifest: withChecks(SWAPPED.roles, edit),
});
const keep = (inputs: Partial<SampleInputs>) => ({
  ...inputs,
  editManifest: withChecks({ benchmark: 'benchmark', dummy: 'dummy' }),
});

describe('models that changed their names', () => {
  test('are each compared with themselves, and every figure of one of them is equal', () => {
    fc.assert(
      fc.property(anyReport, (inputs) => {
        const diff = compare(keep(inputs), swap(inputs));
        expect(diff.roles).toEqual([
          { model: 'benchmark', was: 'dummy' },
          { model: 'dummy', was: 'benchmark' },
        ]);
        expect(diff.replaced).toEqual([]);
        expect(diff.others).toEqual([]);
        for (const { id, kind, model, verdict, data } of diff.figures) {
          const isOfBoth = kind !== 'picture' && kind !== 'architecture' && model === undefined;
          expect([id, verdict]).toEqual([id, isOfBoth ? 'visual-only' : 'identical']);
          if (data?.kind === 'distribution')
            for (const { histogram } of data.series) {
              expect(histogram.head).toEqual(histogram.base);
              expect(histogram.earthMoversDistance).toBe(0);
            }
          if (data?.kind === 'training-curves')
            for (const { training, partsAtEpoch } of data.models) {
              expect([training.head, partsAtEpoch]).toEqual([training.base, null]);
            }
          if (data?.kind === 'probabilities')
            for (const { totalVariation } of data.models) expect(totalVariation).toBe(0);
        }
        const { base, head } = diff;
        if (base.status === 'failed' || head.status === 'failed') throw new Error('Not compared.');
        expect(head.report.models).toEqual(base.report.models);
        DiffSchema.parse(diff);
      }),
      { numRuns: 20 },
    );
  });

  test('differ by what a training changed, and by nothing of the other model', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (inputs, retrained) => {
        const under = compare(keep(inputs), keep(retrained));
        const across = compare(keep(inputs), swap(retrained));
        const twin = (id: string) => across.figures.find((figure) => figure.id === swapName(id));
        for (const { id, model, data, verdict } of under.figures) {
          const other = twin(id) ?? across.figures.find((figure) => figure.id === id)!;
          if (model) expect(other).toMatchObject({ data, verdict });
          if (data?.kind === 'probabilities') expect(other.data).toMatchObject(swapData(data));
        }
        expect(across.findings.filter(({ kind }) => kind !== 'claim')).toEqual(
          under.findings
            .filter(({ kind }) => kind !== 'claim')
            .map((finding) => JSON.parse(swapName(JSON.stringify(finding))) as unknown),
        );
      }),
      { numRuns: 20 },
    );
  });

  test('are told the same in both orders', () => {
    fc.assert(
      fc.property(anyReport, anyReport, fc.constantFrom(2, 7), (inputs, other, seed) => {
        const [base, head] = [
          keep(inputs),
          swap(other, ({ runs }) => (asTrained(runs.benchmark).plan.choice.seed = seed)),
        ];
        const [there, back] = [compare(base, head), compare(head, base)];
        expect(back.roles.map(({ model }) => model)).toEqual(there.roles.map(({ model }) => model));
        expect(sort(back.replaced.map(({ name }) => name))).toEqual(
          sort(there.replaced.map(({ name }) => swapName(name))),
        );
        const verdicts = (diff: Diff, name: (id: string) => string) =>
          sort(diff.figures.map(({ id, model, verdict }) => `${model ? name(id) : id} ${verdict}`));
        expect(verdicts(back, swapName)).toEqual(verdicts(there, (id) => id));
        expect(back.claimVerdicts).toEqual(there.claimVerdicts);
      }),
      { numRuns: 20 },
    );
  });

  test('have what is claimed of each compared with what was claimed of it, and of both by itself', () => {
    const [claim] = compare(keep({}), swap({})).claims;
    const rules = claim!.checks.map(({ rule: { base, head } }) => [base, head]);
    expect(rules).toEqual([
      ['benchmark > 0.5', 'benchmark > 0.5'],
      ['dummy > 0.5', 'dummy > 0.5'],
      ['benchmark > dummy', null],
      [null, 'dummy > benchmark'],
    ]);
    for (const { values, rule } of claim!.checks) {
      for (const { base, head } of values) if (rule.base && rule.head) expect(head).toBe(base);
    }
    expect(claim!.verdict).toBe('finding-changed');
    expect(claim!.sentences).toEqual([
      expect.stringMatching(/is another check.*its rule benchmark > dummy → dummy > benchmark/),
    ]);
  });

  test('show another model in a figure of a role, which is compared with nothing', () => {
    const lead = (role: ModelName, seed: number) => (manifest: Manifest) => {
      const [picture] = manifest.figures;
      picture!.model = role;
      picture!.chain.seeds = { [role]: seed };
      picture!.chain.weightsHashes = { [role]: manifest.runs[role]!.weightsHash };
      picture!.files[0]!.sha256 = String(seed).repeat(64);
    };
    const diff = compare(
      { editManifest: lead('benchmark', 1) },
      { ...SWAPPED, editManifest: lead('benchmark', 2) },
    );
    expect(diff.figures[0]).toMatchObject({
      verdict: 'replaced',
      data: null,
      sentences: [expect.stringMatching(/^Of another model than what is the dummy now/)],
    });
    expect(diff.others).toEqual([]);
    expect(diff.causes.map(({ kind }) => kind)).not.toContain('unknown');
  });

  test('are said to have done so in one sentence, on the page, in a comment and in the headline', () => {
    const diff = compare(keep({}), swap({}));
    const sentence =
      'The benchmark was the dummy and the dummy was the benchmark in the base: each is compared with itself, and called as in the head.';
    expect(sayRoles(diff)).toBe(sentence);
    expect(
      formatDiffMarkdown(diff)
        .split('\n')
        .filter((line) => line === sentence),
    ).toHaveLength(1);
    expect(sayHeadline(diff)).toMatch(/; the models changed their names$/);
    expect(diff.causes.map((cause) => cause.sentence)).toEqual([
      'The role of the benchmark: dummy → benchmark.',
      'The role of the dummy: benchmark → dummy.',
    ]);
  });
});

describe('one model that changed its role while the other is replaced', () => {
  const replace = ({ runs }: Manifest) => {
    asTrained(runs.benchmark).plan.choice.seed = 7;
    runs.benchmark!.weightsHash = '7'.repeat(64);
  };
  const diff = compare(keep({}), swap({ activations: [2, 0, 3, 0, 1, 0, 4, 0] }, replace));

  test('is compared with itself, and the other with nothing', () => {
    expect(sayRoles(diff)).toBe(
      'The dummy was the benchmark in the base: it is compared with itself, and called as in the head.',
    );
    expect(diff.replaced.map(({ sentence }) => sentence)).toEqual([
      'The benchmark is another model, in the place of what was the dummy in the base: seed 2 → 7.',
    ]);
    expect(sayHeadline(diff)).toMatch(
      /; the dummy was the benchmark; the benchmark is another model$/,
    );
    const grid = diff.figures.find(({ kind }) => kind === 'activation-grid')!;
    expect(grid).toMatchObject({ model: 'benchmark', verdict: 'replaced' });
    expect(grid.data).toMatchObject({ relativeError: null, channels: [] });
    expect(diff.figures.filter(({ verdict }) => ['added', 'removed'].includes(verdict))).toEqual(
      [],
    );
  });
});

function sort(texts: readonly string[]): string[] {
  return texts.toSorted();
}

/** The data of a figure of both models, with these in the places of each other. */
function swapData(data: { models: readonly { model: string }[] }): object {
  return {
    models: MODEL_NAMES.map((role) => ({
      ...data.models.find(({ model }) => model === swapName(role)),
      model: role,
    })),
  };
}
