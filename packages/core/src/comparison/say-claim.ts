import { capitalise } from '../figures/wording.ts';
import type { Claim, ClaimCheck, MeasuredValue } from '../schemas/claim.ts';
import { matchByName } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { sayValues, showValue } from './say-field-change.ts';
import { joinParts } from './wording.ts';

/** Says in full sentences all that became of a claim; nothing where nothing did. */
export function sayClaim(base: Claim | undefined, head: Claim | undefined): string[] {
  if (!base) return [`Only in the head: ${sayOutcome(head!)}.`];
  if (!head) return [`Only in the base: ${sayOutcome(base)}.`];
  const outcomes = `${sayOutcome(base)} → ${sayOutcome(head)}.`;
  return [
    ...(base.outcome === head.outcome ? [] : [capitalise(outcomes)]),
    ...sayTerms(base, head),
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
    (check) => check.base && check.head && check.base.holds !== check.head.holds,
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

function sayCheck(base: ClaimCheck | undefined, head: ClaimCheck | undefined): string[] {
  if (!base || !head) {
    const { statement, rule, holds } = (head ?? base)!;
    const what = head ? 'A new check' : 'A check is gone';
    return [`${what}, which ${holds ? 'holds' : 'fails'}: ${statement} Its rule: ${rule}.`];
  }
  const { statement, rule, holds } = head;
  return [
    ...(base.holds === holds ? [] : [`Now ${holds ? 'holds' : 'fails'}: ${statement}`]),
    ...(base.statement === statement
      ? []
      : [`A check’s words: “${base.statement}” → “${statement}”`]),
    ...(base.rule === rule ? [] : [`The rule of “${statement}”: ${base.rule} → ${rule}.`]),
  ];
}

function sayValuesOf(base: ClaimCheck | undefined, head: ClaimCheck | undefined): string[] {
  if (!base || !head) return [];
  const subject = `“${head.statement}”`;
  return [
    ...sayOrder(`The values of ${subject}`, listNames(base), listNames(head)),
    ...matchByName(base.values, head.values, ({ name }) => name).flatMap((value) =>
      joinParts(`${subject}, ${value.name}`, listValueParts(value.base, value.head)),
    ),
  ];
}

function listValueParts(
  base: MeasuredValue | undefined,
  head: MeasuredValue | undefined,
): string[] {
  if (!base) return [`only in the head, ${showValue(head!.value)}`];
  if (!head) return [`only in the base, ${showValue(base.value)}`];
  return listFieldChanges(base, head).map((change) => {
    const name = change.path.join('.');
    return name === 'value'
      ? sayValues(change)
      : `${FIELD_NAMES[name] ?? name} ${sayValues(change)}`;
  });
}

/** What the fields of a value are called, where that is not their own name. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  'spread.standardDeviation': 'standard deviation',
  'spread.n': 'n of the spread',
  'spread.over': 'spread over',
};

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

function listNames({ values }: ClaimCheck): string[] {
  return values.map(({ name }) => name);
}
