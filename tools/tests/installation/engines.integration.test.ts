import { execFile } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const WORKSPACE = resolve(import.meta.dirname, '../../..');

// README says so of the warnings that npm gives on an older Node.
it('every package runs on the Node that npm installs beside it', async () => {
  const programs = join(WORKSPACE, 'node_modules/.bin');
  const PATH = [programs, process.env['PATH']].join(delimiter);
  const { stdout, stderr } = await promisify(execFile)(
    'npm',
    ['ci', '--dry-run', '--ignore-scripts'],
    { cwd: WORKSPACE, env: { ...process.env, PATH, npm_config_loglevel: 'notice' } },
  );
  expect(stdout).toMatch(/(?:add|remove|change)d? \d+ packages|up to date/);
  expect(stderr).not.toContain('EBADENGINE');
});
