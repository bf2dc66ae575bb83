/**
 * Splits a caption into its first sentence and the rest, which may be empty. A point inside a number or a
 * name ends no sentence.
 */
export function splitCaption(caption: string): { readonly first: string; readonly rest: string } {
  const [, first = caption, rest = ''] = /^(.*?[.!?])\s+(?=\p{Lu})(.*)$/su.exec(caption) ?? [];
  return { first, rest };
}
