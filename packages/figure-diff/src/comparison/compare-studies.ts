import type {
  StudiedCheck,
  StudyVerdict,
  StudyVerdicts,
} from '@layerprint/core/schemas/study-verdicts';
import {
  formatEstimate,
  formatShareOfPairs,
  listFamilies,
  sayHowManyPairs,
} from '@layerprint/core/verdicts';
import type { StudyCheckDiff } from '../schemas/study-diff.ts';
import { matchByName } from './data-comparison.ts';

/** A check with what stands around it. */
interface PlacedCheck extends StudiedCheck {
  /** "first-layer-redundancy"; of a control "same-steps-first-layer-redundancy". */
  readonly name: string;
  /** "first-layer-redundancy, after as many steps". */
  readonly called: string;
  readonly number: number;
  /** "40 pairs". */
  readonly over: string;
}

/**
 * Compares what two studies came to, check by check. Another verdict is another finding; another share, difference or
 * number of pairs is a change. Checks over the pairs of a control are checks of their own. Nothing is noise: the same record gives the same numbers.
 *
 * @param base Undefined where a side has no study.
 */
export function compareStudies(
  base: StudyVerdicts | undefined,
  head: StudyVerdicts | undefined,
): StudyCheckDiff[] {
  return matchByName(listChecks(base), listChecks(head), ({ name }) => name).map(
    ({ base, head }) => {
      const { name: id, called, statement, number } = (head ?? base)!;
      return {
        id,
        statement,
        number,
        verdict: judge(base, head),
        sentence: `Observation ${number}, ${called}: ${say(base, head)}.`,
        settled: { base: base?.verdict ?? null, head: head?.verdict ?? null },
      };
    },
  );
}

/** What of a control's checks is not as of the pairs'. */
const IN_PART = { 'same-steps': 'after as many steps', 'same-epoch': 'at the same epoch' } as const;

function listChecks(verdicts: StudyVerdicts | undefined): PlacedCheck[] {
  if (verdicts === undefined) return [];
  return listFamilies(verdicts).flatMap(({ part, family }) => {
    const over = sayHowManyPairs(family);
    return family.claims.flatMap(({ number, checks }) =>
      checks
        .filter(({ verdict }) => verdict !== 'pixels')
        .map((check) => ({
          ...check,
          ...(part === 'pairs'
            ? { name: check.id, called: check.id }
            : { name: `${part}-${check.id}`, called: `${check.id}, ${IN_PART[part]}` }),
          ...{ number, over },
        })),
    );
  });
}

function judge(
  base: PlacedCheck | undefined,
  head: PlacedCheck | undefined,
): StudyCheckDiff['verdict'] {
  if (!base) return 'added';
  if (!head) return 'removed';
  if (base.verdict !== head.verdict) return 'finding-changed';
  return JSON.stringify(base) === JSON.stringify(head) ? 'identical' : 'changed';
}

const SETTLED: Readonly<Record<StudyVerdict, string>> = {
  holds: 'holds',
  fails: 'fails',
  'not-settled': 'not settled',
  'cannot-fail': 'no network could fail it',
  pixels: 'pixels alone',
};

function say(base: PlacedCheck | undefined, head: PlacedCheck | undefined): string {
  if (!base || !head) {
    const one = (head ?? base)!;
    const where = head ? 'only in the head' : 'only in the base';
    return `${where}, over ${one.over}: share of pairs ${sayShare(one)}, ${SETTLED[one.verdict]}`;
  }
  const sayChange = (what: string, read: (check: PlacedCheck) => string) => {
    const [before, after] = [read(base), read(head)];
    return before === after ? [] : [`${what} ${before} → ${after}`];
  };
  const parts = [
    ...sayChange('share of pairs', sayShare),
    ...sayChange('difference', sayDifference),
    ...sayChange('pairs', ({ over }) => over),
    ...sayChange('its rule', ({ rule }) => rule),
    ...sayChange('its words', ({ statement }) => `“${statement}”`),
    ...(base.verdict === head.verdict
      ? []
      : [`from ${SETTLED[base.verdict]} to ${SETTLED[head.verdict]}`]),
  ];
  if (parts.length > 0) return parts.join(', ');
  const isSame = JSON.stringify(base) === JSON.stringify(head);
  return isSame ? `${sayShare(head)} on both sides` : 'other pairs, with the same shares';
}

function sayShare({ share }: PlacedCheck): string {
  return share === null ? 'none' : formatShareOfPairs(share);
}

function sayDifference({ difference, unit }: PlacedCheck): string {
  return difference === null ? 'none' : formatEstimate(difference, unit);
}
