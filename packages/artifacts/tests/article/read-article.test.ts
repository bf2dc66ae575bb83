import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readArticle } from '@layerprint/artifacts/article';

const root = mkdtempSync(join(tmpdir(), 'layerprint-test-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Reads `mine/article.mdx` of these files. */
function read(files: Record<string, string> | string) {
  const all = typeof files === 'string' ? { 'mine/article.mdx': files } : files;
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return readArticle(`${root}/mine/article.mdx`);
}
const OPENING = '<Opening>It began.</Opening>\n';

describe('readArticle', () => {
  test('finds our components with what they are given, and where they stand', () => {
    const { uses } = read(
      `${OPENING}\nOf <Number of="accuracy" model="dummy" /> right.\n\n<div>\n  <Figure id="lead" eager />\n</div>\n`,
    );
    expect(uses).toEqual([
      { component: 'Opening', attributes: {}, place: `${root}/mine/article.mdx:1` },
      {
        component: 'Number',
        attributes: { of: 'accuracy', model: 'dummy' },
        place: `${root}/mine/article.mdx:3`,
      },
      {
        component: 'Figure',
        attributes: { id: 'lead', eager: true },
        place: `${root}/mine/article.mdx:6`,
      },
    ]);
  });

  test('lists its sections with the claims in them, and those behind the contents', () => {
    const { sections, contentsFrom } = read(
      `${OPENING}\n## Before\n\n<Contents />\n\n## What is \`left\`\n\n<Claim id="a" />\n\n### Within\n\n<Claim id="b" />\n\n## Before\n`,
    );
    expect(sections).toEqual([
      { id: 'before', title: 'Before', claims: [] },
      { id: 'what-is-left', title: 'What is left', claims: ['a', 'b'] },
      { id: 'before-1', title: 'Before', claims: [] },
    ]);
    expect(contentsFrom).toBe(1);
  });

  test('reads an article that another imports in its place, and names its own lines', () => {
    const { uses } = read({
      'mine/article.mdx':
        "import Theirs from '../theirs/article.mdx';\n\n<Theirs components={props.components} />\n\n<Layers />\n",
      'theirs/article.mdx': `${OPENING}\n<Figure id="lead" />\n`,
    });
    expect(uses.map(({ component, place }) => `${component} ${place.slice(root.length)}`)).toEqual([
      'Opening /theirs/article.mdx:1',
      'Figure /theirs/article.mdx:3',
      'Layers /mine/article.mdx:5',
    ]);
  });

  test('leaves alone what an author makes or imports', () => {
    const { uses } = read(
      `import Mine from './Mine.astro';\nimport { One, Two as Other } from './more.ts';\n\nexport const Here = () => null;\n\n${OPENING}\n<Mine anything={1} /> <One /> <Other /> <Here />\n`,
    );
    expect(uses.map(({ component }) => component)).toEqual(['Opening']);
  });

  test.each([
    ['', 'mine/article.mdx:1: expected one <Opening>'],
    [`${OPENING}\n\n<Opening>Again.</Opening>\n`, 'mine/article.mdx:4: expected one <Opening>'],
    [
      `${OPENING}\n<Figure id={'lead'} />\n`,
      'mine/article.mdx:3: <Figure> has an expression for "id"',
    ],
    [
      `${OPENING}\n<Figure {...props} />\n`,
      'mine/article.mdx:3: <Figure> has an expression for its attributes',
    ],
    [
      `${OPENING}\n{true && <Claim id="a" />}\n`,
      'mine/article.mdx:3: <Claim> stands in an expression',
    ],
    [`${OPENING}\nIt was {left open\n`, 'mine/article.mdx:3: Unexpected end of file in expression'],
  ])('refuses %j with file and line', (text, said) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'invalid-article', message: expect.stringContaining(said) }),
    );
  });

  test('refuses articles that import each other, and one that is not there', () => {
    expect(() =>
      read({
        'mine/article.mdx': "import A from '../a/article.mdx';\n\n<A />\n",
        'a/article.mdx': "import Mine from '../mine/article.mdx';\n\n<Mine />\n",
      }),
    ).toThrow(/a\/article\.mdx:1: it imports .*mine\/article\.mdx, which imports it/);
    expect(() => read({ 'mine/article.mdx': "import A from '../none.mdx';\n\n<A />\n" })).toThrow(
      expect.objectContaining({ code: 'no-article' }),
    );
  });
});
