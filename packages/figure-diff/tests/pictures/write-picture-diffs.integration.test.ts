import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { paintActivationGrid, paintPicture, type RasterPicture } from '@layerprint/core';
import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import { hashSha256, listFiles, writeFileAtomically } from '@layerprint/artifacts/files';
import { pairFigures } from '../../src/comparison/index.ts';
import { startPictureThreads, writePictureDiffs } from '../../src/pictures/index.ts';
import { encodePng } from '@layerprint/artifacts/render';
import { COLOUR_SCOPES } from '@layerprint/core/schemas/figure-data';
import type { PictureDiff } from '../../src/schemas/figure-diff.ts';
import {
  sampleArtifacts,
  SAMPLE_INPUTS,
  SWAPPED,
  type SampleInputs,
} from '../../../artifacts/tests/sample-artifacts.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';

const nameGrid = (model: string) => `activations-conv2d_6-${model}-frog-4`;
const GRID = nameGrid('dummy');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'layerprint-pictures-'));
  onTestFinished(() => rm(root, { recursive: true }));
});

/** The sample report in a folder, with real pictures of its grid, its specimen and a chart. */
async function write(side: string, changes: Partial<SampleInputs> = {}): Promise<Artifacts> {
  const artifacts = sampleArtifacts(changes);
  const folder = join(root, side);
  const figures: OpenedFigure[] = [];
  for (const figure of artifacts.figures) {
    const files = [];
    for (const { variant, picture } of draw(figure)) {
      const png = encodePng(picture);
      const path = `figures/${figure.id}/${figure.id}.${Object.values(variant).join()}.png`;
      await writeFileAtomically(join(folder, path), png);
      const { width, height } = picture;
      const known = { path, width, height, bytes: png.length, sha256: hashSha256(png) };
      files.push({ ...known, ...variant, role: 'picture' as const, format: 'png' as const });
    }
    figures.push({ ...figure, files });
  }
  return { ...artifacts, folder, figures };
}

function draw(figure: OpenedFigure): { variant: object; picture: RasterPicture }[] {
  if (figure.kind === 'activation-grid') {
    return COLOUR_SCOPES.map((scope) => ({
      variant: { scope },
      picture: paintActivationGrid(figure.data, scope),
    }));
  }
  if (figure.kind === 'picture') return [{ variant: {}, picture: paintPicture(figure.data) }];
  if (figure.kind !== 'probabilities') return [];
  // A bar as wide as the dummy's probability of a ship.
  const pixels = new Uint8Array(9 * 9 * 3).fill(255);
  pixels.fill(0, 0, Math.round(figure.data.models[1]!.probabilities[8]! * 8) * 3);
  const picture = { width: 9, height: 9, pixels };
  const narrow = { width: 3, height: 9, pixels: pixels.subarray(0, 81) };
  return (['dark', 'light'] as const).flatMap((theme) => [
    { variant: { theme }, picture },
    { variant: { theme, layout: 'narrow' }, picture: narrow },
  ]);
}

const out = () => join(root, 'out');

/** Compares all pictures of two reports. */
function compare(base: Artifacts, head: Artifacts) {
  const threads = startPictureThreads();
  const figures = pairFigures(base, head);
  return writePictureDiffs(base, head, figures, out(), threads).finally(() => threads.stop());
}

describe('writePictureDiffs', () => {
  test('writes nothing for pictures that are the same', async () => {
    const pictures = await compare(await write('base'), await write('head'));
    expect(pictures).toEqual(new Map());
  });

  test('puts both sides and the difference of a grid in place, and names the filter', async () => {
    const activations = [1, 0, 2, 0.5, 1, 4, 4, 0.5];
    const base = await write('base');
    const head = await write('head', { activations });
    const pictures = await compare(base, head);
    const size = { width: 195, height: 96 };
    // A pixel for each square of three.
    const third = { width: 65, height: 32 };
    expect([...pictures.keys()]).toEqual([GRID]);
    expect(pictures.get(GRID)).toEqual([
      {
        scope: 'layer',
        base: { path: `pictures/${GRID}.base-layer.png`, ...size },
        head: { path: `pictures/${GRID}.head-layer.png`, ...size },
        difference: {
          path: `pictures/${GRID}.difference-layer.png`,
          ...third,
          // One of the four values of a tile of 96 × 96.
          share: (48 * 48) / (195 * 96),
          // A map that was half black is all bright now.
          darker: 0,
          brighter: expect.closeTo(0.978, 3),
          densest: { place: 'filter 1', left: 33, top: 0, width: 32, height: 32, share: 0.25 },
        },
      },
    ]);
    expect(await listFiles(out())).toEqual(
      ['base', 'difference', 'head'].map((name) => `pictures/${GRID}.${name}-layer.png`),
    );
    const { path } = base.figures.find(({ id }) => id === GRID)!.files[1]!;
    expect(await readFile(join(out(), `pictures/${GRID}.base-layer.png`))).toEqual(
      await readFile(join(base.folder, path)),
    );
  });

  test('compares the scope of both models where the layer’s own is the same', async () => {
    const head = await write('head', { modelsMaximum: 40 });
    const pictures = await compare(await write('base'), head);
    expect(pictures.get(GRID)![0]!.scope).toBe('models');
  });

  test('compares a chart in the light theme, place by place, and a picture panel by panel', async () => {
    const head = await write('head', {
      probabilities: [0, 0, 0, 0, 0, 0, 0.75, 0, 0.25, 0],
      pixels: SAMPLE_INPUTS.pixels.map((byte) => 255 - byte),
    });
    const pictures = await compare(await write('base'), head);
    expect(pictures.get('probabilities')![0]).toMatchObject({
      theme: 'light',
      difference: { densest: { place: 'the upper middle' } },
    });
    expect(pictures.get('specimen')![0]).toMatchObject({
      base: { path: 'pictures/specimen.base.png' },
      difference: { densest: { place: 'the panel input' } },
    });
  });

  test('puts the drawings for a phone beside those of a chart that differs', async () => {
    const head = await write('head', {
      probabilities: [0, 0, 0, 0, 0, 0, 0.75, 0, 0.25, 0],
    });
    const pictures = await compare(await write('base'), head);
    const [{ narrow }] = pictures.get('probabilities')! as [PictureDiff];
    expect(narrow!.base).toEqual({
      path: 'pictures/probabilities.base-light-narrow.png',
      width: 3,
      height: 9,
    });
    expect(narrow!.difference).toMatchObject({ width: 3, height: 9 });
    expect(await listFiles(out())).toEqual(
      expect.arrayContaining([narrow!.base.path, narrow!.head.path, narrow!.difference!.path]),
    );
  });

  test('shows what is not the same thing on each side by itself', async () => {
    const head = await write('head', { activations: [1, 0, 2, 0, 1, 0, 4, 0] });
    asTrained(head.manifest.runs.dummy).plan.choice.seed = 3;
    const pictures = await compare(await write('base'), head);
    expect(pictures.get(GRID)).toMatchObject([{ base: {}, head: {}, difference: null }]);
    expect((await listFiles(out())).filter((path) => path.includes('.difference'))).toEqual([]);
  });

  test('reads each picture of a figure where it lies, whatever the figure is called on the other side', async () => {
    const base = await write('base');
    const head = await write('head', {
      ...SWAPPED,
      activations: [1, 0, 2, 0.5, 1, 4, 4, 0.5],
    });
    const pictures = await compare(base, head);
    const [grid] = pictures.get('activations-conv2d_6-benchmark-frog-4')!;
    expect(grid).toMatchObject({ difference: { densest: { place: 'filter 1' } } });
    const file = (artifacts: Artifacts, model: string) =>
      readFile(join(artifacts.folder, `figures/${nameGrid(model)}/${nameGrid(model)}.layer.png`));
    expect(await readFile(join(out(), grid!.base!.path))).toEqual(await file(base, 'dummy'));
    expect(await readFile(join(out(), grid!.head!.path))).toEqual(await file(head, 'benchmark'));
    // Each model stands where the other stood.
    expect(pictures.get('probabilities')).toMatchObject([{ difference: null }]);
  });

  test('shows the narrow drawing of a chart where only that one differs', async () => {
    // In three columns of pixels, a probability of 0.25 is as wide as one of 1, in nine it is not.
    const base = await write('base');
    const head = await write('head');
    const chart = head.figures.find(({ id }) => id === 'probabilities')!;
    for (const file of chart.files.filter(({ layout }) => layout === 'narrow')) {
      const content = encodePng({ width: 3, height: 9, pixels: new Uint8Array(81).fill(90) });
      await writeFileAtomically(join(head.folder, file.path), content);
      Object.assign(file, { bytes: content.length, sha256: hashSha256(content) });
    }
    const pictures = await compare(base, head);
    expect([...pictures.keys()]).toEqual(['probabilities']);
    expect(pictures.get('probabilities')).toMatchObject([
      {
        theme: 'light',
        layout: 'narrow',
        base: { path: 'pictures/probabilities.base-light-narrow.png', width: 3 },
      },
    ]);
  });

  test('keeps the picture of a figure that only one side has', async () => {
    const base = await write('base');
    const head = await write('head', { renamed: { specimen: 'frog' } });
    const pictures = await compare(base, head);
    expect(pictures.get('frog')).toMatchObject([{ base: null, difference: null }]);
    expect(pictures.get('specimen')).toMatchObject([{ head: null, difference: null }]);
    expect(await listFiles(out())).toEqual([
      'pictures/frog.head.png',
      'pictures/specimen.base.png',
    ]);
  });

  test('fails where a difference cannot be written', async () => {
    const head = await write('head', { activations: [1, 0, 2, 0.5, 1, 4, 4, 0.5] });
    await mkdir(join(out(), `pictures/${GRID}.difference-layer.png`), { recursive: true });
    await expect(compare(await write('base'), head)).rejects.toThrow(/EISDIR/);
  });

  test.each([
    ['another file', 'artifact-changed', () => Buffer.from('no PNG')],
    [
      'pixels that do not decode',
      'picture-damaged',
      (png: Buffer) => png.fill(0xff, png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8),
    ],
  ])('names the picture that is not what it was: %s', async (_, code, change) => {
    const base = await write('base');
    const head = await write('head', { activations: [1, 0, 2, 0.5, 1, 4, 4, 0.5] });
    const file = head.figures
      .find(({ id }) => id === GRID)!
      .files.find(({ scope }) => scope === 'layer')!;
    const content = change(await readFile(join(head.folder, file.path)));
    await writeFileAtomically(join(head.folder, file.path), content);
    // It fits the manifest, and does not decode.
    if (code === 'picture-damaged')
      Object.assign(file, { bytes: content.length, sha256: hashSha256(content) });
    await expect(compare(base, head)).rejects.toMatchObject({
      name: 'LayerprintError',
      code,
      message: expect.stringContaining(file.path),
    });
  });
});
