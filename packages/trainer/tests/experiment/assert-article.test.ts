import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClaimContext } from '@layerprint/core';
import { CIFAR10 } from '@layerprint/core/images';
import type { ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import type { Layer } from '@layerprint/core/schemas/layer';
import { assertArticleFits } from '../../src/experiment/assert-article.ts';
import { foreseeSpecimens } from '../../src/experiment/foresee-specimens.ts';
import { layoutOf } from '../../src/layout.ts';
import { createWorkspace } from '../commands/workspace.ts';

const LAYERS: Layer[] = [
  { name: 'input', kind: 'input', outputShape: [8, 8, 3], parameters: 0 },
  {
    ...{ name: 'only', kind: 'convolution', kernel: [3, 3], stride: [1, 1], padding: 'same' },
    ...{ activation: 'relu', outputShape: [8, 8, 4], parameters: 112 },
  },
];
const CONTEXT = makeClaimContext(
  LAYERS,
  { first: 'only', last: 'only', lead: [] },
  [{ id: 'one', name: 'the first' }],
  CIFAR10,
);
const CLAIMS: ClaimsPlan = { schemaVersion: 1, claims: [{ id: 'c', sentence: 'So.', checks: [] }] };

const SPECIMENS = foreseeSpecimens(
  { testIndex: 7, companions: 'first-of-every-other-class' },
  CIFAR10.classNames,
);

async function check(
  body: string,
  { context = CONTEXT, specimens = SPECIMENS } = {},
): Promise<void> {
  const layout = layoutOf('mine', await createWorkspace());
  await mkdir(dirname(layout.article), { recursive: true });
  await writeFile(layout.article, `<Opening>So it is.</Opening>\n\n${body}\n`);
  assertArticleFits(layout, context, CLAIMS, specimens);
}

test('an experiment without an article has none that does not fit', async () => {
  const layout = layoutOf('mine', join(await createWorkspace(), 'nowhere'));
  expect(() => assertArticleFits(layout, CONTEXT, undefined, SPECIMENS)).not.toThrow();
});

test('an article may name what there will be: every figure, whatever the test images show', async () => {
  await check(
    '<Figure layer="first" />\n\n<Figure id="activations-only-one-frog-7" />\n\n<Figure id="specimen-cat-3" />\n\n<Figure id="distribution-{last}" />\n\n<Claim id="c" />',
  );
});

test.each([
  ['<Figure id="leda" />', '"leda" is no figure'],
  [
    '<Figure layer="conv2d_6" />',
    '"conv2d_6" is no layer of this experiment, which has first, last, only',
  ],
  ['<Figure id="activations-only-two-toad-7" />', '"activations-only-two-toad-7" is no figure'],
  ['<Figure id="activations-only-one-toad-7" />', '"toad-7" is no specimen of this experiment'],
  ['<Figure layer="first" specimen="no-such-specimen" />', '"no-such-specimen" is no specimen'],
  ['<Figure layer="first" specimen="frogg-7" />', 'did you mean "frog-7"?'],
  ['<Figure id="specimen-nothing-9" />', '"nothing-9" is no specimen of this experiment'],
  ['<Claim id="d" />', '"d" is no claim of this experiment, which has c'],
  ['<Number of="seed" model="two" />', '"two" is no model of this experiment, which has one'],
])('before anything is made, %s is refused with file and line', async (body, said) => {
  const checking = check(body);
  await expect(checking).rejects.toMatchObject({ code: 'article-does-not-fit' });
  await expect(checking).rejects.toThrow(said);
  await expect(checking).rejects.toThrow(/experiments\/mine\/article\.mdx:3: </);
});

test('an article may not show companions where there are none', async () => {
  const specimens = foreseeSpecimens({ class: 'frog', companions: 'none' }, CIFAR10.classNames);
  await check('<Figure layer="first" specimen="frog-3" />', { specimens });
  await expect(check('<Figure id="specimen-cat-3" />', { specimens })).rejects.toMatchObject({
    code: 'article-does-not-fit',
  });
});

test('an article may not name a number of a training where nothing was trained', async () => {
  const loaded = makeClaimContext(
    LAYERS,
    { first: 'only', last: 'only', lead: [] },
    [{ id: 'one', name: 'first', isLoaded: true }],
    CIFAR10,
  );
  await expect(
    check('<Number of="accuracy" model="one" />', { context: loaded }),
  ).resolves.toBeUndefined();
  for (const of of ['seed', 'epochs', 'best-epoch', 'training-images', 'batch-size', 'patience']) {
    await expect(
      check(`<Number of="${of}" model="one" />`, { context: loaded }),
    ).rejects.toMatchObject({
      code: 'article-does-not-fit',
      message: expect.stringContaining(
        `"${of}" is of a training, and nothing of the first is trained`,
      ) as string,
    });
  }
  await expect(check('<Figure id="training-loss" />', { context: loaded })).rejects.toMatchObject({
    code: 'article-does-not-fit',
  });
});
