import { capitalise } from '../figures/wording.ts';
import type { CheckVerdict, Claim, ClaimCheck } from '../schemas/claim.ts';
import { matchByName } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { sayValues } from './say-field-change.ts';
import { joinParts } from './wording.ts';

/** Says in full sentences all that became of a claim; nothing where nothing did. */
export function sayClaim(base: Claim | undefined, head: Claim | undefined): string[] {
  if (!base) return [`Only in the head: ${sayOutcome(head!)}.`];
  if (!head) return [`Only in the base: ${sayOutcome(base)}.`];
  const outcomes = `${sayOutcome(base)} → ${sayOutcome(head)}.`;
  return [
    ...(base.outcome === head.outcome ? [] : [capitalise(outcomes)]),
    ...sayTerms(base, head),
    ...(base.restsOn === head.restsOn
      ? []
      : [`What it rests on: ${base.restsOn} → ${head.restsOn}.`]),
    ...(base.number === head.number ? [] : [`Its number: ${base.number} → ${head.number}.`]),
    ...sayOrder('Its checks', listIds(base), listIds(head)),
    ...matchChecks(base, head).flatMap((check) => sayValuesOf(check.base, check.head)),
  ];
}

/** Says in one or more sentences why a claim is another finding than it was. */
export function sayClaimFinding(base: Claim | undefined, head: Claim | undefined): string {
  const subject = `Observation ${(head ?? base)!.number}`;
  if (!base) return `${subject} is new: ${sayOutcome(head!)}. ${head!.sentence}`;
  if (!head) return `${subject} is gone: ${sayOutcome(base)} in the base. ${base.sentence}`;
  const flips = matchChecks(base, head).some(
    (check) => check.base && check.head && check.base.verdict !== check.head.verdict,
  );
  const what =
    base.outcome !== head.outcome
      ? `${sayOutcome(base)} → ${sayOutcome(head)}`
      : `still ${sayOutcome(head)}, but ${flips ? 'in another part' : 'not as the same claim'}`;
  return [`${subject}: ${what}.`, ...sayTerms(base, head)].join(' ');
}

function sayOutcome({ outcome }: Claim): string {
  return outcome.replaceAll('-', ' ');
}

/** What is claimed, by which checks and rules, and which of them now come out otherwise. */
function sayTerms(base: Claim, head: Claim): string[] {
  return [
    ...(base.sentence === head.sentence
      ? []
      : [`Its words: “${base.sentence}” → “${head.sentence}”`]),
    ...matchChecks(base, head).flatMap((check) => sayCheck(check.base, check.head)),
  ];
}

const VERDICT_WORDS: Readonly<Record<CheckVerdict, string>> = {
  holds: 'holds',
  fails: 'fails',
  undecided: 'is undecided',
  'cannot-fail': 'cannot fail',
};

function sayCheck(base: ClaimCheck | undefined, head: ClaimCheck | undefined): string[] {
  if (!base || !head) {
    const { statement, rule, verdict } = (head ?? base)!;
    const what = head ? 'A new check' : 'A check is gone';
    return [`${what}, which ${VERDICT_WORDS[verdict]}: ${statement} Its rule: ${rule}.`];
  }
  const { statement, measure, rule, decidedOn, verdict } = head;
  return [
    ...(base.verdict === verdict ? [] : [`Now ${VERDICT_WORDS[verdict]}: ${statement}`]),
    ...(base.statement === statement
      ? []
      : [`A check’s words: “${base.statement}” → “${statement}”`]),
    ...(base.rule === rule ? [] : [`The rule of “${statement}”: ${base.rule} → ${rule}.`]),
    ...(base.measure === measure
      ? []
      : [`What “${statement}” measures: “${base.measure}” → “${measure}”`]),
    ...(base.decidedOn === decidedOn
      ? []
      : [`“${statement}” is decided on another set: ${base.decidedOn} → ${decidedOn}.`]),
  ];
}

/** Numbers of one thing that are told one by one; the table beside them has them all. */
const MOST = 3;

/** What a check gives, thing by thing: one sentence each. */
function sayValuesOf(base: ClaimCheck | undefined, head: ClaimCheck | undefined): string[] {
  if (!base || !head) return [];
  const things = new Map<string, string[]>();
  for (const change of listFieldChanges(pickGiven(base), pickGiven(head))) {
    const [thing, rest] = splitPath(change.path);
    const parts = things.get(thing) ?? [];
    things.set(thing, [...parts, `${rest} ${sayValues(change)}`.trim()]);
  }
  return [...things].flatMap(([thing, parts]) => {
    const more = parts.length - MOST;
    const shown = [...parts.slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])];
    return joinParts(`“${head.statement}”, ${thing}`, shown);
  });
}

/** All of a check but its terms, which are told by themselves. */
function pickGiven(check: ClaimCheck): Partial<ClaimCheck> {
  const { reason, specimen, specimens, validation, untrained, chance, measured } = check;
  return { reason, specimen, specimens, validation, untrained, chance, measured };
}

/** The thing that a number is of, and what of it: "benchmark", "untrained lower quartile". */
function splitPath(path: readonly string[]): [thing: string, rest: string] {
  const words = path.map((name) =>
    name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  );
  const depth = path[0] === 'measured' ? 2 : 1;
  return [path[depth - 1] ?? words[0]!, words.slice(depth).join(' ')];
}

function sayOrder(subject: string, base: readonly string[], head: readonly string[]): string[] {
  const before = listShared(base, head);
  const after = listShared(head, base);
  return before.join() === after.join() ? [] : [`${subject} stand in another order.`];
}

/** What two lists have in common, in the order of the first; a name counts as often as both have it. */
function listShared(names: readonly string[], others: readonly string[]): string[] {
  const pairs = matchByName(names, others, (name) => name);
  return pairs.flatMap(({ name, base, head }) => (base !== head ? [] : [name]));
}

function matchChecks(base: Claim, head: Claim) {
  return matchByName(base.checks, head.checks, ({ id }) => id);
}

function listIds({ checks }: Claim): string[] {
  return checks.map(({ id }) => id);
}
