import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { makeUntrainedProfile } from '../artifacts/untrained-profile.ts';
import { createWorkspace, runInWorkspace } from './workspace.ts';

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
    const entry = fileURLToPath(new URL('../../src/commands/artifacts.ts', import.meta.url));
    const child = spawn(process.execPath, [entry], { cwd: root, stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const closed = new Promise((resolve) => child.on('close', resolve));
    const list = () => readdir(dirname(artifacts));
    while (!(await list()).some((name) => name.startsWith('.layerprint-'))) await pause(20);
    child.kill('SIGKILL');
    await closed;
    expect((await list()).filter((name) => !name.startsWith('.'))).not.toContain('artifacts');
  });
});
