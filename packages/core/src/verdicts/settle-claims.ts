import type { ClaimContext } from '../claims/claim-context.ts';
import { renderSentence } from '../claims/render-sentence.ts';
import type { WrittenClaim } from '../schemas/claims-file.ts';
import type { StudiedCheck, StudiedClaim, StudyFamily } from '../schemas/study-verdicts.ts';
import { explainOpen } from './explain-open.ts';
import { judgePair, judgeSpecimen, type JudgedPair } from './judge-pair.ts';
import type { NumberedPair, Pairs } from './list-pairs.ts';
import { makePairRule, readCheck, readQuantity, type PairRule } from './pair-rule.ts';
import { settleChecks, type Draw, type SettledPairs } from './settle-checks.ts';
import { computeSuperiority } from './superiority.ts';

/** A check, and what it does in every pair; null of pixels alone. */
interface JudgedCheck {
  readonly rule: PairRule;
  readonly judged: readonly JudgedPair[] | null;
}

/**
 * Settles every check of all claims over the pairs of a kind, by the rule of docs/studies.md, as one family.
 *
 * @param claims Claims in which `findClaimMisfits` finds nothing.
 */
export function settleClaims(
  claims: readonly WrittenClaim[],
  context: ClaimContext,
  { wanted, whole }: Pairs,
  draw: Draw,
): StudyFamily {
  const checks = claims.flatMap(({ checks: written }) =>
    written.map((check) => judge(makePairRule(check, context), whole)),
  );
  const counted = checks.filter(({ judged }) => judged !== null);
  const settled = settleChecks(
    counted.map(({ judged }) => countPairs(judged!)),
    draw,
  );
  const studied = new Map(
    checks.map((check) => {
      const place = counted.indexOf(check);
      return [check.rule.id, study(check, place < 0 ? undefined : settled[place], whole)] as const;
    }),
  );
  return {
    wanted,
    complete: whole.length,
    claims: claims.map(({ id, sentence, checks: written }, i): StudiedClaim => {
      const own = written.map((check) => studied.get(check.id)!);
      return {
        id,
        number: i + 1,
        sentence: renderSentence(sentence, written, context).text,
        verdict: sumUp(own),
        checks: own,
      };
    }),
  };
}

function judge(rule: PairRule, pairs: readonly NumberedPair[]): JudgedCheck {
  if (rule.comparing.of === 'pixels') return { rule, judged: null };
  return { rule, judged: pairs.map(({ models }) => judgePair(rule, models)!) };
}

function countPairs(judged: readonly JudgedPair[]) {
  const count = (outcome: JudgedPair['outcome']) =>
    judged.filter((pair) => pair.outcome === outcome).length;
  return {
    holds: count('holds'),
    fails: count('fails'),
    of: judged.length,
    differences: judged.flatMap(({ difference }) => (difference === null ? [] : [difference])),
  };
}

function study(
  { rule, judged }: JudgedCheck,
  settled: SettledPairs | undefined,
  pairs: readonly NumberedPair[],
): StudiedCheck {
  const { id, statement, comparing } = rule;
  const isShare = comparing.of === 'images' || rule.unit === 'share';
  const shared = {
    id,
    statement,
    rule: rule.rule,
    unit: isShare ? 'points' : rule.unit,
    ...measure(rule, pairs),
    specimen: countSpecimens(rule, pairs),
  };
  if (judged === null || settled === undefined) {
    const nothing = { pairs: [], share: null, difference: null, test: null };
    return { ...shared, ...nothing, verdict: 'pixels', reason: null };
  }
  const { verdict, share, difference, p, level } = settled;
  const cannotFail = verdict === 'holds' ? rule.whyItCannotFail : undefined;
  return {
    ...shared,
    verdict: cannotFail === undefined ? verdict : 'cannot-fail',
    reason:
      cannotFail ?? (verdict === 'not-settled' ? explainOpen(countPairs(judged), settled) : null),
    pairs: judged.map((pair, i) => ({ pair: pairs[i]!.number, ...pair })),
    share,
    difference,
    test: { p, level },
  };
}

/** What stands beside a verdict as numbers: of every model, and of two against each other. */
function measure(
  { id, comparing, quantity, unit, models }: PairRule,
  pairs: readonly NumberedPair[],
): Pick<StudiedCheck, 'superiority' | 'models' | 'images'> {
  const list = (model: string): number[] =>
    pairs.flatMap((pair) => readQuantity(pair.models[model]!, quantity)?.validation ?? []);
  const shares = pairs.flatMap((pair) => {
    if (comparing.of !== 'threshold' && comparing.of !== 'images') return [];
    const tally = readCheck(pair.models[comparing.model]!, id);
    return tally === undefined || tally.of === 0 ? [] : [tally.holds / tally.of];
  });
  return {
    superiority:
      comparing.of === 'models'
        ? computeSuperiority(list(comparing.more), list(comparing.less))
        : null,
    models: models.map((model) => ({ model, unit, values: describe(list(model)) })),
    images: describe(shares),
  };
}

function describe(values: readonly number[]) {
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    mean: sum / values.length,
    lowest: Math.min(...values),
    highest: Math.max(...values),
    n: values.length,
  };
}

function countSpecimens(rule: PairRule, pairs: readonly NumberedPair[]) {
  const answers = pairs
    .map(({ models }) => judgeSpecimen(rule, models))
    .filter((answer) => answer !== null);
  return { holds: answers.filter(Boolean).length, of: answers.length };
}

/** What a claim comes to by its checks, of those that a network could fail. */
function sumUp(checks: readonly StudiedCheck[]): StudiedClaim['verdict'] {
  const verdicts = checks.map(({ verdict }) => verdict);
  const counted = verdicts.filter((verdict) => verdict !== 'pixels' && verdict !== 'cannot-fail');
  if (counted.length === 0) return verdicts.includes('cannot-fail') ? 'cannot-fail' : 'pixels';
  if (counted.every((verdict) => verdict === 'holds')) return 'holds';
  if (counted.includes('holds')) return 'holds-in-part';
  return counted.every((verdict) => verdict === 'fails') ? 'fails' : 'not-settled';
}
