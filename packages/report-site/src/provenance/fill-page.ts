/** A place of the page that waits for what is known of the commit: text in an element that names it. */
const PLACE = /(<(\w+)(?: [^<>]*)? data-commit="(\w+)"[^<>]*>)[^<]*(<\/\2>)/g;

/**
 * Writes texts into the places of a page that are named after them.
 *
 * @param texts Plain; whatever is in them is shown and does nothing.
 * @throws {Error} where the page has no place for a text, or one for none of them: a bug.
 */
export function fillPage(html: string, texts: Readonly<Record<string, string>>): string {
  const waiting = new Set(Object.keys(texts));
  const filled = html.replaceAll(
    PLACE,
    (_, start: string, _tag: string, name: string, end: string) => {
      const text = texts[name];
      if (text === undefined) throw new Error(`The page waits for "${name}", which nobody knows.`);
      waiting.delete(name);
      return start + escapeHtml(text) + end;
    },
  );
  if (waiting.size === 0) return filled;
  throw new Error(`The page has no place for ${[...waiting].join(', ')}.`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
