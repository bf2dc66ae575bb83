import { defuseMarkdown } from './defuse-markdown.ts';
import { shortenMarkdown } from './shorten-markdown.ts';

/** The first line of our comments: by it, a later run finds the one to update. */
export const MARKER = '<!-- layerprint figure diff -->';

/**
 * In UTF-16 units: GitHub refuses comments of more than 65,536 characters, and stores no more than 262,144
 * bytes, which is as many units of up to four bytes.
 */
const LONGEST = 60_000;

/**
 * Composes the comment on a pull request.
 *
 * @param markdown What the comparison wrote; it comes from a job that anyone's code ran in.
 * @param runUrl The page of that run, where the HTML report can be downloaded.
 */
export function composeComment(markdown: string, runUrl: string, commit: string): string {
  const text = defuseMarkdown(markdown.replaceAll('\0', '')).trim();
  const shown = shortenMarkdown(text, LONGEST);
  return [
    MARKER,
    shown,
    ...(shown === text
      ? []
      : ['', 'The rest is in the report. GitHub takes no comment that is longer.']),
    '',
    `Compared at ${commit}. The report with every picture is \`figure-diff\` among [the artifacts of the run](${runUrl}#artifacts).`,
    '',
  ].join('\n');
}
