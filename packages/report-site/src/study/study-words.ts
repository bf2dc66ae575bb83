import {
  capitalise,
  countNoun,
  formatCount,
  formatMeasurement,
  formatShare,
  joinWords,
  OUTCOME_WORDS,
} from '@layerprint/core';
import type {
  StudiedCheck,
  StudiedClaim,
  StudyVerdicts,
} from '@layerprint/core/schemas/study-verdicts';
import {
  formatEstimate,
  formatPerCent,
  formatShareOfPairs,
  sayHowManyPairs,
  sayPairs,
} from '@layerprint/core/verdicts';
import { sayOver } from './pair-words.ts';

/** Says what has to be known before any verdict is read: that the record is not whole, or that lines of it are not today's. */
export function listNotices({ wanted, recorded, pairs, lines }: StudyVerdicts): string[] {
  const stale = lines.filter((line) => line.stale.length > 0);
  const why = (['plan', 'data', 'code', 'claims'] as const).filter((part) =>
    stale.some((line) => line.stale.includes(part)),
  );
  return [
    ...(recorded < wanted
      ? [
          `The record is not whole: ${formatCount(recorded)} of ${countNoun(wanted, 'model')} ${recorded === 1 ? 'is' : 'are'} trained, which makes ${sayHowManyPairs(pairs)}. Every verdict is one so far.`,
        ]
      : []),
    ...(stale.length > 0
      ? [
          `${formatCount(stale.length)} of ${countNoun(lines.length, 'line')} of the record ${stale.length === 1 ? 'is' : 'are'} stale: ${joinWords(why.map((part) => STALE[part]))} ${why.length === 1 && why[0] !== 'data' ? 'is' : 'are'} not today’s. ${stale.length === 1 ? 'It counts as what it was' : 'They count as what they were'} measured as.`,
        ]
      : []),
  ];
}

const STALE = {
  plan: 'the plan',
  data: 'the data',
  code: 'the code of training',
  claims: 'what the claims ask for',
} as const;

/** Says what the verdicts on all claims come to, in sentences. */
export function summariseStudy(verdicts: StudyVerdicts): string[] {
  const { claims, complete } = verdicts.pairs;
  if (complete === 0) return ['Of the study over many seeds, no pair of models is whole yet.'];
  const counted = claims.filter(({ verdict }) => verdict !== 'pixels' && verdict !== 'cannot-fail');
  const parts = (['holds', 'holds-in-part', 'fails', 'not-settled'] as const).flatMap((verdict) => {
    const numbers = counted
      .filter((claim) => claim.verdict === verdict)
      .map(({ number }) => String(number));
    if (numbers.length === 0) return [];
    const { does } = OUTCOME_WORDS[verdict];
    return [
      `${numbers.length === 1 ? 'observation' : 'observations'} ${joinWords(numbers)} ${numbers.length === 1 ? does : DO[verdict]}`,
    ];
  });
  if (parts.length === 0) return [];
  return [
    `${sayOver(verdicts)}, every model trained anew from a seed of its own, ${joinWords(parts)}.`,
  ];
}

/** What several claims do that come out alike. */
const DO = {
  holds: 'hold',
  'holds-in-part': 'hold in part',
  fails: 'fail',
  'not-settled': 'are not settled',
} as const;

/** Says of a claim how it came out over all pairs, and by what. */
export function sayStudiedClaim({ number, verdict, checks }: StudiedClaim): string {
  const main = `Observation ${number} ${OUTCOME_WORDS[verdict].does}.`;
  const of = (wanted: StudiedCheck['verdict'], words: string) => {
    const statements = checks
      .filter((check) => check.verdict === wanted)
      .map(
        ({ statement, share }) =>
          `“${statement.replace(/\.$/, '')}” (${share === null ? 'no pair' : `${formatShareOfPairs(share)} of pairs`})`,
      );
    return statements.length === 0 ? [] : [`${words}: ${statements.join('; ')}.`];
  };
  return [
    main,
    ...of('holds', 'What holds'),
    ...of('fails', 'What fails, the opposite being so'),
    ...of('not-settled', 'What is not settled'),
  ].join(' ');
}

/** Says of a check all that it was settled by, a sentence each. */
export function describeStudiedCheck(
  check: StudiedCheck,
  nameOf: (model: string) => string,
): string[] {
  const { share, difference, unit, superiority, models, images, specimen, reason } = check;
  const [one] = models;
  return [
    ...(reason === null ? [] : [reason]),
    ...(share === null
      ? []
      : [`${sayPairs(check)} That is ${formatShareOfPairs(share)} of pairs.`]),
    ...(difference === null
      ? []
      : [
          `The difference, above zero where the claim is right: ${formatEstimate(difference, unit)}.`,
        ]),
    ...(superiority === null
      ? []
      : [
          `Of one model of each kind, whichever pair they are of, it holds in ${formatPerCent(superiority)}.`,
        ]),
    ...models.flatMap(({ model, unit: own, values }) =>
      values === null
        ? []
        : [
            `${capitalise(nameOf(model))}: ${formatMeasurement(values.mean, own)} on average, ${formatMeasurement(values.lowest, own)} to ${formatMeasurement(values.highest, own)}.`,
          ],
    ),
    ...(images === null || one === undefined
      ? []
      : [
          `In a model it holds on ${formatShare(images.mean)} of the validation images on average, ${formatShare(images.lowest)} to ${formatShare(images.highest)}.`,
        ]),
    ...(specimen.of === 0
      ? []
      : [
          `On the specimen, which is an example, it holds in ${formatCount(specimen.holds)} of ${countNoun(specimen.of, 'pair')}.`,
        ]),
  ];
}

/** By how much, in a table's cell: "benchmark 47.8%, dummy 56.6%", "58.6% of images". */
export function sayMeans(
  { models, images }: Pick<StudiedCheck, 'models' | 'images'>,
  nameOf: (model: string) => string,
): string {
  const means = models.flatMap(({ model, unit, values }) =>
    values === null ? [] : [`${nameOf(model)} ${formatMeasurement(values.mean, unit)}`],
  );
  const share = images === null ? [] : [`${formatShare(images.mean)} of images`];
  return [...means, ...share].join(', ') || 'none';
}

/** The command that trains lines of the record again and compares hashes. */
export function nameAudit(profile: string, ids: readonly string[]): string {
  return `npx nx run ${profile}:audit -- --ids ${ids.join(',')}`;
}
