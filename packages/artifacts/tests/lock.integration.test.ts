import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { tryLock, withLock } from '@layerprint/artifacts/lock';

const HOLD = `
  const { tryLock } = await import(process.argv[1]);
  const said = tryLock(process.argv[2]) ? 'held' : 'refused';
  gc();
  setImmediate(() => process.stdout.write(said));
  setInterval(() => undefined, 1000);
`;

let path: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  path = join(folder, 'lock');
});

it('is held by one at a time, in one process too', () => {
  const lock = tryLock(path)!;
  expect(tryLock(path)).toBeUndefined();
  expect(tryLock(path)).toBeUndefined();
  lock.release();
  const again = tryLock(path)!;
  expect(again).toBeDefined();
  again.release();
});

it('is held though nothing refers to it, until the process that holds it is killed', async () => {
  const { child, said } = await hold();
  expect(said).toBe('held');
  expect(tryLock(path)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'close');
  const lock = tryLock(path);
  expect(lock).toBeDefined();
  lock!.release();
});

it('keeps other processes out after this one has tried it twice', async () => {
  const lock = tryLock(path)!;
  expect(tryLock(path)).toBeUndefined();
  const { child, said } = await hold();
  expect(said).toBe('refused');
  child.kill('SIGKILL');
  lock.release();
});

it('is not had where the folder around it is gone', () => {
  expect(tryLock(join(path, 'nowhere/lock'))).toBeUndefined();
});

it('throws where the file is one that cannot be locked', async () => {
  await writeFile(path, 'x'.repeat(2000));
  expect(() => tryLock(path)).toThrow('not a database');
});

it('is waited for, and given up after a failure too', async () => {
  const done: string[] = [];
  const { promise: end, resolve } = Promise.withResolvers<undefined>();
  const first = withLock(join(path, 'new/lock'), async () => {
    await end;
    done.push('first');
    throw new Error('The first fails.');
  });
  const second = withLock(join(path, 'new/lock'), async () => done.push('second'));
  setTimeout(() => resolve(undefined), 100);
  await expect(first).rejects.toThrow('The first fails.');
  await second;
  expect(done).toEqual(['first', 'second']);
});

it('is waited for until a signal ends the waiting', async () => {
  const lock = tryLock(path)!;
  const controller = new AbortController();
  const waiting = withLock(path, async () => 'done', controller.signal);
  controller.abort(new Error('Waited long enough.'));
  await expect(waiting).rejects.toThrow('Waited long enough.');
  lock.release();
});

it('is waited for though the folder around it is removed meanwhile', async () => {
  const file = join(path, 'folder/lock');
  await withLock(file, async () => {
    await rm(join(path, 'folder'), { recursive: true });
    expect(await withLock(file, async () => 'done')).toBe('done');
  });
});

it('keeps nobody out where the file system knows no locks', async () => {
  await writeFile(path, 'x'.repeat(2000));
  expect(await withLock(path, async () => withLock(path, async () => 'done'))).toBe('done');
});

it('says what the system refuses where its folder cannot be made', async () => {
  await writeFile(path, '');
  const file = join(path, 'folder/lock');
  await expect(withLock(file, async () => 'done')).rejects.toMatchObject({ code: 'not-written' });
});

async function hold(): Promise<{ child: ChildProcess; said: string }> {
  const module = import.meta.resolve('@layerprint/artifacts/lock');
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--input-type=module', '-e', HOLD, module, path],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}
