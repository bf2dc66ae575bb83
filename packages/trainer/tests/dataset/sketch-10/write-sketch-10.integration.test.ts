import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashSha256 } from '@layerprint/artifacts/files';
import { createRandom } from '@layerprint/core/random';
import { CIFAR10 } from '@layerprint/core/images';
import { describe, expect, it } from 'vitest';
import { RECORD_BYTES } from '../small-datasets.ts';
import { drawImage } from '../../../src/dataset/sketch-10/draw-image.ts';
import {
  chooseLabels,
  drawRecords,
  type Part,
} from '../../../src/dataset/sketch-10/draw-records.ts';
import { writeSketch10 } from '../../../src/dataset/sketch-10/write-sketch-10.ts';
import { createWorkspace } from '../../commands/workspace.ts';

function draw(seed: number, part: Part, count: number): Uint8Array {
  return drawRecords({ seed, part, first: 0, labels: chooseLabels(seed, part, count) });
}

function labelsOf(records: Uint8Array): number[] {
  return Array.from(
    { length: records.length / RECORD_BYTES },
    (_, n) => records[n * RECORD_BYTES]!,
  );
}

describe('sketch-10', () => {
  it('is the same on every machine, bit for bit', () => {
    expect(hashSha256(draw(10, 'training', 200))).toBe(
      'eefc9bb8caaff457ed013d7f34cdfa588e311a29f5aad203965df33434ccdbcb',
    );
    expect(hashSha256(draw(0, 'test', 50))).toBe(
      '3d3eb4ab07a552b509fdb1fddca3206e41e9a1580e26000c784df7c7dc2ac891',
    );
  });

  it('is drawn with only such arithmetic as is the same in every JavaScript engine', async () => {
    const folder = fileURLToPath(new URL('../../../src/dataset/sketch-10/', import.meta.url));
    const names = await readdir(folder, { recursive: true });
    const sources = names.filter((name) => name.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(10);
    for (const name of sources) {
      const code = (await readFile(join(folder, name), 'utf8')).replace(/\/\*.*?\*\//gs, '');
      const used = [...code.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
      expect(['PI', 'abs', 'floor', 'max', 'min', 'sqrt'], name).toEqual(
        expect.arrayContaining(used),
      );
      expect(code, name).not.toContain('**');
    }
  });

  it('has every class equally often, in a shuffled order', () => {
    const labels = labelsOf(draw(10, 'test', 40));
    expect([...labels].sort()).toEqual(
      CIFAR10.classNames.flatMap((_, label) => [label, label, label, label]),
    );
    expect(labels).not.toEqual([...labels].sort());
  });

  it('has other images for another seed, and in its other part', () => {
    const hashes = [draw(10, 'test', 10), draw(11, 'test', 10), draw(10, 'training', 10)].map(
      hashSha256,
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('draws every class so that it differs from its background and from itself', () => {
    for (const [label, name] of CIFAR10.classNames.entries()) {
      const [one, other] = [1, 2].map((seed) => drawImage(label, createRandom(seed, name)));
      expect(new Set(one).size, name).toBeGreaterThan(20);
      expect(one, name).not.toEqual(other);
    }
  });

  it('is written as batches of at most 10,000 images and a test batch, by any number of threads', async () => {
    const choice = { name: 'sketch-10', seed: 4, trainingImages: 230, testImages: 20 } as const;
    for (const threads of [1, 2]) {
      const folder = await createWorkspace();
      const files = await writeSketch10(folder, choice, threads);
      expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
        ['data_batch_1.bin', 230 * RECORD_BYTES],
        ['test_batch.bin', 20 * RECORD_BYTES],
      ]);
      const contents = await Promise.all(files.map(({ name }) => readFile(join(folder, name))));
      expect(contents.map(hashSha256)).toEqual(files.map(({ sha256 }) => sha256));
      expect(contents[0]!.equals(draw(4, 'training', 230))).toBe(true);
      expect(contents[1]!.equals(draw(4, 'test', 20))).toBe(true);
    }
  });
});
