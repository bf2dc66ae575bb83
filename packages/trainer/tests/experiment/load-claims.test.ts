import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findLayerRoles, makeClaimContext } from '@layerprint/core';
import { CIFAR10 } from '@layerprint/core/images';
import type { WrittenCheck } from '@layerprint/core/schemas/claims-file';
import type { Layer } from '@layerprint/core/schemas/layer';
import { loadClaims } from '../../src/experiment/load-claims.ts';
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
  findLayerRoles(LAYERS),
  [{ id: 'one', name: 'the first' }],
  CIFAR10,
);
const CHECK: WrittenCheck = { id: 'a', measure: 'zeros', layer: 'last', model: 'one', above: 0.5 };
const fileOf = (check: object) => ({
  schemaVersion: 1,
  claims: [{ id: 'c', sentence: 'So it is.', checks: [check] }],
});

/** Loads the claims of `mine`, in a workspace with these files. */
async function load(files: Record<string, object>) {
  const root = await createWorkspace();
  for (const [path, content] of Object.entries(files)) {
    const place = join(root, 'experiments', path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, JSON.stringify(content));
  }
  return loadClaims(layoutOf('mine', root), CONTEXT);
}

test('an experiment without a file of claims makes none', async () => {
  expect(await load({})).toBeUndefined();
});

test('claims may be taken over from another experiment, and are held to this one', async () => {
  const mine = { schemaVersion: 1, claimsOf: 'theirs' };
  const theirs = { 'mine/claims.json': mine, 'theirs/experiment.json': {} };
  const taken = await load({ ...theirs, 'theirs/claims.json': fileOf(CHECK) });
  expect(taken).toEqual(fileOf(CHECK));
  await expect(
    load({ ...theirs, 'theirs/claims.json': fileOf({ ...CHECK, model: 'two' }) }),
  ).rejects.toMatchObject({ code: 'claims-do-not-fit' });
  await expect(load(theirs)).rejects.toMatchObject({ code: 'no-claims' });
  await expect(load({ ...theirs, 'theirs/claims.json': mine })).rejects.toMatchObject({
    code: 'no-claims',
    message: expect.stringMatching(/has none of its own\.$/),
  });
  await expect(
    load({ ...theirs, 'mine/claims.json': { ...mine, claimsOf: 'thiers' } }),
  ).rejects.toMatchObject({
    code: 'unknown-profile',
    message: expect.stringContaining('Did you mean "theirs"?'),
  });
});

test.each([
  [{ ...CHECK, layer: 'onyl' }, 'claims-do-not-fit', 'claims.0.checks.0.layer: "onyl" is no layer'],
  [{ ...CHECK, measure: 'zeroes' }, 'invalid-json', 'did you mean "zeros"?'],
  [{ ...CHECK, above: '50 %' }, 'invalid-json', 'claims.0.checks.0.above'],
])(
  'a claim that cannot be measured is refused with file and field: %j',
  async (check, code, said) => {
    const loading = load({ 'mine/claims.json': fileOf(check) });
    await expect(loading).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/experiments\/mine\/claims\.json/),
    });
    await expect(loading).rejects.toThrow(said);
  },
);

test('a key that no check has is told with the one that was meant', async () => {
  const { above, ...check } = CHECK;
  await expect(
    load({ 'mine/claims.json': fileOf({ ...check, abvoe: above, atLeast: 0.4 }) }),
  ).rejects.toMatchObject({ hint: expect.stringContaining('Did you mean "above"?') });
});
