import * as z from 'zod';

/** Fewer are nothing to tell apart. */
const FEWEST_CLASSES = 2;
/** More fit neither a table nor, as labels, our record of an image with room to spare. */
const MOST_CLASSES = 200;

/**
 * What a class or a model is called, in words: it may be in any language, and pages show it as it is. Nothing that is not
 * seen: a control character or a mark of writing direction would be read as another name than it is.
 */
export const ShownNameSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(
    /^[^\p{C}\p{Zl}\p{Zp}]*$/u,
    'Expected a name without control characters and others that are not seen, as line breaks, joiners and marks of writing direction',
  )
  .refine(
    (name) => name === name.trim() && name === name.normalize('NFC'),
    'Expected a name without spaces around it, in Unicode’s composed form (NFC)',
  );

/** The classes of a data set, by label. */
export const ClassNamesSchema = z
  .array(ShownNameSchema)
  .min(FEWEST_CLASSES, `Expected at least ${FEWEST_CLASSES} classes`)
  .max(MOST_CLASSES, `Expected at most ${MOST_CLASSES} classes`)
  .refine((names) => findAlikeNames(names) === undefined, {
    error: ({ input }) => {
      const [one, other] = findAlikeNames(input as string[])!;
      return `Expected names that differ in more than case, not "${one}" and "${other}"`;
    },
  });

/** Two names that are the same but for case: few tell them apart, and a folder of each cannot stand on every file system. */
export function findAlikeNames(names: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const earlier = seen.get(key);
    if (earlier !== undefined) return [earlier, name];
    seen.set(key, name);
  }
  return undefined;
}

/** A label of a class. */
export const LabelSchema = z
  .int()
  .min(0)
  .max(MOST_CLASSES - 1);
