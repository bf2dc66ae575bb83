import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareEnvironment } from '../../src/command/task-environment.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';

describe('prepareEnvironment', () => {
  it('keeps the settings of the user and drops what the runner says of its own task', () => {
    const environment = prepareEnvironment('/w', '/t', {
      HOME: '/home/me',
      NX_PARALLEL: '1',
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'https://cache.example.org',
      npm_config_registry: 'https://registry.example.org',
      NX_TASK_HASH: '1',
      NX_WORKSPACE_ROOT: '/w',
      NX_INVOCATION_ROOT_PID: '1',
      NX_LOAD_DOT_ENV_FILES: 'true',
      npm_lifecycle_event: 'diff',
      npm_config_local_prefix: '/w',
      GIT_DIR: '/w/.git',
    });
    expect(environment).toEqual({
      HOME: '/home/me',
      NX_PARALLEL: '1',
      NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'https://cache.example.org',
      npm_config_registry: 'https://registry.example.org',
      PATH: '/t/node_modules/.bin:',
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_TUI: 'false',
      NX_DEFAULT_OUTPUT_STYLE: 'stream',
      FORCE_COLOR: '0',
      LAYERPRINT_DATA: '/w',
    });
  });

  it("puts the worktree's own programs first", () => {
    const { PATH } = prepareEnvironment('/w', '/t', { PATH: '/w/node_modules/.bin:/usr/bin' });
    expect(PATH).toBe('/t/node_modules/.bin:/w/node_modules/.bin:/usr/bin');
  });

  it('makes the folder of CIFAR-10 absolute', () => {
    const environment = { CIFAR10_DIR: '../cifar' };
    expect(prepareEnvironment('/w/main', '/t', environment)['CIFAR10_DIR']).toBe('/w/cifar');
  });

  it('finds an author’s data where they are, in the workspace unless said otherwise', () => {
    expect(prepareEnvironment('/w/main', '/t', {})['LAYERPRINT_DATA']).toBe('/w/main');
    const environment = { LAYERPRINT_DATA: '../data' };
    expect(prepareEnvironment('/w/main', '/t', environment)['LAYERPRINT_DATA']).toBe('/w/data');
  });

  it('names the data set that was fetched into the workspace', async () => {
    const workspace = await createFolder();
    const fetched = join(workspace, 'data/cifar-10-batches-bin');
    await mkdir(fetched, { recursive: true });
    expect(prepareEnvironment(workspace, '/t', {})['CIFAR10_DIR']).toBe(fetched);
  });
});
