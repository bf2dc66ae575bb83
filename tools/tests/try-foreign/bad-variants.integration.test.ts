import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import { writeJsonFile } from '@layerprint/artifacts/files';
import { type DataLock, DataLockSchema } from '@layerprint/core/schemas/data-lock';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeDataLock } from '../../../packages/trainer/src/dataset/own/make-data-lock.ts';
import { loadExperiment } from '../../../packages/trainer/src/experiment/load-experiment.ts';
import { planExperiment } from '../../../packages/trainer/src/experiment/plan-experiment.ts';
import { layoutOf } from '../../../packages/trainer/src/layout.ts';
import { BAD_VARIANTS } from '../../try-foreign/bad-variants.ts';
import { FOREIGN } from '../../try-foreign/experiments.ts';
import { placeForeign, type ForeignExperiment } from '../../try-foreign/foreign-experiment.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../..');

describe.each(BAD_VARIANTS)('an experiment with $wrong', ({ make, code, says }) => {
  const variants = FOREIGN.flatMap((foreign) => {
    const bad = make(foreign);
    return bad === undefined ? [] : [bad];
  });

  it.each(variants)('$name, is refused in a sentence before anything is made', async (bad) => {
    const error = await refuse(bad);
    expect(error.message).toMatch(says);
    expect(error.hint).not.toBe('');
    expect(error.code).toMatch(code);
  });
});

it.each(FOREIGN)('$name as it is is planned', async (foreign) => {
  await plan(foreign);
});

/** What locking gave, by the data and by how the experiment reads them: variants share theirs. */
const locks = new Map<ForeignExperiment['data'], Map<string, DataLock>>();

async function lockOnce(
  data: ForeignExperiment['data'],
  dataset: Parameters<typeof makeDataLock>[0],
): Promise<DataLock> {
  const known = locks.get(data) ?? new Map<string, DataLock>();
  locks.set(data, known);
  const how = JSON.stringify(dataset);
  const lock = known.get(how) ?? (await makeDataLock(dataset));
  known.set(how, lock);
  return lock;
}

async function refuse(bad: ForeignExperiment): Promise<LayerprintError> {
  const error: unknown = await plan(bad).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LayerprintError) return error;
  throw new Error(`${bad.name} is not refused in our words`, { cause: error });
}

/** Does in this process what its author does: locks the data, where they are the author's own, and plans. */
async function plan(foreign: ForeignExperiment): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-foreign-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await placeForeign(root, foreign);
  // Some take over claims, or an article, of ours.
  for (const ours of ['experiments/article', 'experiments/quick']) {
    await symlink(join(WORKSPACE, ours), join(root, ours));
  }
  vi.stubEnv('LAYERPRINT_DATA', root);
  const layout = layoutOf(foreign.name, root);
  try {
    const { dataset } = await loadExperiment(layout);
    if (isOwnDataset(dataset)) {
      await writeJsonFile(DataLockSchema, layout.dataLock, await lockOnce(foreign.data, dataset));
    }
    await planExperiment(layout, foreign.name);
  } finally {
    expect(existsSync(join(root, 'dist'))).toBe(false);
  }
}
