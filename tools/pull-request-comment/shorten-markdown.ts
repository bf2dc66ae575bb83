/**
 * What a cut may not come inside of: a cut there would say something else, or break what follows. None is
 * longer than `LONGEST_ATOM`, so that text made to be slow is not.
 */
const ATOMS = [
  // An escaped sign, an entity, code, a link with its address, an address, a tag or comment.
  /\\./gsu,
  /&(?:#\d{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,40});/giu,
  /(`{1,9})[^`\n]{1,400}\1/gu,
  /!?\[[^\]\n]{0,400}\]\([^)\n]{0,400}\)/gu,
  /https?:\S{1,800}/gu,
  /<[^>\n]{1,800}>/gu,
  // What is seen as one sign: flags, families, letters with their accents.
  /\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\ufe0f)?(?:\u200d\p{Emoji}(?:\p{EMod}|\ufe0f)?)+|.\p{M}+/gsu,
  // An invisible sign belongs to what it parts.
  /.[\u200b\u2060]+./gsu,
];
const LONGEST_ATOM = 1000;
/** Of a line that is longer than all that may stay, how far back a space is looked for. */
const WORD = 200;

/**
 * Shortens Markdown to a number of UTF-16 units, by whole lines where they leave the most of it. A table
 * row stays whole. Another line that is too long is cut between words, or else between signs: never inside
 * of an escape, an entity, a link, code or a sign of several units.
 *
 * @returns What is left, with fences and folds that were open closed, or the text itself where it is short
 *   enough.
 */
export function shortenMarkdown(text: string, longest: number): string {
  if (text.length <= longest) return text;
  for (let room = longest; ; room -= ROOM_TO_CLOSE) {
    const kept = cut(text, Math.max(0, room));
    const whole = kept + closeOpen(kept);
    if (whole.length <= longest || room <= 0) return whole.length <= longest ? whole : '';
  }
}

/** Of what closes a block; taken off where it does not fit. */
const ROOM_TO_CLOSE = 64;

function cut(text: string, longest: number): string {
  const line = text.lastIndexOf('\n', longest);
  const isRow = text.startsWith('|', line + 1);
  if (line > 0 && (isRow || line > longest / 2)) return text.slice(0, line).trimEnd();
  const near = text.slice(0, longest + LONGEST_ATOM);
  const end = leaveAtoms(near, longest);
  const space = near.lastIndexOf(' ', end);
  const word = space > end - WORD && space > 0 ? leaveAtoms(near, space) : end;
  return text.slice(0, word > 0 ? word : end).trimEnd();
}

/** The last place up to `end` that is not inside of anything. */
function leaveAtoms(text: string, end: number): number {
  const isPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(end - 1, end + 1));
  const place = isPair ? end - 1 : end;
  for (const atom of ATOMS) {
    for (const { index, 0: match } of text.matchAll(atom)) {
      if (index >= place) break;
      if (index + match.length > place) return leaveAtoms(text, index);
    }
  }
  return place;
}

/** What is open at the end of a text would take in what comes after it. */
function closeOpen(text: string): string {
  const fences = text.match(/^ {0,3}(?:```+|~~~+)/gmu) ?? [];
  const fence = fences.length % 2 === 1 ? `\n${fences.at(-1)!.trim()}` : '';
  const count = (tag: string): number => text.split(tag).length - 1;
  const summaries = count('<summary>') - count('</summary>');
  const folds = count('<details>') - count('</details>');
  return [
    fence,
    summaries > 0 ? '</summary>' : '',
    folds > 0 ? `\n${'</details>'.repeat(folds)}` : '',
  ].join('');
}
