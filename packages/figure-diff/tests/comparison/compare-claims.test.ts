import { describe, expect, test } from 'vitest';
import type { Claim } from '@layerprint/core/schemas/claim';
import { compareClaims } from '../../src/comparison/compare-claims.ts';
import { ALL_ALIKE } from './all-alike.ts';
import { sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';

const [CLAIM] = sampleArtifacts().manifest.claims;
const [VALUE] = CLAIM!.checks[0]!.measured;

function edit(change: (claim: Claim) => void): Claim[] {
  const claim = structuredClone(CLAIM!);
  change(claim);
  return [claim];
}

const compare = (head: Claim[]) => compareClaims([CLAIM!], head, ALL_ALIKE)[0]!;

describe('compareClaims', () => {
  test.each<[string, (claim: Claim) => void, string]>([
    ['the same claim', () => undefined, 'identical'],
    [
      'a value a rounding apart',
      ({ checks }) => (checks[0]!.measured[0]!.specimen! += 1e-9),
      'numeric-noise',
    ],
    [
      'a median a rounding apart',
      ({ checks }) => (checks[1]!.measured[0]!.untrained!.median += 1e-9),
      'numeric-noise',
    ],
    ['another value', ({ checks }) => (checks[0]!.measured[0]!.specimen = 0.75), 'changed'],
    [
      'a median a fifth larger',
      ({ checks }) => (checks[1]!.measured[0]!.validation!.median *= 1.2),
      'changed',
    ],
    [
      'a value that is gone',
      ({ checks }) => (checks[0]!.measured[0]!.validation = null),
      'changed',
    ],
    ['another unit', ({ checks }) => (checks[0]!.measured[0]!.unit = ''), 'changed'],
    ['an image more', ({ checks }) => (checks[0]!.validation.holds += 1), 'changed'],
    ['an image left out', ({ checks }) => (checks[0]!.validation.undefined = 2), 'changed'],
    ['other specimens', ({ checks }) => (checks[0]!.specimens.of = 3), 'changed'],
    ['the specimen itself', ({ checks }) => (checks[0]!.specimen = 'undefined'), 'changed'],
    ['a reason', ({ checks }) => (checks[0]!.reason = 'For one.'), 'changed'],
    ['no twin', ({ checks }) => (checks[0]!.untrained = null), 'changed'],
    ['another name', ({ checks }) => (checks[0]!.measured[0]!.name = 'dummy'), 'changed'],
    ['a value of the same name', ({ checks }) => checks[0]!.measured.push(VALUE!), 'changed'],
    ['another number', (claim) => (claim.number = 3), 'changed'],
    ['another order', ({ checks }) => checks.reverse(), 'changed'],
    ['another sentence', (claim) => (claim.sentence = 'All are black.'), 'finding-changed'],
    [
      'another statement',
      ({ checks }) => (checks[0]!.statement = 'All are zero.'),
      'finding-changed',
    ],
    [
      'another measure',
      ({ checks }) => (checks[0]!.measure = 'Something else.'),
      'finding-changed',
    ],
    [
      'another set to decide on',
      ({ checks }) => (checks[0]!.decidedOn = 'specimen'),
      'finding-changed',
    ],
    ['what it rests on', (claim) => (claim.restsOn = 'pixels'), 'finding-changed'],
    ['another rule', ({ checks }) => (checks[0]!.rule = 'benchmark > 0.6'), 'finding-changed'],
    ['a new check', ({ checks }) => checks.push({ ...checks[0]!, id: 'new' }), 'finding-changed'],
    ['a check that is gone', ({ checks }) => checks.pop(), 'finding-changed'],
    ['another outcome', (claim) => (claim.outcome = 'fails'), 'finding-changed'],
    [
      'a check that is undecided now',
      ({ checks }) => (checks[0]!.verdict = 'undecided'),
      'finding-changed',
    ],
    ['a check that flips', ({ checks }) => (checks[1]!.verdict = 'holds'), 'finding-changed'],
  ])('judges %s', (_, change, verdict) => {
    const { claim, finding } = compare(edit(change));
    expect(claim.verdict).toBe(verdict);
    expect(finding !== null).toBe(verdict === 'finding-changed');
    expect(claim.sentences.length > 0).toBe(verdict !== 'identical');
  });

  test('shows a unit that is none', () => {
    const { claim } = compare(edit(({ checks }) => (checks[0]!.measured[0]!.unit = '')));
    expect(claim.sentences[0]).toMatch(/: unit \w+ → ""\.$/);
  });

  test('says in words what became of rule, images and numbers', () => {
    const { claim } = compare(
      edit(({ checks: [black, likeness] }) => {
        black!.rule = 'benchmark > 0.6';
        likeness!.validation = { holds: 5, of: 17, undefined: 2 };
        Object.assign(likeness!.measured[0]!, { specimen: 0.9, untrained: null });
        likeness!.measured[0]!.validation!.lowerQuartile = 0.7;
      }),
    );
    expect(claim.sentences).toEqual([
      '“Most activations are zero.” is another check, which holds (the one before holds): its rule benchmark > 0.5 → benchmark > 0.6.',
      '“The likeness is small.”, validation: holds 3 → 5; of 18 → 17; undefined 1 → 2.',
      '“The likeness is small.”, benchmark: specimen 0.550 → 0.900; validation lower quartile 0.650 → 0.700; untrained {"median":0.45,"lowerQuartile":0.4,"upperQuartile":0.5} → none.',
    ]);
    expect(claim.checks.map(({ rule }) => rule)).toEqual([
      { base: 'benchmark > 0.5', head: null },
      { base: 'benchmark < 0.5', head: 'benchmark < 0.5' },
      { base: null, head: 'benchmark > 0.6' },
    ]);
    expect(claim.checks[1]!.values).toContainEqual({
      name: 'benchmark, untrained, median',
      unit: { base: '', head: '' },
      base: 0.45,
      head: null,
    });
  });

  test('counts the numbers of one thing beyond the first three', () => {
    const { claim } = compare(
      edit(({ checks }) => {
        const [value] = checks[0]!.measured;
        Object.assign(value!, { specimen: 0.9 });
        value!.validation = { median: 0.1, lowerQuartile: 0.2, upperQuartile: 0.3 };
      }),
    );
    expect(claim.sentences).toEqual([expect.stringMatching(/; and 1 more\.$/)]);
  });

  test('puts the outcomes and the values of both sides beside each other', () => {
    const { claim } = compare(
      edit((head) => {
        head.outcome = 'fails';
        head.checks[0]!.verdict = 'fails';
        head.checks[0]!.measured[0]!.specimen = 0.25;
      }),
    );
    expect(claim.outcome).toEqual({ base: 'holds-in-part', head: 'fails' });
    expect(claim.checks[0]).toMatchObject({
      verdict: { base: 'holds', head: 'fails' },
    });
    expect(claim.checks[0]!.values).toContainEqual({
      name: 'benchmark, specimen',
      unit: { base: 'share', head: 'share' },
      base: 0.55,
      head: 0.25,
    });
  });

  test('takes claims that only one side has for findings', () => {
    const gone = compare([]);
    expect(gone.claim).toMatchObject({ verdict: 'removed', outcome: { head: null } });
    expect(gone.finding!.sentence).toBe(
      'Observation 2 is gone: holds in part in the base. Most of the pixels of the benchmark are black.',
    );
    const [fresh] = compareClaims([], [CLAIM!], ALL_ALIKE);
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
        head.checks[0]!.verdict = 'fails';
      }),
    );
    expect(finding!.sentence).toBe(
      'Observation 2: holds in part → fails. Now fails: Most activations are zero.',
    );
  });

  test('says that a claim holds in another part', () => {
    const { finding } = compare(
      edit(({ checks }) =>
        checks.forEach((check) => (check.verdict = check.verdict === 'holds' ? 'fails' : 'holds')),
      ),
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
        'A check is gone, which fails: The likeness is small. Its rule: benchmark < 0.5. ' +
        '“Most activations are zero.” is another check, which holds (the one before holds): its rule benchmark > 0.5 → benchmark > 0.6. ' +
        'A new check, which fails: The likeness is small. Its rule: benchmark < 0.5.',
    );
  });
});
