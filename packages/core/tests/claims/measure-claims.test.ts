import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClaimMeasurements, ImageMeasures, Numbers } from '@layerprint/core';
import { ClaimSchema } from '@layerprint/core/schemas/claim';
import type { ClaimCheck } from '@layerprint/core/schemas/claim';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import {
  AS_BENCHMARK,
  AS_DUMMY,
  DEAD,
  measureArticle,
  sampleImage,
  sampleMeasurements,
  sampleState,
} from './sample-measurements.ts';

const RULES_PAGE = join(import.meta.dirname, '../../../../docs/claims.md');
const SWAPPED = sampleImage({ trained: { benchmark: AS_DUMMY, dummy: AS_BENCHMARK } });

const outcomes = (measurements: ClaimMeasurements) =>
  measureArticle(measurements).map(({ outcome }) => outcome);
const listChecks = (measurements: ClaimMeasurements) =>
  measureArticle(measurements).flatMap(({ checks }) => checks);
const findCheck = (measurements: ClaimMeasurements, id: string) =>
  listChecks(measurements).find((check) => check.id === id)!;

/** So many of 100 validation images are one, the rest another. */
function mix(count: number, one: ImageMeasures, other: ImageMeasures): ClaimMeasurements {
  const validation = Array.from({ length: 100 }, (_, i) => (i < count ? one : other));
  return sampleMeasurements({ validation });
}

function changeModel(model: ModelId, changes: Numbers): ImageMeasures {
  const { trained } = sampleImage();
  return sampleImage({ trained: { ...trained, [model]: { ...trained[model], ...changes } } });
}

describe('measureClaims', () => {
  test('gives six claims in order that fit their schema', () => {
    const claims = measureArticle(sampleMeasurements());
    expect(claims.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const claim of claims) expect(ClaimSchema.parse(claim)).toEqual(claim);
    const ids = claims.flatMap((claim) => [claim.id, ...claim.checks.map(({ id }) => id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('holds them for models that are as the article says, but the one that cannot fail', () => {
    const asSaid = ['holds', 'holds', 'holds', 'holds', 'cannot-fail', 'holds'];
    expect(outcomes(sampleMeasurements())).toEqual(asSaid);
  });

  test('fails them for models that are the other way round', () => {
    expect(outcomes(mix(100, SWAPPED, SWAPPED))).toEqual([
      'fails',
      'holds-in-part',
      'fails',
      'holds',
      'cannot-fail',
      'fails',
    ]);
  });

  test('says which rest on pixels alone', () => {
    const claims = measureArticle(sampleMeasurements());
    expect(claims.map(({ restsOn }) => restsOn === 'pixels')).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => number === 4),
    );
  });

  test('holds nothing that compares models between a model and itself', () => {
    const same = sampleImage({ trained: { benchmark: AS_DUMMY, dummy: AS_DUMMY } });
    const comparing = listChecks(mix(100, same, same)).filter(({ rule }) =>
      /^(?:benchmark|dummy) > (?:dummy|benchmark)$/.test(rule),
    );
    expect(comparing).toHaveLength(6);
    expect(comparing.map(({ verdict }) => verdict)).toEqual(comparing.map(() => 'fails'));
  });

  test('refuses to measure on nothing', () => {
    expect(() => measureArticle(sampleMeasurements({ specimens: [] }))).toThrow(
      expect.objectContaining({ code: 'no-specimen' }),
    );
  });

  test('has the rules that its page has, check by check', () => {
    const page = readFileSync(RULES_PAGE, 'utf8');
    const listed = [...page.matchAll(/^\| (\d) `([a-z0-9-]+)`/gm)].map(([, number, id]) => [
      Number(number),
      id,
    ]);
    expect(listed).toEqual(
      measureArticle(sampleMeasurements()).flatMap(({ number, checks }) =>
        checks.map(({ id }) => [number, id]),
      ),
    );
  });
});

describe('a check', () => {
  /** Of each check, an image on which its rule fails where it holds on the sample's. */
  const FAILING: Record<string, ImageMeasures> = {
    'first-layer-recognisable': changeModel('dummy', { 'recognisability conv2d_1': 0.75 }),
    'first-layer-likeness': SWAPPED,
    'first-layer-redundancy': SWAPPED,
    'last-layer-unrecognisable-benchmark': changeModel('benchmark', {
      'recognisability conv2d_6': 0.75,
    }),
    'last-layer-unrecognisable-dummy': changeModel('dummy', { 'recognisability conv2d_6': 0.8 }),
    'last-layer-black': changeModel('benchmark', { 'zeros conv2d_6': 0.5 }),
    'concentration-zeros': SWAPPED,
    'concentration-entropy': SWAPPED,
    'concentration-tail': SWAPPED,
    'information-gain-benchmark': changeModel('benchmark', { 'entropy conv2d_6': 4 }),
    'information-gain-dummy': changeModel('dummy', { 'entropy conv2d_6': 4.5 }),
    'certainty-benchmark': changeModel('benchmark', { probability: 0.89 }),
    'certainty-dummy-wrong': changeModel('dummy', { accuracy: 1 }),
    'certainty-dummy-fuzzy': SWAPPED,
  };

  test.each(Object.entries(FAILING))('%s can hold, fail and be undecided', (id, failing) => {
    const verdict = (count: number) => findCheck(mix(count, failing, sampleImage()), id).verdict;
    expect(verdict(0)).toBe(id.startsWith('information-gain') ? 'cannot-fail' : 'holds');
    expect(verdict(100)).toBe('fails');
    // Two standard errors of 100 images are 10.
    expect([40, 50, 60].map(verdict)).toEqual(['undecided', 'undecided', 'undecided']);
    expect(verdict(61)).toBe('fails');
  });

  test('is decided over the validation images, whatever the specimens say', () => {
    const measurements = sampleMeasurements({ specimens: [SWAPPED, sampleImage(), SWAPPED] });
    expect(outcomes(measurements)).toEqual(outcomes(sampleMeasurements()));
    expect(findCheck(measurements, 'concentration-zeros')).toMatchObject({
      verdict: 'holds',
      specimen: 'fails',
      specimens: { holds: 1, of: 3, undefined: 0 },
      validation: { holds: 100, of: 100, undefined: 0 },
    });
  });

  test('shows medians, quartiles and paired differences', () => {
    const zeros = (value: number) => changeModel('benchmark', { 'zeros conv2d_6': value });
    const validation = [0.5, 0.6, 0.7, 0.8, 0.9].map(zeros);
    const { measured } = findCheck(sampleMeasurements({ validation }), 'concentration-zeros');
    expect(measured.map(({ name, unit }) => [name, unit])).toEqual([
      ['benchmark', 'share'],
      ['dummy', 'share'],
      ['benchmark − dummy', 'points'],
    ]);
    expect(measured[0]!.validation).toEqual({
      median: 0.7,
      lowerQuartile: 0.6,
      upperQuartile: 0.8,
    });
    expect(measured[2]).toMatchObject({
      specimen: expect.closeTo(0.3, 12),
      validation: { median: expect.closeTo(0.3, 12), lowerQuartile: expect.closeTo(0.2, 12) },
      untrained: { median: 0 },
      chance: null,
    });
  });

  test('leaves out and counts images where it is undefined, and never takes them for zero', () => {
    const undefinedTail = changeModel('dummy', { 'tail conv2d_6': null });
    const some = findCheck(mix(30, undefinedTail, sampleImage()), 'concentration-tail');
    expect(some).toMatchObject({
      verdict: 'holds',
      validation: { holds: 70, of: 70, undefined: 30 },
    });
    expect(some.measured[1]!.validation!.lowerQuartile).toBe(5);
    const most = findCheck(mix(50, undefinedTail, sampleImage()), 'concentration-tail');
    expect(most).toMatchObject({
      verdict: 'undecided',
      reason: 'What it measures is undefined on 50 images of 100.',
    });
  });

  test('says nothing of networks where it cannot fail, as long as the untrained twins pass too', () => {
    const gain = (measurements: ClaimMeasurements) =>
      findCheck(measurements, 'information-gain-dummy');
    expect(gain(sampleMeasurements())).toMatchObject({
      verdict: 'cannot-fail',
      reason: expect.stringContaining('whatever its weights'),
    });
    const untrained = { ...AS_DUMMY, 'entropy conv2d_6': 5 };
    const failing = sampleImage({ untrained: { benchmark: untrained, dummy: untrained } });
    expect(gain(mix(100, failing, failing)).verdict).toBe('holds');
  });
});

describe('what is undefined or has collapsed decides nothing', () => {
  const dead = sampleImage({ trained: { benchmark: DEAD, dummy: AS_DUMMY } });
  const atChance = sampleState('benchmark', { constantAccuracy: 0.8 });

  test('a collapsed benchmark bears out nothing but what rests on pixels alone', () => {
    const collapsed = sampleMeasurements({
      specimens: [dead],
      validation: Array.from({ length: 100 }, () => dead),
      models: {
        benchmark: { ...atChance, deadLayers: ['conv2d_1', 'conv2d_6'] },
        dummy: sampleState('dummy'),
      },
    });
    const claims = measureArticle(collapsed);
    expect(claims.filter(({ outcome }) => outcome === 'holds').map(({ number }) => number)).toEqual(
      [4],
    );
    const ofBenchmark = (check: ClaimCheck) => check.rule.includes('benchmark');
    for (const check of claims.flatMap(({ checks }) => checks).filter(ofBenchmark)) {
      expect(check, check.id).toMatchObject({
        verdict: 'undecided',
        reason: 'The benchmark is no better than guessing, so nothing in it decides.',
      });
    }
    for (const claim of claims) expect(ClaimSchema.parse(claim)).toEqual(claim);
  });

  test('a dead layer decides nothing, in a model that is better than guessing too', () => {
    const models = {
      benchmark: sampleState('benchmark', { deadLayers: ['conv2d_6'] }),
      dummy: sampleState('dummy'),
    };
    const checks = listChecks(sampleMeasurements({ models }));
    const byId = Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]));
    expect(byId).toMatchObject({
      'last-layer-black': 'undecided',
      'concentration-zeros': 'undecided',
      'information-gain-benchmark': 'undecided',
      'first-layer-likeness': 'holds',
      'certainty-benchmark': 'holds',
    });
  });

  test('pixels without a skewness are not symmetric, nor are they not', () => {
    const grey = sampleImage({
      pixels: { 'median pixels': 0.4, 'skewness pixels': null, 'entropy pixels': null },
    });
    expect(findCheck(sampleMeasurements({ specimens: [grey] }), 'pixels-symmetry')).toMatchObject({
      verdict: 'undecided',
      specimen: 'undefined',
      specimens: { holds: 0, of: 0, undefined: 1 },
    });
  });
});

describe('what is said of pixels', () => {
  test.each([
    [102, true],
    [89, false],
    [90, true],
    [114, true],
    [116, false],
  ])('a median of %d / 255 is around 0.4: %s', (byte, holds) => {
    const pixels = { 'median pixels': byte / 255, 'skewness pixels': 0, 'entropy pixels': 4 };
    const specimens = [sampleImage({ pixels })];
    const check = findCheck(sampleMeasurements({ specimens }), 'pixels-middle');
    expect(check.verdict).toBe(holds ? 'holds' : 'fails');
  });

  test('is decided on the specimen, and the other images stand beside it', () => {
    const lopsided = sampleImage({
      pixels: { 'median pixels': 0.1, 'skewness pixels': 2, 'entropy pixels': 4 },
    });
    const check = findCheck(mix(80, lopsided, sampleImage()), 'pixels-symmetry');
    expect(check).toMatchObject({
      decidedOn: 'specimen',
      verdict: 'holds',
      validation: { holds: 20, of: 100 },
      untrained: null,
      chance: null,
    });
    expect(check.measured[0]).toMatchObject({ name: 'pixels', untrained: null, chance: null });
  });
});

test('rules and statements do not change with what is measured', () => {
  const words = (measurements: ClaimMeasurements) =>
    measureArticle(measurements).map(({ sentence, checks }) => [
      sentence,
      checks.map(({ statement, measure, rule }) => [statement, measure, rule]),
    ]);
  expect(words(mix(100, SWAPPED, SWAPPED))).toEqual(words(sampleMeasurements()));
});

describe('a check of a model that is loaded', () => {
  const models = {
    benchmark: sampleState('benchmark', { isLoaded: true }),
    dummy: sampleState('dummy'),
  };
  const { benchmark, ...alone } = sampleImage().untrained;
  const image = sampleImage({ untrained: alone });
  const loaded = sampleMeasurements({
    models,
    specimens: [image, image],
    validation: Array.from({ length: 100 }, () => image),
  });

  test('has no untrained twins, and chance as any other', () => {
    expect(benchmark).toBeDefined();
    const [before, after] = [listChecks(sampleMeasurements()), listChecks(loaded)];
    for (const [i, check] of after.entries()) {
      const was = before[i]!;
      const isOfDummyAlone = !check.measured.some(({ name }) => name.includes('benchmark'));
      expect(check.untrained).toEqual(isOfDummyAlone ? was.untrained : null);
      expect(check.chance).toEqual(was.chance);
      expect(check.validation).toEqual(was.validation);
      expect(ClaimSchema.shape.checks.element.parse(check)).toEqual(check);
    }
    expect(after.some(({ untrained }) => untrained === null)).toBe(true);
    expect(after.some(({ untrained }) => untrained !== null)).toBe(true);
  });

  test('can fail, since no twin passes it', () => {
    expect(outcomes(sampleMeasurements())).toContain('cannot-fail');
    expect(outcomes(loaded)).not.toContain('cannot-fail');
  });
});
