import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Puts in the place of every issue that says no more than that a value is none of several things what is wrong with the
 * one that was meant: the only one of which more is right than nothing, or of several the only one that misses no field, or
 * else the only one of which least is wrong.
 *
 * Where that is none or more than one, the issue stays. Those with a discriminator are told as they are.
 */
export function expandUnions(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const meant = findMeant(issue.errors);
    if (meant === undefined) return [issue];
    const inner = meant.map((of) => ({ ...of, path: [...issue.path, ...of.path] }));
    return expandUnions(inner);
  });
}

function findMeant(alternatives: readonly Issue[][]): Issue[] | undefined {
  const alike = alternatives.filter((of) => !of.some(isAnotherThing));
  const whole = alike.length > 1 ? alike.filter((of) => !of.some(isMissing)) : alike;
  if (alike.length > 0) return whole.length === 1 ? whole[0] : undefined;
  // An object with a key that none has is of the kind of which it has most.
  const objects = alternatives.filter((of) => of.every((issue) => isOfItsKind(issue)));
  const least = Math.min(...objects.map(countFaults));
  const nearest = objects.filter((of) => countFaults(of) === least);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** Whether an issue leaves open that the value is what it is asked to be. */
function isOfItsKind(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys' || !isAnotherThing(issue);
}

/** Whether an issue says that a field is not there. */
function isMissing({ code, input }: Issue): boolean {
  return code === 'invalid_type' && input === undefined;
}

/** How many fields are wrong, one that does not exist each. */
function countFaults(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
    0,
  );
}

/** Whether an issue says of the value as a whole that it is something else. */
function isAnotherThing({ code, path }: Issue): boolean {
  const isOther = ['invalid_type', 'invalid_value', 'unrecognized_keys'].includes(code);
  return path.length === 0 && isOther;
}
