import { describe, expect, it } from 'vitest';
import type { StudiedCheck, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { sampleRecord, settleSample, STUDY } from '../../../core/tests/verdicts/sample-study.ts';
import { tellControls } from '../../src/study/control-words.ts';

const WHOLE: StudyVerdicts = settleSample();
const LIKENESS = 'first-layer-likeness';

/** The sample's study, in which a check is settled like this over all pairs and in the control of as many steps. */
function settleAs(id: string, all: StudiedCheck['verdict'], here: StudiedCheck['verdict']) {
  const verdicts: StudyVerdicts = structuredClone(WHOLE);
  const families = [
    [verdicts.pairs, all],
    [verdicts.controls['same-steps']!, here],
  ] as const;
  for (const [{ claims }, verdict] of families) {
    // Nothing else counts, so that what is said is said of this check.
    for (const claim of claims) claim.checks = claim.checks.filter((check) => check.id === id);
    claims.flatMap(({ checks }) => checks)[0]!.verdict = verdict;
  }
  return verdicts;
}

const tell = (verdicts: StudyVerdicts) => tellControls(verdicts, (model) => `the ${model}`);

describe('what is told of a control', () => {
  it.each([
    ['holds', 'holds', 'one comes out as over all pairs', 'Holds over all pairs, and here too'],
    ['fails', 'fails', 'one comes out as over all pairs', 'Fails over all pairs, and here too'],
    ['holds', 'fails', 'one turns round', 'Turns round, holding over all pairs and failing here'],
    ['fails', 'holds', 'one turns round', 'Turns round, failing over all pairs and holding here'],
    ['fails', 'cannot-fail', 'one turns round', 'Turns round, failing over all pairs and holding'],
    [
      'holds',
      'not-settled',
      'one is no longer settled',
      'Holds over all pairs, and is not settled',
    ],
    [
      'fails',
      'not-settled',
      'one is no longer settled',
      'Fails over all pairs, and is not settled',
    ],
    ['not-settled', 'holds', 'one is settled here alone', 'Not settled over all pairs, and holds'],
    ['not-settled', 'fails', 'one is settled here alone', 'Not settled over all pairs, and fails'],
    ['not-settled', 'not-settled', 'one is settled in neither', 'Settled neither over all pairs'],
  ] as const)(
    'says of a check that is %s over all pairs and %s in it: %s',
    (all, here, counted, started) => {
      const [{ conclusion, groups }] = tell(settleAs(LIKENESS, all, here)) as [
        ReturnType<typeof tell>[number],
      ];
      expect(conclusion[0]).toContain('Of the 1 check that it puts to the test');
      expect(conclusion[0]).toContain(counted);
      expect(groups).toHaveLength(1);
      expect(groups[0]).toContain(started);
      expect(groups[0]).toContain(
        '“The maps of conv2d_1 are more recognisable in the dummy than in',
      );
      // Numbers stand where it comes out otherwise.
      const isSame = counted.includes('comes out as') || counted.includes('in neither');
      expect(groups[0]!.includes('difference')).toBe(!isSame);
    },
  );

  it.each([
    ['holds', 'holds', /does so without the further steps\.$/],
    ['holds', 'fails', /rests on the further steps, and not on the images: without/],
    [
      'holds',
      'not-settled',
      /may rest on the further steps as well as .* more than 6 pairs can tell/,
    ],
    ['not-settled', 'fails', /is so without the further steps; with them, it is not settled\.$/],
  ] as const)('says what it means that a check is %s, and %s in it', (all, here, meaning) => {
    const conclusions = tell(settleAs(LIKENESS, all, here))[0]!.conclusion;
    expect(conclusions).toHaveLength(2);
    expect(conclusions[1]).toMatch(meaning);
  });

  it('sets what comes out otherwise beside the same pairs as trained first', () => {
    const [group] = tell(settleAs(LIKENESS, 'holds', 'not-settled'))[0]!.groups;
    expect(group).toMatch(
      /\(holds in [0-6] of 6 pairs, as trained first in 6 of these; difference [−\d.]+ \[[^\]]+\], over all pairs [\d.]+ \[[^\]]+\]\)\.$/,
    );
  });

  it('says that nothing new is asked where a model stays as it was trained first', () => {
    const [{ conclusion, groups }] = tell(
      settleAs('first-layer-recognisable', 'holds', 'not-settled'),
    ) as [ReturnType<typeof tell>[number]];
    expect(conclusion).toEqual([]);
    expect(groups).toEqual([
      'Not put to the test, being about the dummy alone, which stays as it was trained first: “The maps of conv2d_1 are recognisable in the dummy”.',
    ]);
  });

  it('leaves out what no network could fail, and pixels', () => {
    for (const verdict of ['cannot-fail', 'pixels'] as const) {
      const [{ conclusion, groups }] = tell(settleAs(LIKENESS, verdict, verdict)) as [
        ReturnType<typeof tell>[number],
      ];
      expect([conclusion, groups]).toEqual([[], []]);
    }
  });

  it('has its own number of pairs and its steps, beside those of the same models as trained first', () => {
    const [sameSteps, sameEpoch] = tell(WHOLE);
    expect(sameSteps!.sentence).toMatch(
      /kept: the benchmark after 14,067 steps on average, where it had been 14,067\. 6 pairs, a family of their own\.$/,
    );
    expect(sameEpoch!.sentence).toMatch(
      /exactly 10 epochs, and kept as they were then: the benchmark after [^;]+; the dummy after .* 6 pairs, a family/,
    );
    expect(tell(settleSample(sampleRecord(), { ...STUDY, controls: undefined }))).toEqual([]);
    const ofOne = { ...STUDY, controls: { sameSteps: { pairs: 1 } } };
    expect(tell(settleSample(sampleRecord(), ofOne))[0]!.sentence).toMatch(
      / 1 pair, a family of its own\.$/,
    );
  });

  it('concludes nothing where no pair of it is whole', () => {
    const { header, lines } = sampleRecord();
    const some = settleSample({ header, lines: lines.slice(0, 24) });
    for (const { sentence, conclusion, groups } of tell(some)) {
      expect(sentence).toContain('0 of 6 pairs so far');
      expect([conclusion, groups]).toEqual([[], []]);
    }
  });
});
