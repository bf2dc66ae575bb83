import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

/** The rule alone, without the types of the workspace, which it does not ask for. */
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-properties',
  overrideConfig: { languageOptions: { parserOptions: { project: false } } },
});

async function complaints(path: string, line: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: path });
  return result!.messages.map(({ ruleId }) => ruleId);
}

it.each([
  "export const path = new URL('x.json', import.meta.url).pathname;",
  'export const { pathname } = new URL(import.meta.url);',
  "const url = new URL('x.json', import.meta.url);\nexport const path = url['pathname'];",
])('the linter takes no path of a file from its URL: %s', async (line) => {
  for (const path of ['packages/artifacts/src/files.ts', 'packages/trainer/tests/layout.test.ts']) {
    expect(await complaints(path, line)).toEqual(['no-restricted-properties']);
  }
});

it('the linter lets a web address be taken apart where a test serves pages', async () => {
  const line = "export const { pathname } = new URL('/a', 'http://127.0.0.1');";
  expect(await complaints('packages/report-site/tests/links.browser.test.ts', line)).toEqual([]);
});
