import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { assertNamesBeside } from '../../src/experiment/assert-names-beside.ts';
import { layoutOf } from '../../src/layout.ts';
import { createWorkspace } from '../commands/workspace.ts';

async function look(...names: string[]): Promise<void> {
  const layout = layoutOf('mine', await createWorkspace());
  const folder = dirname(layout.experiment);
  await mkdir(folder, { recursive: true });
  for (const name of ['experiment.json', ...names]) await writeFile(join(folder, name), '');
  assertNamesBeside(layout);
}

it.each([
  ['article.md', 'article.mdx'],
  ['Article.mdx', 'article.mdx'],
  ['articel.mdx', 'article.mdx'],
  ['article.mdx.txt', 'article.mdx'],
  ['claim.json', 'claims.json'],
  ['Claims.JSON', 'claims.json'],
  ['Study.json', 'study.json'],
])('%s is refused where there is no %s', async (name, meant) => {
  await expect(look(name)).rejects.toMatchObject({
    code: 'misnamed-file',
    message: expect.stringContaining(`mine/${meant} does not exist`) as string,
    hint: expect.stringContaining(`Call it ${meant}`) as string,
  });
  await look(name, meant);
});

it('other files may stand beside an experiment', async () => {
  await look(
    ...['README.md', 'notes.md', 'model.json', 'data-lock.json', 'frog.png', 'Chart.astro'],
    ...['part.mdx', 'article-of-2024.mdx', 'old-claims.json', 'study-record.jsonl'],
  );
});
