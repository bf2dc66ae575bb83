import { createHash } from 'node:crypto';

/** Where the policy goes: before anything that it is about. */
const CHARSET = '<meta charset="utf-8">';
/** The page's own style ends its head, and its own script ends its body: no data come before or after. */
const STYLE = /<style>((?:(?!<\/?style).)*)<\/style>\s*<\/head>/s;
const SCRIPT = /<script type="module">((?:(?!<\/?script).)*)<\/script>\s*<\/body>\s*<\/html>\s*$/s;

/**
 * Gives a page whose style and script are inline a content security policy that allows these two by
 * their hashes, pictures beside the page, fonts inside it, and nothing else: were there ever a script in
 * the data, it would not run.
 *
 * @throws {Error} when the page has no such style, script or place for the policy.
 */
export function sealPage(html: string): string {
  const [style, script] = [STYLE, SCRIPT].map((pattern) => pattern.exec(html)?.[1]);
  if (style === undefined || script === undefined || !html.includes(CHARSET)) {
    throw new Error('Expected a page with one style in its head and one script at its end.');
  }
  const policy = [
    "default-src 'none'",
    // What 'self' means for a page that is a file is for each browser to say.
    "img-src 'self' file:",
    'font-src data:',
    `style-src ${hashSource(style)}`,
    `script-src ${hashSource(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
  return html.replace(CHARSET, () => CHARSET + meta);
}

function hashSource(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
