import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { makeUntrainedProfile } from '../artifacts/untrained-profile.ts';
import { createWorkspace, runInWorkspace, runUntil } from './workspace.ts';

describe('artifacts', () => {
  it('exits 1 and says which task makes what is missing', async () => {
    const root = await createWorkspace();
    const result = await runInWorkspace(root, 'artifacts');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('dist/quick/plan/report.json does not exist');
  });

  it('exits 1 for a backend that there is not', async () => {
    const result = await runInWorkspace(await createWorkspace(), 'artifacts', ['--backend', 'gpu']);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('The option --backend cannot be "gpu".');
  });

  it('leaves nothing that looks finished when it is killed', async () => {
    const root = await createWorkspace();
    await selectBackend('layerprint');
    const { artifacts } = await makeUntrainedProfile(root);
    expect((await runUntil(root, 'SIGKILL mkdir /new', 'artifacts')).status).toBeNull();
    expect(await readdir(dirname(artifacts))).not.toContain('artifacts');
  });
});
