import { describe, expect, test } from 'vitest';
import type { Claim, MeasuredValue } from '@layerprint/core/schemas/claim';
import { compareClaims } from '../../src/comparison/compare-claims.ts';
import { sampleArtifacts } from './sample-reports.ts';

const [CLAIM] = sampleArtifacts().manifest.claims;
const [VALUE] = CLAIM!.checks[0]!.values as [MeasuredValue];
const SPREAD = { standardDeviation: 0.25, n: 3, over: 'seeds' };

function edit(change: (claim: Claim) => void): Claim[] {
  const claim = structuredClone(CLAIM!);
  change(claim);
  return [claim];
}

const compare = (head: Claim[]) => compareClaims([CLAIM!], head)[0]!;

describe('compareClaims', () => {
  test.each<[string, (claim: Claim) => void, string]>([
    ['the same claim', () => undefined, 'identical'],
    [
      'a value a rounding apart',
      ({ checks }) => (checks[0]!.values[0]!.value += 1e-9),
      'numeric-noise',
    ],
    ['another value', ({ checks }) => (checks[0]!.values[0]!.value = 0.75), 'changed'],
    ['a value a fifth larger', ({ checks }) => (checks[1]!.values[0]!.value *= 1.2), 'changed'],
    ['another unit', ({ checks }) => (checks[0]!.values[0]!.unit = ''), 'changed'],
    ['another number of values', ({ checks }) => (checks[0]!.values[0]!.n = 9), 'changed'],
    ['a spread', ({ checks }) => (checks[0]!.values[0]!.spread = SPREAD), 'changed'],
    ['another value', ({ checks }) => (checks[0]!.values[0]!.name = 'dummy'), 'changed'],
    ['a value of the same name', ({ checks }) => checks[0]!.values.push(VALUE), 'changed'],
    ['another number', (claim) => (claim.number = 3), 'changed'],
    ['another order', ({ checks }) => checks.reverse(), 'changed'],
    ['another sentence', (claim) => (claim.sentence = 'All are black.'), 'finding-changed'],
    [
      'another statement',
      ({ checks }) => (checks[0]!.statement = 'All are zero.'),
      'finding-changed',
    ],
    ['another rule', ({ checks }) => (checks[0]!.rule = 'benchmark > 0.6'), 'finding-changed'],
    ['a new check', ({ checks }) => checks.push({ ...checks[0]!, id: 'new' }), 'finding-changed'],
    ['a check that is gone', ({ checks }) => checks.pop(), 'finding-changed'],
    ['another outcome', (claim) => (claim.outcome = 'fails'), 'finding-changed'],
    ['a check that flips', ({ checks }) => (checks[1]!.holds = true), 'finding-changed'],
  ])('judges %s', (_, change, verdict) => {
    const { claim, finding } = compare(edit(change));
    expect(claim.verdict).toBe(verdict);
    expect(finding !== null).toBe(verdict === 'finding-changed');
    expect(claim.sentences.length > 0).toBe(verdict !== 'identical');
  });

  test('says of a value of a name that is there already that it came, and nothing of the order', () => {
    const { claim } = compare(edit(({ checks }) => checks[0]!.values.push(VALUE)));
    expect(claim.sentences).toEqual([expect.stringMatching(/: only in the head, \S+\.$/)]);
  });

  test('shows a unit that is none', () => {
    const { claim } = compare(edit(({ checks }) => (checks[0]!.values[0]!.unit = '')));
    expect(claim.sentences[0]).toMatch(/: unit \w+ → ""\.$/);
  });

  test('takes a spread that is the same up to a rounding for noise, and no other', () => {
    const spread = (standardDeviation: number) =>
      edit(({ checks }) => (checks[1]!.values[0]!.spread = { ...SPREAD, standardDeviation }));
    const judge = (standardDeviation: number) =>
      compareClaims(spread(0.5), spread(standardDeviation))[0]!.claim.verdict;
    expect([0.5, 0.5 + 1e-6, 0.6].map(judge)).toEqual(['identical', 'numeric-noise', 'changed']);
  });

  test('says in words what became of rule, value, n and spread', () => {
    const { claim } = compare(
      edit(({ checks: [black, likeness] }) => {
        black!.rule = 'benchmark > 0.6';
        Object.assign(likeness!.values[0]!, { value: 0.9, n: 9, spread: SPREAD });
      }),
    );
    expect(claim.sentences).toEqual([
      'The rule of “Most activations are zero.”: benchmark > 0.5 → benchmark > 0.6.',
      '“The likeness is small.”, benchmark: 0.750 → 0.900; n 8 → 9; standard deviation 0.125 → 0.250; spread over specimens → seeds.',
    ]);
    expect(claim.checks[0]!.rule).toEqual({ base: 'benchmark > 0.5', head: 'benchmark > 0.6' });
    expect(claim.checks[1]!.values[0]).toMatchObject({
      n: { base: 8, head: 9 },
      spread: { base: CLAIM!.checks[1]!.values[0]!.spread, head: SPREAD },
    });
  });

  test('puts the outcomes and the values of both sides beside each other', () => {
    const { claim } = compare(
      edit((head) => {
        head.outcome = 'fails';
        head.checks[0]!.holds = false;
        head.checks[0]!.values[0]!.value = 0.25;
      }),
    );
    expect(claim.outcome).toEqual({ base: 'holds-in-part', head: 'fails' });
    expect(claim.checks[0]).toMatchObject({
      holds: { base: true, head: false },
      values: [{ name: 'benchmark', base: 0.625, head: 0.25 }],
    });
  });

  test('takes claims that only one side has for findings', () => {
    const gone = compare([]);
    expect(gone.claim).toMatchObject({ verdict: 'removed', outcome: { head: null } });
    expect(gone.finding!.sentence).toBe(
      'Observation 2 is gone: holds in part in the base. Most of the pixels of the benchmark are black.',
    );
    const [fresh] = compareClaims([], [CLAIM!]);
    expect(fresh!.claim).toMatchObject({ verdict: 'added', outcome: { base: null } });
    expect(fresh!.finding!.sentence).toBe(
      'Observation 2 is new: holds in part. Most of the pixels of the benchmark are black.',
    );
  });
});

describe('the finding of a claim', () => {
  test('says which outcome became which, and by which check', () => {
    const { finding } = compare(
      edit((head) => {
        head.outcome = 'fails';
        head.checks[0]!.holds = false;
      }),
    );
    expect(finding!.sentence).toBe(
      'Observation 2: holds in part → fails. Now fails: Most activations are zero.',
    );
  });

  test('says that a claim holds in another part', () => {
    const { finding } = compare(
      edit(({ checks }) => checks.forEach((check) => (check.holds = !check.holds))),
    );
    expect(finding!.sentence).toBe(
      'Observation 2: still holds in part, but in another part. Now fails: Most activations are zero. Now holds: The likeness is small.',
    );
  });

  test('says which checks and rules came, went and are others', () => {
    const { finding } = compare(
      edit(({ checks }) => {
        checks[0]!.rule = 'benchmark > 0.6';
        checks[1]!.id = 'likeness-of-two';
      }),
    );
    expect(finding!.sentence).toBe(
      'Observation 2: still holds in part, but not as the same claim. ' +
        'The rule of “Most activations are zero.”: benchmark > 0.5 → benchmark > 0.6. ' +
        'A check is gone, which fails: The likeness is small. Its rule: benchmark < 0.5. ' +
        'A new check, which fails: The likeness is small. Its rule: benchmark < 0.5.',
    );
  });
});
