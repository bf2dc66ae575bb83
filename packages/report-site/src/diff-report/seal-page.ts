import { createHash } from 'node:crypto';

/** Every inline style and script of a page. */
const INLINE = /<(style|script)\b[^>]*>(.*?)<\/\1>/gs;
/** Where the policy goes: before anything that it is about. */
const CHARSET = '<meta charset="utf-8">';

/**
 * Gives a page whose one style and one script are inline a content security policy that allows these two
 * by their hashes, pictures beside the page, fonts inside it, and nothing else.
 *
 * @throws {Error} when the page holds another style or script: it would be allowed with the rest.
 */
export function sealPage(html: string): string {
  const inline = [...html.matchAll(INLINE)].map(([, element = '', content = '']) => ({
    element,
    hash: `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  }));
  const [style, script] = inline;
  const isExpected = style?.element === 'style' && script?.element === 'script';
  if (inline.length !== 2 || !isExpected || !html.includes(CHARSET)) {
    const found = inline.map(({ element }) => element).join(', ');
    throw new Error(`Expected a page with one style and one script, found: ${found || 'neither'}.`);
  }
  const policy = [
    "default-src 'none'",
    // What 'self' means for a page that is a file is for each browser to say.
    "img-src 'self' file:",
    'font-src data:',
    `style-src ${style.hash}`,
    `script-src ${script.hash}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
  return html.replace(CHARSET, () => CHARSET + meta);
}
