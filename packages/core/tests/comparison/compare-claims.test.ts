import { describe, expect, test } from 'vitest';
import type { Claim } from '@layerprint/core/schemas/claim';
import { compareClaims, findClaimFindings } from '../../src/comparison/compare-claims.ts';
import { sampleArtifacts } from './sample-reports.ts';

const [CLAIM] = sampleArtifacts().manifest.claims;

function edit(change: (claim: Claim) => void): Claim[] {
  const claim = structuredClone(CLAIM!);
  change(claim);
  return [claim];
}

const compare = (head: Claim[]) => compareClaims([CLAIM!], head);

describe('compareClaims', () => {
  test.each<[string, (claim: Claim) => void, string]>([
    ['the same claim', () => undefined, 'identical'],
    [
      'a value a rounding apart',
      ({ checks }) => (checks[0]!.values[0]!.value += 1e-9),
      'numeric-noise',
    ],
    ['another value', ({ checks }) => (checks[0]!.values[0]!.value = 0.75), 'changed'],
    ['another number of values', ({ checks }) => (checks[0]!.values[0]!.n = 9), 'changed'],
    ['another rule', ({ checks }) => (checks[0]!.rule = 'benchmark > 0.6'), 'changed'],
    ['a new check', ({ checks }) => checks.push({ ...checks[0]!, id: 'new' }), 'changed'],
    ['another outcome', (claim) => (claim.outcome = 'fails'), 'finding-changed'],
    ['a check that flips', ({ checks }) => (checks[1]!.holds = true), 'finding-changed'],
  ])('judges %s', (_, change, verdict) => {
    expect(compare(edit(change))[0]!.verdict).toBe(verdict);
  });

  test('puts the outcomes and the values of both sides beside each other', () => {
    const [claim] = compare(
      edit((head) => {
        head.outcome = 'fails';
        head.checks[0]!.holds = false;
        head.checks[0]!.values[0]!.value = 0.25;
      }),
    );
    expect(claim!.outcome).toEqual({ base: 'holds-in-part', head: 'fails' });
    expect(claim!.checks[0]).toMatchObject({
      holds: { base: true, head: false },
      values: [{ name: 'benchmark', unit: 'share', base: 0.625, head: 0.25 }],
    });
  });

  test('keeps claims that only one side has', () => {
    expect(compare([])[0]).toMatchObject({ verdict: 'removed', outcome: { head: null } });
    expect(compareClaims([], [CLAIM!])[0]).toMatchObject({
      verdict: 'added',
      outcome: { base: null },
    });
    expect(findClaimFindings([...compare([]), ...compareClaims([], [CLAIM!])])).toEqual([]);
  });
});

describe('findClaimFindings', () => {
  test('says which outcome became which, and by which check', () => {
    const findings = findClaimFindings(
      compare(
        edit((head) => {
          head.outcome = 'fails';
          head.checks[0]!.holds = false;
        }),
      ),
    );
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'Observation 2: holds in part → fails. Now fails: Most activations are zero.',
    ]);
  });

  test('says that a claim holds in another part', () => {
    const findings = findClaimFindings(
      compare(edit(({ checks }) => checks.forEach((check) => (check.holds = !check.holds)))),
    );
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'Observation 2: still holds in part, but in another part. Now fails: Most activations are zero. Now holds: The likeness is small.',
    ]);
  });
});
