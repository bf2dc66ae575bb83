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
    const { uses } = read({
      'mine/Mine.astro': '',
      'mine/more.ts': '',
      'mine/article.mdx': `import Mine from './Mine.astro';\nimport { One, Two as Other } from './more.ts';\nimport * as All from './more.ts';\n\n${OPENING}\n<Mine anything={1} {...props} /> <One /> <Other /> <Here /> <All.Figure /> {1 < Number.MAX_VALUE && <One />}\n\n{/* <Figure id="lead" /> */}\n\nexport const Here = () => <p>{new Map()}</p>;\n`,
    });
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
    [
      `${OPENING}\n{true && (\n  <Opening>Again.</Opening>\n)}\n`,
      'mine/article.mdx:4: <Opening> stands in an expression',
    ],
    [
      `${OPENING}\n{/* here */ <Figure id="lead" /> /* there */}\n`,
      'mine/article.mdx:3: <Figure> stands in an expression',
    ],
    [
      `${OPENING}\n<div title={<Figure id="lead" />} />\n`,
      'mine/article.mdx:3: <Figure> stands in an expression',
    ],
    [
      `${OPENING}\n<div {...{ title: <Layers /> }} />\n`,
      'mine/article.mdx:3: <Layers> stands in an expression',
    ],
    [
      `${OPENING}\n<props.components.Figure id="nope" />\n`,
      'mine/article.mdx:3: <props.components.Figure> cannot be looked up before anything is trained',
    ],
    [
      `${OPENING}\n{[1].map(() => <props.components.Figure id="nope" />)}\n`,
      'mine/article.mdx:3: <props.components.Figure> stands in an expression',
    ],
    [
      `${OPENING}\n{1 +\n  props.components.Number({ of: 'seed' })}\n`,
      'mine/article.mdx:4: props.components stands in an expression',
    ],
    [
      `${OPENING}\n{(({ components: { Figure: F } }) => <F id="nope" />)(props)}\n`,
      'mine/article.mdx:3: props.components stands in an expression',
    ],
    [
      `import { join as Mine } from 'node:path';\n\n${OPENING}\n<Mine components={props.components} />\n`,
      'mine/article.mdx:5: props.components stands in an expression',
    ],
    [
      `${OPENING}\nexport const one = 1;\nexport const Here = () => (\n  <Figure id="nope" />\n);\n\n<Here />\n`,
      'mine/article.mdx:5: <Figure> stands in code',
    ],
    [
      `${OPENING}\nexport const Here = ({ Figure: F, ...all }) => <all.Claim id="nope" />;\n`,
      'mine/article.mdx:3: <all.Claim> stands in code',
    ],
    [
      `${OPENING}\nexport const Here = ({ components }) => {\n  const { Figure } = components;\n  return <Figure id="nope" />;\n};\n`,
      'mine/article.mdx:5: <Figure> stands in code',
    ],
    [`${OPENING}\nIt was {left open\n`, 'mine/article.mdx:3: Unexpected end of file in expression'],
  ])('refuses %j with file and line', (text, said) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'invalid-article', message: expect.stringContaining(said) }),
    );
  });

  test('lists the links of its author, and where links can lead in it', () => {
    const { links, anchors, sections } = read(
      `${OPENING}\n### Twice\n\n## Twice\n\nTo [one](#twice), [two][t] and <a href="layers/">three</a>.\n\n<p id="own">Here.</p>\n\n[t]: https://example.org\n`,
    );
    expect(links.map(({ to, place }) => `${to} ${place.slice(root.length)}`)).toEqual([
      '#twice /mine/article.mdx:7',
      'layers/ /mine/article.mdx:7',
      'https://example.org /mine/article.mdx:11',
    ]);
    expect(anchors).toEqual(['twice', 'twice-1', 'own']);
    expect(sections).toEqual([{ id: 'twice-1', title: 'Twice', claims: [] }]);
  });

  test.each([
    'A <span id="a">word</span> of <b>HTML</b>, {1 + 1}, {props.of} and {undefined}.',
    'export const a = 5;\nexport const { b } = { b: 1 };\n\n{a} and {b}',
    "import { sep } from 'node:path';\nimport 'satteri';\n\n{sep}",
    'import seen from \'./seen.png\';\n\n<img src={seen.src} alt="A frog" />',
    '![A frog](./seen.png) and ![again](seen.png "a title") and ![once more][it]\n\n[it]: ./seen.png',
    '<figure>\n  ![A frog](./seen.png)\n  <figcaption>It.</figcaption>\n</figure>',
    '- <Figure id="lead" />\n\n<Figure id="a" /> <Figure id="b" />',
    '```\n<Figure id="nope">x</Figure> <script>\n```',
    'See <PageLink to="layers">every layer</PageLink>.',
  ])('has nothing against %j', (text) => {
    const files = { 'mine/seen.png': '', 'mine/article.mdx': `${OPENING}\n${text}\n` };
    expect(() => read(files)).not.toThrow();
  });

  test.each([
    ['---\ntitle: So\n---\n', ':1: an article has no front matter'],
    ['+++\ntitle = "So"\n+++\n', ':1: an article has no front matter'],
    ["import A fro './a.ts';\n", ':1: Could not parse esm'],
    ["import A from './none.astro';\n", ':1: it imports ./none.astro, which is not there'],
    [
      "export const a = 1;\nimport {\n  B,\n} from '@nobody/none';\n",
      ':2: it imports @nobody/none, which is not there',
    ],
    ['![A frog](frog.png)\n', 'frog.png does not exist'],
    ['![A frog][f]\n\n[f]: ./frog.png\n', ':3: the picture '],
    ['![A frog](/frog.png)\n', ':1: the picture "/frog.png" is looked for at the root of a host'],
    ['![A frog](https://example.org/frog.png)\n', 'is of another place, and pages have a policy'],
    ['![A frog](data:image/png;base64,AA)\n', 'is of another place'],
    ['<img src="./frog.png" alt="A frog" />\n', 'would not be found from the page; write it as !['],
    ['<script>alert(1)</script>\n', ':1: <script> does nothing here'],
    ['<iframe src="https://example.org"></iframe>\n', '<iframe> does nothing here'],
    ['So <b style="color: red">it</b> is.\n', '"style" of <b> does nothing here'],
    ['<p onClick={() => 1}>It.</p>\n', '"onClick" of <p> does nothing here'],
    ['<claim id="a" />\n', '<claim> is no element that shows anything; did you mean <Claim>?'],
    ['<figure id="lead" />\n', 'did you mean <Figure>?'],
    ['Of <number of="seed" />.\n', 'did you mean <Number>?'],
    [
      'It is {accuracy}.\n',
      ':1: {accuracy} would show what accuracy is, which the article neither',
    ],
    ['{report.accuracy}\n', 'what report is, which'],
    ['See <Figure id="lead" /> here.\n', '<Figure> stands within a line'],
    ['| a |\n| - |\n| <Claim id="c" /> |\n', '<Claim> stands within a line'],
    [
      '<Opening title="x">\n  <div>\n    <Figure id="lead" />\n  </div>\n</Opening>\n',
      '<Figure> stands in <Opening>, which is of text',
    ],
    ['<Figure id="lead">It.</Figure>\n', 'what stands in <Figure> would not be shown'],
    ['<PageLink to="layers" />\n', '<PageLink> is empty'],
    ['<Figure id="lead" id="pixels" />\n', '<Figure> has "id" twice'],
  ])('refuses %j, which no page shows so', (text, said) => {
    expect(() => read(`${text}\n${OPENING}`)).toThrow(
      expect.objectContaining({ code: 'invalid-article', message: expect.stringContaining(said) }),
    );
  });

  test('refuses what is no text, by name', () => {
    const path = join(root, 'mine/article.mdx');
    writeFileSync(path, Buffer.from(`${OPENING}größe`, 'latin1'));
    expect(() => readArticle(path)).toThrow(/article\.mdx:1: it is not encoded in UTF-8/);
    rmSync(path);
    mkdirSync(path);
    expect(() => readArticle(path)).toThrow(expect.objectContaining({ code: 'file-not-readable' }));
    rmSync(path, { recursive: true });
  });

  test('refuses what an article that it imports is given besides our components', () => {
    const theirs = { 'theirs/article.mdx': OPENING };
    const given = (code: string) =>
      read({
        ...theirs,
        'mine/article.mdx': `import Theirs from '../theirs/article.mdx';\n\n<Theirs components={${code}} />\n`,
      });
    expect(given('{ ...props.components, h2: (own) => <h3 {...own} /> }').uses).toHaveLength(1);
    expect(() => given('{ ...props.components, h2: () => <Figure id="nope" /> }')).toThrow(
      /mine\/article\.mdx:3: <Figure> stands in an expression/,
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
