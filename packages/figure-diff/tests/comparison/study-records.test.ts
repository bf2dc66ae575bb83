import { describe, expect, it } from 'vitest';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { StudyVerdictsSchema, type StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import {
  change,
  sampleRecord,
  settleSample,
  STUDY,
} from '../../../core/tests/verdicts/sample-study.ts';
import type { SideStudy } from '../../src/comparison/choose-studies.ts';
import { compareReports, decideExitStatus, sayHeadline } from '../../src/comparison/index.ts';
import { DiffSchema } from '../../src/schemas/diff.ts';
import { listEdits } from '../page/list-edits.ts';
import { hash } from './load-model.ts';
import { sampleSide } from './sample-sides.ts';

/** The smallest study that has something in every field. */
const SMALL = {
  ...STUDY,
  pairs: { ...STUDY.pairs, count: 2 },
  sizes: { ...STUDY.sizes!, trainingImages: [1000], seeds: 2 },
  controls: { sameSteps: { pairs: 1 }, sameEpoch: { pairs: 1, epoch: 10 } },
};
const RECORD = sampleRecord(SMALL);
const BASE = settle(RECORD);
const MODELS = RECORD.lines.length;

function settle(record: typeof RECORD, findStale: (line: StudyLine) => ['code'] | [] = () => []) {
  const estimate = { value: 0.5, lower: 0.4, upper: 0.6 };
  const row = { layer: 'conv2d_6', first: 'benchmark', other: 'dummy', scores: [0.2], ckas: [0.4] };
  const layers = [{ ...row, score: estimate, cka: estimate }];
  const likeness = { wanted: 2, compared: 2, validationImages: 990, layers };
  return { ...settleSample(record, SMALL, findStale), likeness };
}

/** Without figures: thousands of studies are compared. */
const SIDE = sampleSide('main');

function compare(base: SideStudy, head: SideStudy) {
  const side = (study: SideStudy) => ({
    source: SIDE.source,
    artifacts: { ...SIDE.artifacts!, figures: [] },
    study,
  });
  return DiffSchema.parse(compareReports({ profile: 'x', base: side(base), head: side(head) }));
}

/** The sample's record with lines other than they were: of these parts of the study. */
function withLines(alter: (line: StudyLine) => StudyLine, part = /./) {
  return settle(change(RECORD, ({ id }) => part.test(id), alter));
}

const rule = { document: 'docs/studies.md', commit: 'f'.repeat(40) };

describe('the record of a study', () => {
  it.each<[string, StudyVerdicts, string[]]>([
    [
      'other weights of one model',
      withLines((line) => ({ ...line, weightsHash: hash('7') }), /pair-01-dummy/),
      [`1 of ${MODELS} models of the study has other weights: pair-01-dummy.`],
    ],
    [
      'other weights of many, with what follows from them told by them alone',
      withLines((line) => ({
        ...line,
        weightsHash: hash('7'),
        epochs: 13,
        deadLayers: ['conv2d_1'],
      })),
      [`${MODELS} of ${MODELS} models of the study have other weights.`],
    ],
    [
      'other results of the same weights',
      withLines((line) => ({ ...line, epochs: 13 }), /size/),
      [
        `2 of ${MODELS} models of the study have another number of epochs: size-1000-01 and size-1000-02.`,
      ],
    ],
    [
      'another seed',
      withLines((line) => ({ ...line, seed: 77 }), /pair-02-benchmark/),
      [`1 of ${MODELS} models of the study has another seed: pair-02-benchmark.`],
    ],
    [
      'staleness',
      settle(RECORD, ({ id }) => (id.startsWith('size') ? ['code'] : [])),
      [
        `2 of ${MODELS} models of the study went from of today to stale in code: size-1000-01 and size-1000-02.`,
      ],
    ],
    [
      'the rule by which it is read',
      settle({ ...RECORD, header: { ...RECORD.header, rule } }),
      [`study.rule.commit: ${'0123456789'.repeat(4)} → ${rule.commit}.`],
    ],
    ['how many models there are', { ...BASE, recorded: 3 }, ['study.recorded: 9 → 3.']],
    ['how many are wanted', { ...BASE, wanted: 30 }, ['study.wanted: 9 → 30.']],
  ])('tells %s', (_, head, sentences) => {
    const diff = compare(BASE, head);
    expect(diff.others.map(({ sentence }) => sentence)).toEqual(sentences);
    expect(sayHeadline(diff)).toMatch(/1 other field changed, no finding did$/);
    expect(decideExitStatus(diff, 'changed')).toBe(1);
    // And the other way round.
    expect(compare(head, BASE).others).toHaveLength(sentences.length);
  });

  it('tells models that only one side has', () => {
    const fewer = settle({ ...RECORD, lines: RECORD.lines.filter(({ part }) => part !== 'sizes') });
    const tell = (base: StudyVerdicts, head: StudyVerdicts) =>
      compare(base, head).others.find(({ path }) => path === 'study.lines')!.sentence;
    const are = 'models of the study are only in the';
    const ids = 'size-1000-01 and size-1000-02';
    expect(tell(fewer, BASE)).toBe(`2 ${are} head: ${ids}.`);
    expect(tell(BASE, fewer)).toBe(`2 ${are} base: ${ids}.`);
  });

  it('tells what its models are made from among the inputs, and fails on none of it', () => {
    const diff = compare(
      BASE,
      withLines((line) => ({ ...line, codeHash: hash('7'), claimsHash: hash('8') })),
    );
    expect(diff.causes.map(({ sentence }) => sentence)).toEqual([
      `${MODELS} models of the study have other training code.`,
      `${MODELS} models of the study have other questions.`,
    ]);
    expect(sayHeadline(diff)).toBe('Nothing changed but inputs');
    expect(decideExitStatus(diff, 'visual')).toBe(0);
  });

  it('tells a study that only one side has', () => {
    expect(compare(undefined, BASE).others[0]!.sentence).toBe(
      `study: only in the head, with ${MODELS} of ${MODELS} models.`,
    );
    expect(compare(BASE, undefined).others[0]!.sentence).toMatch(/^study: only in the base/);
  });
});

describe('a study that a revision has nothing to settle with', () => {
  it.each<[string, SideStudy, SideStudy]>([
    ['the base has', 'unsettled', BASE],
    ['the head has', undefined, 'unsettled'],
    ['both sides have', 'unsettled', 'unsettled'],
  ])('is not compared, which is told: %s', (who, base, head) => {
    const diff = compare(base, head);
    expect(diff.study).toEqual([]);
    expect(diff.others.map(({ sentence }) => sentence)).toEqual([
      `study: ${who} a study and no task that settles it, so that studies are not compared.`,
    ]);
  });
});

/** Of a study: what its models are made from. */
const INPUT = /^lines\.\d+\.line\.(?:codeHash|dataHash|claimsHash),/;

describe('a study of which one thing is another', () => {
  const short = shorten(BASE);
  const { edits } = listEdits(
    short,
    (study) => StudyVerdictsSchema.safeParse(study).success && hasNames(study as StudyVerdicts),
  );

  it('is told from the original, whatever it is, and fails unless it is an input', () => {
    expect(edits.length).toBeGreaterThan(300);
    for (const { name, apply } of edits) {
      const head = apply(short);
      for (const diff of [compare(short, head), compare(head, short)]) {
        const headline = sayHeadline(diff);
        const expected = INPUT.test(name) ? 'Nothing changed but inputs' : /changed/;
        expect([name, headline]).toEqual([name, expect.stringMatching(expected)]);
        expect([name, headline]).not.toEqual([name, 'Nothing changed']);
        const status = INPUT.test(name) ? 0 : 1;
        expect([name, decideExitStatus(diff, 'changed')]).toEqual([name, status]);
      }
    }
  });
});

/** A record has a line of a model once. */
function hasNames({ lines }: StudyVerdicts): boolean {
  return new Set(lines.map(({ line }) => line.id)).size === lines.length;
}

/** A study with the first things of every list, which are compared one like the other; of checks one of pixels, too. */
function shorten({ lines, pairs, controls, sizes, ...rest }: StudyVerdicts): StudyVerdicts {
  const shortenFamily = <T extends StudyVerdicts['pairs']>({ claims, ...family }: T) => ({
    ...family,
    claims: claims
      .filter(({ checks }, i) => i === 0 || checks.some(({ verdict }) => verdict === 'pixels'))
      .map(({ checks, ...claim }) => ({
        ...claim,
        checks: checks.filter(
          ({ verdict }, i) =>
            checks.findIndex((one) => (one.verdict === 'pixels') === (verdict === 'pixels')) === i,
        ),
      })),
  });
  return {
    ...rest,
    lines: lines.slice(0, 2).map(({ line, stale }) => ({
      line: { ...line, measures: line.measures.slice(0, 2), checks: line.checks.slice(0, 2) },
      stale,
    })),
    pairs: shortenFamily(pairs),
    controls: { 'same-epoch': shortenFamily(controls['same-epoch']!) },
    sizes: sizes.slice(0, 2),
  };
}
