import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Puts in the place of every issue that says no more than that a value is none of several things what is wrong with the
 * one that was meant: the only one of which more is right than nothing.
 *
 * Where that is none or more than one, the issue stays. Those with a discriminator are told as they are.
 */
export function expandUnions(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const meant = issue.errors.filter((of) => !of.some(isAnotherThing));
    if (meant.length !== 1) return [issue];
    const inner = meant[0]!.map((of) => ({ ...of, path: [...issue.path, ...of.path] }));
    return expandUnions(inner);
  });
}

/** Whether an issue says of the value as a whole that it is something else. */
function isAnotherThing({ code, path }: Issue): boolean {
  const isOther = ['invalid_type', 'invalid_value', 'unrecognized_keys'].includes(code);
  return path.length === 0 && isOther;
}
