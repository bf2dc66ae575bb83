import { describe, expect, it } from 'vitest';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { sampleRecord, settleSample, STUDY } from '../../../core/tests/verdicts/sample-study.ts';
import { compareStudies } from '../../src/comparison/compare-studies.ts';
import {
  compareReports,
  decideExitStatus,
  formatDiffJunit,
  formatDiffMarkdown,
  sayHeadline,
} from '../../src/comparison/index.ts';
import { StudyCheckDiffSchema } from '../../src/schemas/study-diff.ts';
import { sampleSide } from './sample-sides.ts';

const BASE = settleSample();

/** A study in which a check came out otherwise. */
function withCheck(id: string, changes: object): StudyVerdicts {
  return {
    ...BASE,
    pairs: {
      ...BASE.pairs,
      claims: BASE.pairs.claims.map((claim) => ({
        ...claim,
        checks: claim.checks.map((check) => (check.id === id ? { ...check, ...changes } : check)),
      })),
    },
  };
}

const BEFORE = withCheck('concentration-tail', {
  verdict: 'holds',
  share: { value: 0.91, lower: 0.788, upper: 0.97 },
  difference: { value: 0.331, lower: 0.2, upper: 0.4 },
});
const AFTER = withCheck('concentration-tail', {
  verdict: 'not-settled',
  share: { value: 0.62, lower: 0.458, upper: 0.77 },
  difference: { value: 0.331, lower: 0.2, upper: 0.4 },
});

function find(base: StudyVerdicts | undefined, head: StudyVerdicts | undefined, id: string) {
  return compareStudies(base, head).find((check) => check.id === id)!;
}

describe('two studies', () => {
  it('are told check by check: the share of pairs, and from what verdict to what', () => {
    expect(find(BEFORE, AFTER, 'concentration-tail')).toMatchObject({
      number: 3,
      verdict: 'finding-changed',
      sentence:
        'Observation 3, concentration-tail: share of pairs 91% [79, 97] → 62% [46, 77], from holds to not settled.',
      settled: { base: 'holds', head: 'not-settled' },
    });
  });

  it('are identical where everything is, and have no check of pixels alone', () => {
    const same = compareStudies(BASE, settleSample());
    // Over the pairs, and over those of both controls.
    expect(same).toHaveLength(3 * 14);
    expect(same.every(({ verdict }) => verdict === 'identical')).toBe(true);
    for (const check of same) expect(StudyCheckDiffSchema.parse(check)).toEqual(check);
  });

  it('are changed, and no other finding, where only numbers differ', () => {
    const other = withCheck('concentration-tail', {
      difference: { value: 1, lower: 0.5, upper: 1.5 },
    });
    expect(find(BASE, other, 'concentration-tail')).toMatchObject({
      verdict: 'changed',
      sentence: expect.stringMatching(/: difference [\d.]+ \[[\d., ]+\] → 1 \[0.500, 1.50\]\.$/),
    });
    const pairs = withCheck('concentration-tail', { pairs: [] });
    expect(find(BASE, pairs, 'concentration-tail').sentence).toMatch(/other pairs, with the same/);
  });

  it('say on how many pairs each stands where that is not the same', () => {
    const { header, lines } = sampleRecord();
    const some = settleSample({ header, lines: lines.slice(0, 10) }, STUDY);
    expect(find(some, BASE, 'first-layer-redundancy').sentence).toMatch(
      /pairs 5 of 12 pairs so far → 12 pairs, from not settled to holds\.$/,
    );
  });

  it('are compared over the pairs of a control, too', () => {
    const control = BASE.controls['same-steps']!;
    const other = {
      ...BASE,
      controls: {
        ...BASE.controls,
        'same-steps': {
          ...control,
          claims: control.claims.map((claim) => ({
            ...claim,
            checks: claim.checks.map((check) =>
              check.id === 'first-layer-redundancy'
                ? { ...check, verdict: 'fails' as const }
                : check,
            ),
          })),
        },
      },
    };
    expect(compareStudies(BASE, other).filter(({ verdict }) => verdict !== 'identical')).toEqual([
      expect.objectContaining({
        id: 'same-steps-first-layer-redundancy',
        verdict: 'finding-changed',
        sentence: expect.stringMatching(
          /^Observation 1, first-layer-redundancy, after as many steps: .*from \S.* to fails\.$/,
        ),
      }),
    ]);
  });

  it('may stand on one side alone', () => {
    expect(compareStudies(undefined, undefined)).toEqual([]);
    expect(find(undefined, BASE, 'concentration-zeros')).toMatchObject({
      verdict: 'added',
      sentence:
        'Observation 3, concentration-zeros: only in the head, over 12 pairs: share of pairs 0% [0, 26], fails.',
    });
    expect(find(BASE, undefined, 'concentration-zeros').verdict).toBe('removed');
  });
});

describe('a comparison of reports with studies', () => {
  const side = (label: string, study: StudyVerdicts) => {
    const { source, artifacts } = sampleSide(label);
    return { source, artifacts: artifacts!, study };
  };
  const compare = (base: StudyVerdicts, head: StudyVerdicts) =>
    compareReports({ profile: 'quick', base: side('main', base), head: side('HEAD', head) });

  it('has a finding where a verdict is another, everywhere that a comparison is told', () => {
    const diff = compare(BEFORE, AFTER);
    const sentence = 'share of pairs 91% [79, 97] → 62% [46, 77], from holds to not settled';
    expect(diff.findings).toEqual([
      expect.objectContaining({ kind: 'study', sentence: expect.stringContaining(sentence) }),
    ]);
    expect(sayHeadline(diff)).toBe('A finding changed in 1 of 42 checks over many seeds');
    expect(decideExitStatus(diff, 'finding')).toBe(1);
    expect(formatDiffMarkdown(diff).replaceAll('\\', '')).toContain(sentence);
    expect(formatDiffJunit(diff, 'finding')).toContain(sentence);
  });

  it('has nothing to say where the studies are the same', () => {
    const diff = compare(BASE, BASE);
    expect(sayHeadline(diff)).toBe('Nothing changed');
    expect(decideExitStatus(diff, 'visual')).toBe(0);
  });

  it('does not fail on findings where only numbers of a study changed', () => {
    const other = withCheck('concentration-tail', {
      difference: { value: 1, lower: 0.5, upper: 1.5 },
    });
    const diff = compare(BASE, other);
    expect(diff.findings).toEqual([]);
    expect(decideExitStatus(diff, 'finding')).toBe(0);
    expect(decideExitStatus(diff, 'changed')).toBe(1);
  });

  it('tells what is measured and not tested, sizes and how alike models are, and is silent on none of it', () => {
    const [curve, ...curves] = BASE.sizes;
    const [point, ...points] = curve!.points;
    const mean = { value: 0.5, lower: 0.4, upper: 0.6 };
    const row = { layer: 'conv2d_6', first: 'benchmark', other: 'dummy', scores: [0.2, 0.3] };
    const likeness = {
      wanted: 2,
      compared: 2,
      validationImages: 990,
      layers: [{ ...row, ckas: [0.4, 0.6], score: { ...mean, value: 0.45 }, cka: mean }],
    };
    const other = {
      ...BASE,
      sizes: [{ ...curve!, points: [{ ...point!, mean }, ...points] }, ...curves],
      likeness,
    };
    const { others } = compare(BASE, other);
    expect(others.map(({ sentence }) => sentence)).toEqual([
      'study.likeness: only in the head.',
      expect.stringMatching(
        /^study\.sizes\.Accuracy\.1,000 images, sizes of benchmark: [\d.]+% \[[\d., ]+\], n 4 → 50.0% \[40.0, 60.0\], n 4\.$/,
      ),
      'study.likeness.conv2d_6.benchmark and dummy: nothing → r 0.450 [0.400, 0.600], CKA 0.500 [0.400, 0.600], n 2.',
    ]);
    expect(decideExitStatus(compare(BASE, other), 'changed')).toBe(1);
    expect(compare(other, other).others).toEqual([]);
  });
});
