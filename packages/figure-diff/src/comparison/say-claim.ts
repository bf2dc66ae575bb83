import { capitalise, joinWords, OUTCOME_WORDS } from '@layerprint/core';
import type { Claim, ClaimCheck } from '@layerprint/core/schemas/claim';
import { matchByName } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import type { FieldChange } from './field-changes.ts';
import type { Likeness } from './likeness.ts';
import { listReplaced, matchChecks } from './match-checks.ts';
import type { Pair } from './match-checks.ts';
import { sayValues } from './say-field-change.ts';
import { joinParts } from './wording.ts';

/** Says in full sentences all that became of a claim; nothing where nothing did. */
export function sayClaim(
  base: Claim | undefined,
  head: Claim | undefined,
  likeness: Likeness,
): string[] {
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
    ...pairChecks(base, head).flatMap((check) => sayValuesOf(check, likeness)),
    ...sayReplaced(base, head, likeness),
  ];
}

/** Says in one or more sentences why a claim is another finding than it was. */
export function sayClaimFinding(base: Claim | undefined, head: Claim | undefined): string {
  const subject = `Observation ${(head ?? base)!.number}`;
  if (!base) return `${subject} is new: ${sayOutcome(head!)}. ${head!.sentence}`;
  if (!head) return `${subject} is gone: ${sayOutcome(base)} in the base. ${base.sentence}`;
  const flips = pairChecks(base, head).some(
    (check) => check.base && check.head && check.base.verdict !== check.head.verdict,
  );
  const what =
    base.outcome !== head.outcome
      ? `${sayOutcome(base)} → ${sayOutcome(head)}`
      : `still ${sayOutcome(head)}, but ${flips ? 'in another part' : 'not as the same claim'}`;
  return [`${subject}: ${what}.`, ...sayTerms(base, head)].join(' ');
}

function sayOutcome({ outcome }: Claim): string {
  return OUTCOME_WORDS[outcome].does;
}

/** What is claimed, by which checks and rules, and which of them now come out otherwise. */
function sayTerms(base: Claim, head: Claim): string[] {
  return [
    ...(base.sentence === head.sentence
      ? []
      : [`Its words: “${base.sentence}” → “${head.sentence}”`]),
    ...pairChecks(base, head).flatMap((check) => sayCheck(check, base, head)),
  ];
}

function sayCheck({ base, head }: Pair<ClaimCheck>, before: Claim, after: Claim): string[] {
  if (base && head) {
    const { statement, verdict } = head;
    return [
      ...(base.verdict === verdict ? [] : [`Now ${OUTCOME_WORDS[verdict].does}: ${statement}`]),
      ...(base.statement === statement
        ? []
        : [`A check’s words: “${base.statement}” → “${statement}”`]),
    ];
  }
  const one = (head ?? base)!;
  const like = (head ? before : after).checks.find(({ id }) => id === one.id);
  // Told where it is new.
  if (like && !head) return [];
  if (like) return [sayOtherRule(like, one)];
  const what = head ? 'A new check' : 'A check is gone';
  return [
    `${what}, which ${OUTCOME_WORDS[one.verdict].does}: ${one.statement} Its rule: ${one.rule}.`,
  ];
}

/** Another rule is another check, however it is called: how each comes out is said of each. */
function sayOtherRule(base: ClaimCheck, head: ClaimCheck): string {
  const parts = [
    ...(base.statement === head.statement ? [] : [`“${base.statement}” → “${head.statement}”`]),
    ...(base.rule === head.rule ? [] : [`its rule ${base.rule} → ${head.rule}`]),
    ...(base.measure === head.measure
      ? []
      : [`what it measures “${base.measure}” → “${head.measure}”`]),
    ...(base.decidedOn === head.decidedOn
      ? []
      : [`decided on the ${base.decidedOn} → the ${head.decidedOn}`]),
  ];
  return `“${head.statement}” is another check, which ${OUTCOME_WORDS[head.verdict].does} (the one before ${OUTCOME_WORDS[base.verdict].does}): ${parts.join('; ')}.`;
}

/** Numbers of one thing that are told one by one; the table beside them has them all. */
const MOST = 3;

/** What a check gives, thing by thing: one sentence each. Nothing of what is not the same thing. */
function sayValuesOf({ base, head }: Pair<ClaimCheck>, likeness: Likeness): string[] {
  if (!base || !head) return [];
  const replaced = [...listReplaced(base, likeness), ...listReplaced(head, likeness)];
  const things = new Map<string, string[]>();
  for (const change of listFieldChanges(pickGiven(base), pickGiven(head))) {
    if (isOfReplaced(change, replaced, likeness)) continue;
    const [thing, rest] = splitPath(change.path);
    const parts = things.get(thing) ?? [];
    things.set(thing, [...parts, `${rest} ${sayValues(change)}`.trim().replace(/\.$/, '')]);
  }
  return [...things].flatMap(([thing, parts]) => {
    const more = parts.length - MOST;
    const shown = [...parts.slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])];
    return joinParts(`“${head.statement}”, ${thing}`, shown);
  });
}

/** Whether a value is measured on another specimen, or of a model that is another, or counts what is. */
function isOfReplaced(
  { path }: FieldChange,
  replaced: readonly string[],
  { isMainReplaced, isSpecimenReplaced }: Likeness,
): boolean {
  const [part, name, field] = path;
  if (isMainReplaced && (part === 'specimen' || field === 'specimen')) return true;
  if (isSpecimenReplaced && part === 'specimens') return true;
  if (part === 'reason' || replaced.length === 0) return false;
  return part !== 'measured' || name === undefined || replaced.includes(name);
}

/** Why some numbers are not told one by one: they are in the table, each on its side. */
function sayReplaced(base: Claim, head: Claim, likeness: Likeness): string[] {
  const { models, isMainReplaced, isSpecimenReplaced } = likeness;
  const checks = pairChecks(base, head).filter(
    (check) => JSON.stringify(check.base) !== JSON.stringify(check.head),
  );
  const areOf = [...models].filter((model) =>
    checks.some(
      ({ base, head }) =>
        listReplaced((head ?? base)!, { ...likeness, models: new Set([model]) }).length > 0,
    ),
  );
  const others = [
    ...areOf.map((model) => `another ${model}`),
    ...(isMainReplaced && checks.length > 0 ? ['another specimen'] : []),
    ...(isSpecimenReplaced && checks.some(haveOtherTallies) ? ['other specimens'] : []),
  ];
  if (others.length === 0) return [];
  return [`What is measured on ${joinWords(others)} stands on each side by itself.`];
}

/** Whether a rule holds on another number of specimens. */
function haveOtherTallies({ base, head }: Pair<ClaimCheck>): boolean {
  return JSON.stringify(base?.specimens) !== JSON.stringify(head?.specimens);
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

function pairChecks(base: Claim, head: Claim): Pair<ClaimCheck>[] {
  return matchChecks({ name: head.id, base, head });
}

function listIds({ checks }: Claim): string[] {
  return checks.map(({ id }) => id);
}
