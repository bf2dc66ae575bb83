import { describe, expect, it } from 'vitest';
import { publicAddress, readCommit } from '../../src/provenance/read-commit.ts';
import { createFolder, createRepository } from '../../../artifacts/tests/git/small-repository.ts';

describe('readCommit', () => {
  it('tells the commit, its date and author, and that every file is as in it', async () => {
    const repository = await createRepository();
    expect(await readCommit(repository.root)).toEqual({
      commit: repository.git('rev-parse', 'HEAD'),
      date: repository.git('log', '-1', '--format=%cI'),
      author: 'a',
      uncommitted: false,
      repository: undefined,
    });
  });

  it.each([
    ['a changed file', 'a.txt', true],
    ['a new file', 'b.txt', true],
    ['a file that git ignores', 'ignored.txt', false],
  ])('tells what is not committed: %s', async (_, path, uncommitted) => {
    const repository = await createRepository();
    await repository.write(path, 'other\n');
    expect(await readCommit(repository.root)).toMatchObject({ uncommitted });
    // What it looks at it leaves as it was.
    expect(repository.git('diff', '--cached', '--name-only')).toBe('');
  });

  it('tells of a file that git was told to take for unchanged', async () => {
    const repository = await createRepository();
    repository.git('update-index', '--assume-unchanged', 'a.txt');
    await repository.write('a.txt', 'other\n');
    expect(await readCommit(repository.root)).toMatchObject({ uncommitted: true });
  });

  it('tells where others find it', async () => {
    const repository = await createRepository();
    repository.git('remote', 'add', 'origin', 'https://me:secret@example.org/a/b.git');
    expect(await readCommit(repository.root)).toMatchObject({
      repository: 'https://example.org/a/b',
    });
  });

  it('knows nothing outside a repository and before the first commit', async () => {
    const folder = await createFolder();
    expect(await readCommit(folder)).toBeUndefined();
    const repository = await createRepository();
    repository.git('checkout', '--quiet', '--orphan', 'new');
    expect(await readCommit(repository.root)).toBeUndefined();
  });
});

describe('publicAddress', () => {
  it.each([
    ['https://example.org/a/b', 'https://example.org/a/b'],
    ['https://example.org/a/b.git', 'https://example.org/a/b'],
    ['https://user:token@example.org/a/b.git/', 'https://example.org/a/b'],
    ['https://token@example.org:8443/a?key=1#x', 'https://example.org:8443/a'],
    ['http://example.org/a', 'http://example.org/a'],
    ['git@example.org:a/b.git', 'https://example.org/a/b'],
    ['example.org:a/b.git', 'https://example.org/a/b'],
    ['ssh://git@example.org:2222/a/b.git', 'https://example.org/a/b'],
    ['git://example.org/a/b', 'https://example.org/a/b'],
    ['/home/someone/layerprint.git', undefined],
    ['../layerprint', undefined],
    ['file:///home/someone/layerprint', undefined],
    ['C:\\Users\\someone\\layerprint', undefined],
    ['C:/Users/someone/layerprint.git', undefined],
    ['work:layerprint.git', undefined],
    ['http://localhost:3000/a', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('of "%s" is %s', (remote, address) => {
    expect(publicAddress(remote)).toBe(address);
  });
});
