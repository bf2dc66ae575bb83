import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BACKEND_NAME, listOwnKernels } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FALLEN_BACK, TYPICAL_CALLS } from '../../kernel-costs/typical-calls.ts';

let ours: string[];
let theirs: string[];

/** The names that a part of the page has, in its table and below it. */
function readNames(part: string): string[] {
  const rows = [...part.matchAll(/^\| (\\?\w+) +\| /gm)].map(([, name]) => name!.replace('\\', ''));
  const named = [...part.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  return [...new Set([...rows.filter((name) => name !== 'kernel'), ...named])].toSorted();
}

beforeAll(async () => {
  registerLayerprintInNode({ threads: 1 });
  const page = await readFile(join(WORKSPACE, 'packages/backend/KERNELS.md'), 'utf8');
  [ours, theirs] = page
    .split(/^## .*$/m)
    .slice(1)
    .map(readNames) as [string[], string[]];
});

describe('the page of kernels', () => {
  it('names every kernel of ours among ours', () => {
    expect(ours).toEqual(listOwnKernels().toSorted());
  });

  it('names every other kernel that is registered among TF.js’s', () => {
    const all = tf.getKernelsForBackend(BACKEND_NAME).map(({ kernelName }) => kernelName);
    expect(theirs).toEqual(all.filter((name) => !listOwnKernels().includes(name)).toSorted());
  });
});

describe('what is measured', () => {
  it('is a kernel of ours, or one that is not, as the page says', () => {
    const own = new Set(listOwnKernels());
    expect(TYPICAL_CALLS.filter(({ kernel }) => !own.has(kernel))).toEqual([]);
    expect(FALLEN_BACK.filter(({ kernel }) => own.has(kernel))).toEqual([]);
  });
});
