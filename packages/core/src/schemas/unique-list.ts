import * as z from 'zod';

/**
 * The schema of a list in which no two things have one name: readers find them by it, and each would find
 * another one.
 *
 * @param nameOf What something in the list is found by.
 */
export function uniqueList<S extends z.ZodType>(
  schema: S,
  nameOf: (item: z.output<S>) => string | number,
) {
  const findTwice = (items: readonly z.output<S>[]) => {
    const seen = new Set<string | number>();
    return items.map(nameOf).find((name) => seen.size === seen.add(name).size);
  };
  return z.array(schema).refine((items) => findTwice(items) === undefined, {
    error: ({ input }) =>
      `Expected different names, and ${JSON.stringify(findTwice(input as z.output<S>[]))} stands there twice`,
  });
}
