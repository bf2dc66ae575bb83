import { describe, expect, it } from 'vitest';
import type { ClaimDiff, Diff, OtherDiff } from '../../src/schemas/diff.ts';
import type { Verdict } from '../../src/schemas/figure-diff.ts';
import { countVerdicts, sayHeadline } from '../../src/comparison/index.ts';
import { sampleDiff, sampleFailedDiff } from './sample-diff.ts';

/** A comparison without findings in which figures, claims and other fields got these verdicts. */
function compareTo(verdicts: {
  figures?: Verdict[];
  claims?: ClaimDiff['verdict'][];
  others?: OtherDiff['verdict'][];
}): Diff {
  const diff = sampleDiff();
  const given = { figures: ['identical' as const], claims: [], others: [], ...verdicts };
  const figures = given.figures.map((verdict) => ({ ...diff.figures[1]!, verdict }));
  const claims = given.claims.map((verdict) => ({ ...diff.claims[0]!, verdict }));
  const others = given.others.map((verdict) => ({ ...diff.others[0]!, verdict }));
  return {
    ...diff,
    causes: [],
    findings: [],
    ...{ figures, claims, others },
    verdicts: countVerdicts(figures),
    claimVerdicts: countVerdicts(claims),
  };
}

describe('sayHeadline', () => {
  it.each<[string, Parameters<typeof compareTo>[0]]>([
    ['Nothing changed', { claims: ['identical'] }],
    ['Nothing changed but noise', { figures: ['identical', 'numeric-noise'] }],
    ['Nothing changed but noise', { claims: ['numeric-noise'] }],
    ['Nothing changed but noise', { others: ['numeric-noise'] }],
    ['Only pictures changed, in 1 of 2 figures', { figures: ['visual-only', 'numeric-noise'] }],
    ['Only looks changed, in 1 other field', { others: ['visual-only'] }],
    ['1 of 2 figures changed, no finding did', { figures: ['changed', 'visual-only'] }],
    ['1 of 1 figure changed, no finding did', { figures: ['added'] }],
    ['1 of 1 observation changed, no finding did', { claims: ['changed'] }],
    ['1 other field changed, no finding did', { others: ['changed'] }],
    [
      '1 of 1 observation, 1 of 1 figure and 1 other field changed, no finding did',
      { figures: ['changed'], claims: ['changed'], others: ['changed'] },
    ],
  ])('says "%s" of %o', (words, verdicts) => {
    expect(sayHeadline(compareTo(verdicts))).toBe(words);
  });

  it('says that only inputs changed, and noise where there is any', () => {
    const { causes } = sampleDiff();
    expect(sayHeadline({ ...compareTo({}), causes })).toBe('Nothing changed but inputs');
    const unknown = causes.map((cause) => ({ ...cause, kind: 'unknown' as const }));
    expect(sayHeadline({ ...compareTo({ figures: ['numeric-noise'] }), causes: unknown })).toBe(
      'Nothing changed but noise',
    );
    expect(sayHeadline({ ...compareTo({ figures: ['numeric-noise'] }), causes })).toBe(
      'Nothing changed but noise and inputs',
    );
  });

  it('counts the things in which a finding changed, appeared or went', () => {
    expect(
      sayHeadline(
        compareTo({
          figures: ['finding-changed', 'changed', 'added'],
          claims: ['finding-changed', 'added', 'removed', 'changed'],
        }),
      ),
    ).toBe('A finding changed in 3 of 4 observations and 1 of 3 figures');
  });

  it.each([
    [['dummy'], 'the dummy is another model'],
    [['benchmark', 'dummy'], 'the benchmark and the dummy are others'],
    [['validation images'], 'the validation images are others'],
    [['frog-4'], 'frog-4 is another image'],
    [['conv2d_1'], 'the layer conv2d_1 is another layer'],
    [['conv2d_1', 'conv2d_2', 'benchmark', 'dummy'], '4 things are others'],
  ])('ends with %o where they are others', (names, words) => {
    const kindOf = (name: string) =>
      name.includes('conv') ? 'layer' : /frog|images/.test(name) ? 'image' : 'model';
    const replaced = names.map((name) => ({ kind: kindOf(name), name, sentence: '' }) as const);
    expect(sayHeadline({ ...compareTo({}), replaced })).toBe(`Nothing changed; ${words}`);
  });

  it('says nothing of figures where a side could not be built', () => {
    expect(sayHeadline(sampleFailedDiff())).toBe('Could not compare');
  });
});
