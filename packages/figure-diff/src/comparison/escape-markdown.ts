/** Keeps a sign from starting a link to a person, an issue or a commit, and is not seen. */
const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Makes text show as it is in a Markdown paragraph, list item or table cell of GitHub: no markup, no HTML,
 * no link, nobody called by "@", no issue by "#". Line breaks and control characters become spaces.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
      .trim()
      .replaceAll(/[\\`*[\]<>&|~$]/g, '\\$&')
      // Inside a word an underscore is only an underscore.
      .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      .replaceAll(/([@#])(?=\w)/g, `$1${ZERO_WIDTH_SPACE}`)
      .replaceAll(/:(?=\/\/)/g, '\\:')
      .replaceAll(/(www|mailto|xmpp)(?=[.:])/gi, `$1${ZERO_WIDTH_SPACE}`)
      .replace(/^[-+=#]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}
