import { formatCount, formatNumber, formatPoints, formatShare, joinWords } from '@layerprint/core';
import type { StudyLine, StudyPart } from '@layerprint/core/schemas/study-record';
import type { StudyFamily, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { countOutcomes } from '@layerprint/core/verdicts';
import { chooseLines } from '../../src/study/audit/choose-lines.ts';
import { sayVerdict } from './results-tables.ts';

/** What the page says of the article's study beside its tables, with the numbers that the record gives. */
export function listArticleSentences(
  verdicts: StudyVerdicts,
  zerosOfReport: number,
): readonly string[] {
  const { pairs, controls, lines, likeness } = verdicts;
  const count = countIn(pairs);
  const [asManySteps, atOneEpoch] = [controls['same-steps']!, controls['same-epoch']!];
  const stopped = select(verdicts, 'same-steps', 'benchmark');
  const numbers = stopped.map(({ pair }) => pair);
  const before = (model: string) =>
    select(verdicts, 'pairs', model).filter(({ pair }) => numbers.includes(pair));
  const holdsBefore = (id: string) =>
    countOutcomes(find(pairs, id).pairs.filter(({ pair }) => numbers.includes(pair))).holds;
  const [inPair, ofSeeds] = likeness!.layers.filter(({ layer }) => layer === 'conv2d_6');
  return [
    `${lines.length} models on CIFAR-10, none of its lines stale`,
    `${pairs.complete} pairs, each model from a seed of its own`,
    `**Observation 1 ${say(verdicts, 1)}**: with 50,000 images`,
    `the second in ${count('first-layer-redundancy').holds} of ${pairs.complete} pairs, the first in ${count('first-layer-likeness').holds}.`,
    `**2 ${say(verdicts, 2)}**: the maps`,
    `${count('last-layer-black').fails} of ${pairs.complete} pairs speak against it`,
    `**3 is ${say(verdicts, 3)}** in any of its checks`,
    `the dummy has ${formatPoints(zerosOfReport)} more zeros`,
    `**6 ${say(verdicts, 6)}**: the dummy's answers`,
    `both checks fail in all ${count('certainty-benchmark').fails} pairs`,
    `${numbers.length} pairs each: the benchmark stopped after as many gradient steps as the dummy of its pair had taken, and both kept after ${controls['same-epoch']!.epoch} epochs.`,
    `After as many steps, ${sayMeanSteps(stopped)} on average, where they had been ${sayMeanSteps(before('benchmark'))}, the benchmark is right on ${sayAccuracy(stopped)} of the images, the dummy of these pairs on ${sayAccuracy(before('dummy'))},`,
    `as the same ${numbers.length} pairs had it in all ${holdsBefore('first-layer-redundancy')} when they were trained first`,
    `only ${holdsBefore('first-layer-likeness')} of these ${numbers.length} had it then`,
    `are asked there of ${numbers.length} of the same ${pairs.complete} dummies`,
    `and more entropy, in all ${countIn(asManySteps)('concentration-entropy').fails} pairs`,
    `redundancy differs as over the ${pairs.complete} pairs, in ${countIn(atOneEpoch)('first-layer-redundancy').holds} of ${atOneEpoch.complete}.`,
    `over ${formatCount(likeness!.validationImages!)} images, \`npx nx run article:likeness\`: benchmark and dummy of a pair, n = ${inPair!.scores.length}, beside two benchmarks of different seeds, n = ${ofSeeds!.scores.length}`,
    `less alike, ${formatNumber(inPair!.score!.value)} beside ${formatNumber(ofSeeds!.score!.value)}`,
    `${saySample(lines, 3, 14)} again: all hashes`,
    `${saySample(lines, 2, 21)}, by \`--sample 2 --seed 21\``,
  ];
}

/** The same of the study of `quick`. */
export function listQuickSentences(verdicts: StudyVerdicts): readonly string[] {
  const { pairs } = verdicts;
  const [benchmark, dummy] = ['benchmark', 'dummy'].map((model) =>
    formatCount(select(verdicts, 'pairs', model)[0]!.trainingImages),
  );
  const asked = (number: number) => say(verdicts, number);
  return [
    `${pairs.complete} pairs of networks trained on ${benchmark} and ${dummy} drawings, none of its lines stale.`,
    `In ${countIn(pairs)('certainty-dummy-wrong').collapsed} pairs the dummy never learned anything`,
    `Observations 1 and 3 are ${same(asked(1), asked(3))}, 2 and 6 ${same(asked(2), asked(6)).replace('holds', 'hold')}; that the benchmark is sure of the right class ${sayVerdict(find(pairs, 'certainty-benchmark').verdict)}.`,
  ];
}

function find({ claims }: StudyFamily, id: string) {
  return claims.flatMap(({ checks }) => checks).find((check) => check.id === id)!;
}

/** Counts the pairs of a check by what it does in them. */
function countIn(family: StudyFamily) {
  return (id: string) => countOutcomes(find(family, id).pairs);
}

/** How a claim comes out, by its number. */
function say({ pairs }: StudyVerdicts, number: number): string {
  return sayVerdict(pairs.claims[number - 1]!.verdict);
}

function same(one: string, other: string): string {
  return one === other ? one : `${one} and ${other}`;
}

function select({ lines }: StudyVerdicts, part: StudyPart, model: string): StudyLine[] {
  return lines.map(({ line }) => line).filter((line) => line.part === part && line.model === model);
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function sayMeanSteps(lines: readonly StudyLine[]): string {
  return formatCount(Math.round(average(lines.map(({ steps }) => steps))));
}

function sayAccuracy(lines: readonly StudyLine[]): string {
  return formatShare(average(lines.map(({ accuracy }) => accuracy))).replace('%', ' %');
}

/** Which lines an audit draws: "pair-11-benchmark, pair-25-dummy and size-20000-09". */
function saySample(lines: StudyVerdicts['lines'], sample: number, seed: number): string {
  const drawn = chooseLines(
    lines.map(({ line }) => line),
    { sample, seed },
  );
  return joinWords(drawn.map(({ id }) => id));
}
