import { describe, expect, it } from 'vitest';
import type { LikenessLine } from '../../src/schemas/study-likeness.ts';
import { StudyVerdictsSchema } from '../../src/schemas/study-verdicts.ts';
import { listComparisons } from '../../src/study/index.ts';
import { boundMean } from '../../src/verdicts/bound-mean.ts';
import { tabulateLikeness } from '../../src/verdicts/index.ts';
import { MODELS, sampleRecord, settleSample, STUDY } from './sample-study.ts';

const study = { ...STUDY, likeness: { pairs: 4 } };
const record = sampleRecord();
const COMPARISONS = listComparisons(study, MODELS);

/** A line for each comparison, whose scores are 0.1, 0.2 and so on. */
function likenesses(): LikenessLine[] {
  return COMPARISONS.map(({ first, other }, i) => {
    const open = ({ id: training }: { id: string }) => ({
      training,
      weightsHash: record.lines.find(({ id }) => id === training)!.weightsHash,
    });
    return {
      first: open(first),
      other: open(other),
      dataHash: record.lines[0]!.dataHash,
      validationImages: 990,
      layers: [
        { layer: 'conv2d_1', score: (i + 1) / 10, cka: 0.5 },
        { layer: 'conv2d_2', score: i === 0 ? null : 0.3, cka: null },
      ],
    };
  });
}

const settle = (lines: readonly LikenessLine[]) => settleSample(record, study, () => [], lines);

describe('how alike models of a study are', () => {
  it('is told by layer, of a pair and of two seeds apart', () => {
    const verdicts = settle(likenesses());
    expect(StudyVerdictsSchema.parse(verdicts)).toEqual(verdicts);
    const { layers, ...counts } = verdicts.likeness!;
    expect(counts).toEqual({ wanted: 6, compared: 6, stale: 0, validationImages: 990 });
    expect(layers.map(({ layer, first, other }) => [layer, first, other])).toEqual([
      ['conv2d_1', 'benchmark', 'dummy'],
      ['conv2d_1', 'benchmark', 'benchmark'],
      ['conv2d_2', 'benchmark', 'dummy'],
      ['conv2d_2', 'benchmark', 'benchmark'],
    ]);
    const [pairs, seeds, second] = layers;
    expect(pairs!.scores).toEqual([0.1, 0.2, 0.3, 0.4]);
    const bounded = boundMean([0.1, 0.2, 0.3, 0.4])!;
    expect(pairs!.score).toEqual({ value: 0.25, ...bounded.bound(0.05) });
    expect(pairs!.cka).toEqual({ value: 0.5, lower: 0.5, upper: 0.5 });
    expect(seeds!.scores).toEqual([0.5, 0.6]);
    expect(second).toMatchObject({
      scores: [null, 0.3, 0.3, 0.3],
      score: { value: 0.3 },
      cka: null,
    });
    expect(tabulateLikeness(verdicts.likeness!).rows[2]).toEqual([
      ...['conv2d_2', 'benchmark', 'dummy', 4],
      ...[0.3, 0.3, 0.3, '', '', ''],
    ]);
  });

  it('leaves out what was measured of other weights or data than the record has', () => {
    const [one, two, ...others] = likenesses();
    const stale = [
      { ...one!, other: { ...one!.other, weightsHash: 'a'.repeat(64) } },
      { ...two!, dataHash: 'b'.repeat(64) },
    ];
    const { compared, layers } = settle([...stale, ...others]).likeness!;
    expect([compared, layers[0]!.scores]).toEqual([4, [0.3, 0.4]]);
  });

  it.each([
    ['a model of one pair', 'pair-03-dummy', 'code', 1],
    ['a model that is compared twice', 'pair-03-benchmark', 'data', 2],
    ['what is asked of a model alone', 'pair-03-benchmark', 'claims', 0],
    ['a model that is compared with none', 'pair-09-benchmark', 'plan', 0],
  ] as const)('counts the comparisons that are stale where %s is', (_, stale, part, count) => {
    const findStale = ({ id }: { id: string }) => (id === stale ? [part] : []);
    expect(settleSample(record, study, findStale, likenesses()).likeness!.stale).toBe(count);
  });

  it('is said to be missing, and not asked of a study that wants none', () => {
    expect(settle([]).likeness).toEqual({
      wanted: 6,
      compared: 0,
      stale: 0,
      validationImages: null,
      layers: [],
    });
    expect(settleSample(record, STUDY, () => [], likenesses())).not.toHaveProperty('likeness');
  });
});
