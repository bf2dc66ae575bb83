import { createRandom } from '../../src/random.ts';
import type { TrainedModel } from '../../src/schemas/experiment.ts';
import type { Study } from '../../src/schemas/study.ts';
import type { LikenessLine } from '../../src/schemas/study-likeness.ts';
import type { StudyCheck, StudyLine, StudyRecord } from '../../src/schemas/study-record.ts';
import { listStudyTrainings } from '../../src/study/list-trainings.ts';
import { settleStudy, type Staleness } from '../../src/verdicts/settle-study.ts';
import { ARTICLE_CLAIMS, CONTEXT } from '../claims/sample-measurements.ts';

export const STUDY: Study = {
  schemaVersion: 1,
  pairs: { count: 12, firstSeed: 1001 },
  sizes: { trainingImages: [1000, 20_000], seeds: 4, firstSeed: 2001 },
  controls: { sameSteps: { pairs: 6 }, sameEpoch: { pairs: 6, epoch: 10 } },
};
export const MODELS: TrainedModel[] = [
  { id: 'benchmark', trainingImages: 50_000, seed: 1 },
  { id: 'dummy', trainingImages: 10_000, seed: 2 },
];
const VALIDATION_IMAGES = 9990;

/** Medians of the article's measures: what models of 50,000 images have, and how much it is for every halving of them. */
const MEASURES = {
  'recognisability conv2d_1': [0.72, 0.02],
  'recognisability conv2d_6': [0.55, 0],
  'redundancy conv2d_1': [0.2, 0.03],
  'zeros conv2d_6': [0.48, 0.04],
  'entropy conv2d_6': [3, -0.1],
  'tail conv2d_6': [4, 0.1],
  probability: [0.65, -0.05],
  accuracy: [1, 0],
  'answer-entropy': [1.2, 0.1],
} as const;

/** The checks about one model, with the share of images that it holds on, and of how many halvings that is more. */
const CHECKS = {
  benchmark: {
    'last-layer-unrecognisable-benchmark': 0.98,
    'last-layer-black': 0.4,
    'information-gain-benchmark': 0.97,
    'certainty-benchmark': 0.3,
  },
  dummy: {
    'first-layer-recognisable': 0.6,
    'last-layer-unrecognisable-dummy': 0.97,
    'information-gain-dummy': 0.99,
    'certainty-dummy-wrong': 0.41,
  },
} as const;

/** A record that nobody measured: the same numbers each time, with a spread from seed to seed. */
export function sampleRecord(study = STUDY, models = MODELS): StudyRecord {
  const lines = listStudyTrainings(study, models).map(
    ({ id, part, pair, model, trainingImages, seed }): StudyLine => {
      const { nextFloat } = createRandom(seed, part);
      const spread = () => (nextFloat() + nextFloat() + nextFloat() - 1.5) / 20;
      const halvings = Math.log2(50_000 / trainingImages);
      return {
        id,
        part,
        pair,
        model,
        trainingImages,
        seed,
        planHash: hash(1),
        codeHash: hash(2),
        dataHash: hash(3),
        claimsHash: hash(4),
        weightsHash: hash(seed),
        epochs: 12,
        keptEpoch: 9,
        steps: Math.round(trainingImages / 32) * 9,
        accuracy: round(0.7 - 0.045 * halvings + spread()),
        validationImages: VALIDATION_IMAGES,
        constantAccuracy: 0.1001,
        deadLayers: [],
        measures: Object.entries(MEASURES).map(([quantity, [value, more]]) => {
          const [measure, layer] = quantity.split(' ') as ['zeros', string?];
          const median = round(value + more * halvings + value * spread());
          return {
            measure,
            ...(layer !== undefined && { layer }),
            specimen: round(median + value * spread()),
            validation: {
              median,
              lowerQuartile: round(median * 0.9),
              upperQuartile: round(median * 1.1),
              undefined: 0,
            },
          };
        }),
        checks: Object.entries(CHECKS[model as 'dummy']).map(([check, share]): StudyCheck => {
          const holds = Math.round(VALIDATION_IMAGES * Math.min(share + spread() / 4, 1));
          const specimen = nextFloat() < share ? 'holds' : 'fails';
          return { check, holds, of: VALIDATION_IMAGES, undefined: 0, specimen };
        }),
      };
    },
  );
  const rule = { document: 'docs/studies.md', commit: '0123456789'.repeat(4) };
  return { header: { schemaVersion: 1, experiment: 'sample', rule }, lines };
}

/** Settles the article's claims by a record. */
export function settleSample(
  record: StudyRecord | undefined = sampleRecord(),
  study = STUDY,
  findStale: (line: StudyLine) => Staleness = () => [],
  likenesses: readonly LikenessLine[] = [],
) {
  const experiment = {
    name: 'sample',
    study,
    models: MODELS,
    claims: ARTICLE_CLAIMS,
    context: CONTEXT,
  };
  return settleStudy(experiment, record, findStale, likenesses);
}

/** A record with some lines other than they were. */
export function change(
  { header, lines }: StudyRecord,
  isMeant: (line: StudyLine) => boolean,
  alter: (line: StudyLine) => StudyLine,
): StudyRecord {
  return { header, lines: lines.map((line) => (isMeant(line) ? alter(line) : line)) };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

function hash(number: number): string {
  return number.toString(16).padStart(64, '0');
}
