import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';
import { explainArticleFailure } from '../../src/article/explain-article-failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'layerprint-test-'));
const article = join(folder, 'article.mdx');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What becomes of an error, where the article has such a text. */
function explain(text: string, error: Error): unknown {
  writeFileSync(article, text);
  return explainArticleFailure(error, article);
}
const onPage = (message: string) =>
  Object.assign(new Error(message), { id: 'src/pages/index.astro' });

it.each([
  ['{one + two}', onPage('one is not defined'), 'one is not defined'],
  [
    "import A from './a.astro';",
    new Error(
      `Build failed with 1 error:\n\n\u001b[31m[UNRESOLVED_IMPORT] \u001b[0mCould not resolve './a.astro' in ${article}\n   more`,
    ),
    `[UNRESOLVED_IMPORT] Could not resolve './a.astro' in ${article}`,
  ],
  [
    '![A frog](./a.png)',
    new Error(
      `Build failed with 1 error:\n\n[plugin a]\nNoImageMetadata: None in ${folder}/a.png.`,
    ),
    `NoImageMetadata: None in ${folder}/a.png`,
  ],
  [
    "import A from './a.astro';",
    new Error(`[plugin astro:build] ${folder}/a.astro:3:0\nCompilerError: Unexpected token`),
    `CompilerError: Unexpected token, at ${folder}/a.astro:3:0`,
  ],
])(
  'what is wrong in the files or the code of an author is told as the author’s: %s',
  (text, error, what) => {
    expect(explain(text, error)).toMatchObject({
      code: 'article-not-rendered',
      message: `${article} cannot be rendered: ${what}.`,
      cause: error,
    });
  },
);

it('what is wrong with a page whose article has no code is ours', () => {
  const error = onPage('Cannot read properties of undefined');
  expect(explain('<Opening>It.</Opening>', error)).toBe(error);
});

it('what is wrong elsewhere, or told as a mistake already, stays', () => {
  const elsewhere = new Error('a page of a layer');
  expect(explain('{1}', elsewhere)).toBe(elsewhere);
  const told = new LayerprintError('article-does-not-fit', 'It is wrong.', 'Correct it.');
  expect(explain('{1}', told)).toBe(told);
  rmSync(article);
  const alone = onPage('none');
  expect(explainArticleFailure(alone, article)).toBe(alone);
});
