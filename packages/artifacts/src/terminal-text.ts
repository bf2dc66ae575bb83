/**
 * What a terminal obeys instead of showing it, or shows as nothing: controls but the tab, those above
 * ASCII too, formats such as those that turn the direction of writing, halves of surrogate pairs, and
 * separators of lines that are no line break.
 */
const OBEYED = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Makes text that may hold anything safe for a terminal: what would be obeyed is shown as its code point,
 * `\u{1b}` for escape. All that a program of ours says to a terminal goes through here or through
 * `showLine`, because names, values and messages in it come from files.
 *
 * @param text Line breaks in it are kept.
 */
export function showText(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => showLine(line))
    .join('\n');
}

/** As `showText`, for text that is to stay on one line: a line break is shown as well. */
export function showLine(text: string): string {
  return text.replace(OBEYED, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}
