import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findCommit, openRepository, recordWorkingTree } from '@layerprint/artifacts/git';
import { describeHidden, describeUnseen } from '../../src/command/unseen.ts';
import { addWorktree } from '../../src/command/worktree.ts';
import {
  createFolder,
  openSmallRepository,
  type SmallRepository,
} from '../../../artifacts/tests/git/small-repository.ts';

const COMMITTED: Readonly<Record<string, string>> = {
  '.gitignore': 'ignored*\n',
  'a.txt': 'one\ntwo\n',
  'crlf.txt': 'one\r\ntwo\r\n',
  'id.txt': '$Id$\n',
  'image.bin': '\0\r\n\0\n',
  'link.txt': '> a.txt',
  'sub/b.txt': 'b\n',
  'sub/run.sh': 'echo\n',
};

type State = (repository: SmallRepository) => Promise<void> | void;

const set =
  (...settings: readonly string[]): State =>
  ({ git }) => {
    for (const setting of settings) git('config', ...(setting.split('=', 2) as [string, string]));
  };

/** A state that takes several steps. */
const all =
  (...states: readonly State[]): State =>
  async (repository) => {
    for (const state of states) await state(repository);
  };

const ownAttributes =
  (text: string): State =>
  ({ write }) =>
    write('.git/info/attributes', text);

const run =
  (...args: readonly string[]): State =>
  ({ git }) =>
    void git(...args);

const write =
  (path: string, content: string): State =>
  (repository) =>
    repository.write(path, content);

const shout = set(
  'filter.shout.smudge=tr a-z A-Z',
  'filter.shout.clean=tr A-Z a-z',
  'filter.shout.required=true',
);

const conflict: State = async ({ git, write, commit }) => {
  git('checkout', '--quiet', '-b', 'other');
  await write('a.txt', 'theirs\n');
  commit('theirs');
  git('checkout', '--quiet', 'main');
  await write('a.txt', 'ours\n');
  commit('ours');
  expect(() => git('merge', 'other')).toThrow();
};

let template: string;

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'layerprint-template-'));
  await makeTemplate(template);
});

afterAll(() => rm(template, { recursive: true }));

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A clone with some of everything that git treats in a way of its own. */
async function createClone(): Promise<SmallRepository> {
  const root = await createFolder();
  await cp(template, root, { recursive: true, verbatimSymlinks: true });
  return openSmallRepository(root);
}

async function makeTemplate(folder: string): Promise<void> {
  const repository = openSmallRepository(folder);
  const { root, git, write, commit } = repository;
  git('init', '--quiet', '--initial-branch', 'main');
  await mkdir(join(root, 'sub'));
  await mkdir(join(root, '.git/info'), { recursive: true });
  for (const [path, content] of Object.entries(COMMITTED)) {
    if (content.startsWith('> ')) await symlink(content.slice(2), join(root, path));
    else await write(path, content);
  }
  await chmod(join(root, 'sub/run.sh'), 0o755);
  commit('one');
}

/** What is in a folder, links with where they lead; each byte of a name or a file is a character. */
function readTree(folder: string, below = ''): Record<string, string> {
  const place = (path: string): Buffer => Buffer.from(join(folder, path), 'latin1');
  const entries = readdirSync(place(below), { withFileTypes: true, encoding: 'latin1' });
  const read = entries
    .filter(({ name }) => name !== '.git')
    .map((entry) => {
      const path = join(below, entry.name);
      if (entry.isDirectory()) return readTree(folder, path);
      if (entry.isSymbolicLink()) return { [path]: `> ${readlinkSync(place(path), 'latin1')}` };
      return { [path]: readFileSync(place(path), 'latin1') };
    });
  return Object.assign({}, ...read) as Record<string, string>;
}

/** What a commit becomes in a worktree. */
async function checkOut(root: string, name = 'HEAD') {
  const path = join(await createFolder(), 'worktree');
  const unseen = await addWorktree(root, path, await findCommit(await openRepository(root), name));
  return { files: readTree(path), unseen };
}

/** What the working tree becomes in a worktree. */
async function checkOutWorkingTree(root: string) {
  const scratch = await createFolder();
  const repository = await openRepository(root);
  const snapshot = await recordWorkingTree(repository, join(scratch, 'snapshot'));
  const path = join(scratch, 'worktree');
  const unseen = await addWorktree(root, path, snapshot);
  const notes = [...(await describeHidden(repository)), ...describeUnseen(unseen)];
  return { files: readTree(path), uncommitted: snapshot.uncommitted, notes };
}

describe('a commit has the same files in a worktree', () => {
  it.each<[string, State]>([
    ['without any setting', () => undefined],
    ['where text gets the line ends of Windows', set('core.autocrlf=true')],
    ['where text loses them', set('core.autocrlf=input')],
    ['where attributes of the clone say so', all(set('core.eol=crlf'), ownAttributes('* text\n'))],
    ['where attributes of the clone expand ids', ownAttributes('*.txt ident\n')],
    [
      'where attributes of the clone ask for another encoding',
      ownAttributes('a.txt text working-tree-encoding=UTF-16\n'),
    ],
    ['where a filter of the clone changes it', all(shout, ownAttributes('*.txt filter=shout\n'))],
    [
      'where attributes of the user change it',
      async ({ git, write }) => {
        await write('.git/attributes', '*.txt text eol=crlf ident\n');
        git('config', 'core.attributesFile', '.git/attributes');
      },
    ],
    ['of a sparse checkout', run('sparse-checkout', 'set', 'nothing')],
    ['of a sparse checkout by patterns', run('sparse-checkout', 'set', '--no-cone', '/a.txt')],
    [
      'of a sparse checkout of this worktree alone',
      all(set('extensions.worktreeConfig=true'), run('sparse-checkout', 'set', 'nothing')),
    ],
    ['where links become files', set('core.symlinks=false')],
    ['where modes do not count', set('core.fileMode=false')],
    ['with a split index', run('update-index', '--split-index')],
    [
      'where another object stands in for one of it',
      async ({ git, write }) => {
        await write('ignored', 'replaced\n');
        git('replace', git('rev-parse', 'HEAD:a.txt'), git('hash-object', '-w', 'ignored'));
      },
    ],
    [
      'where hooks and monitors of the user would run',
      async ({ root, git, write }) => {
        await mkdir(join(root, '.git/hooks'), { recursive: true });
        for (const hook of ['post-checkout', 'post-index-change', 'monitor']) {
          await write(`.git/hooks/${hook}`, '#!/bin/sh\necho ran >> a.txt\n');
          await chmod(join(root, '.git/hooks', hook), 0o755);
        }
        git('config', 'core.fsmonitor', join(root, '.git/hooks/monitor'));
      },
    ],
    [
      'in the environment of another git command',
      () => {
        const places = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR'];
        for (const name of places) vi.stubEnv(name, '/nowhere');
        vi.stubEnv('GIT_OBJECT_DIRECTORY', '/nowhere');
        vi.stubEnv('GIT_LITERAL_PATHSPECS', '1');
        vi.stubEnv('GIT_DEFAULT_HASH', 'sha256');
        vi.stubEnv('GIT_CONFIG_PARAMETERS', "'core.autocrlf'='true'");
        vi.stubEnv('GIT_TRACE', '1');
      },
    ],
    ['while files are changed and staged', all(write('a.txt', 'x'), run('add', 'a.txt'))],
  ])('%s', async (_, put) => {
    const repository = await createClone();
    await put(repository);
    expect((await checkOut(repository.root)).files).toEqual(COMMITTED);
  });

  it('from a clone that gets files only when they are asked for', async () => {
    const source = await createClone();
    source.git('config', 'uploadpack.allowFilter', 'true');
    source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = openSmallRepository(join(await createFolder(), 'clone'));
    const options = ['--filter=blob:none', '--no-checkout', '--config', 'core.autocrlf=true'];
    source.git('clone', '--quiet', ...options, `file://${source.root}`, clone.root);
    expect((await checkOut(clone.root)).files).toEqual(COMMITTED);
  });

  it('from a worktree of a bare repository', async () => {
    const source = await createClone();
    const place = await createFolder();
    const [bare, worktree] = [join(place, 'bare.git'), join(place, 'tree')];
    source.git('clone', '--quiet', '--bare', source.root, bare);
    openSmallRepository(bare).git('worktree', 'add', '--quiet', worktree, 'main');
    expect((await checkOut(worktree)).files).toEqual(COMMITTED);
    await writeFile(join(worktree, 'a.txt'), 'changed\n');
    expect((await checkOutWorkingTree(worktree)).files['a.txt']).toBe('changed\n');
  });

  it('from a repository of sha256', async () => {
    const repository = openSmallRepository(await createFolder());
    repository.git('init', '--quiet', '--object-format=sha256');
    await repository.write('a.txt', 'one\n');
    repository.commit('one');
    await repository.write('b.txt', 'two\n');
    expect((await checkOut(repository.root)).files).toEqual({ 'a.txt': 'one\n' });
    const { files } = await checkOutWorkingTree(repository.root);
    expect(files).toEqual({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
  });

  it('also where its own attributes convert text, and tells of a filter that is in no commit', async () => {
    const { root, git, write, commit } = await createClone();
    await write('.gitattributes', 'a.txt eol=crlf\nid.txt filter=shout\n');
    commit('two');
    git('config', 'filter.shout.smudge', 'tr a-z A-Z');
    const { files, unseen } = await checkOut(root);
    expect(files).toMatchObject({ 'a.txt': 'one\r\ntwo\r\n', 'id.txt': COMMITTED['id.txt'] });
    expect(describeUnseen(unseen)).toEqual([
      expect.stringContaining('.gitattributes has a filter for the file id.txt;'),
    ]);
  });
});

describe('the working tree is recorded as it is', () => {
  const changed = write('a.txt', 'changed\n');
  const left = { 'a.txt': 'changed\n' };

  it.each<[string, State, Record<string, string | undefined>]>([
    ['with a change', changed, left],
    ['with a new file', write('new.txt', 'n\n'), { 'new.txt': 'n\n' }],
    ['without a deleted file', ({ root }) => rm(join(root, 'a.txt')), { 'a.txt': undefined }],
    [
      'where git was told to take a file for unchanged',
      all(changed, run('update-index', '--assume-unchanged', 'a.txt')),
      left,
    ],
    [
      'where git was told not to look at a file',
      all(changed, run('update-index', '--skip-worktree', 'a.txt')),
      left,
    ],
    [
      'where a deleted file is taken for unchanged',
      all(run('update-index', '--assume-unchanged', 'a.txt'), ({ root }) =>
        rm(join(root, 'a.txt')),
      ),
      { 'a.txt': undefined },
    ],
    [
      'where a file that is only meant to be added is new',
      all(write('new.txt', 'n\n'), run('add', '--intent-to-add', 'new.txt')),
      { 'new.txt': 'n\n' },
    ],
    [
      'where an ignored file was added by force',
      all(write('ignored.txt', 'i\n'), run('add', '--force', 'ignored.txt')),
      { 'ignored.txt': 'i\n' },
    ],
    [
      'where a change has the size and the time of what was there',
      async ({ root, git, write }) => {
        git('config', 'core.trustctime', 'false');
        await utimes(join(root, 'a.txt'), 1_000_000, 1_000_000);
        git('status');
        await write('a.txt', 'ONE\nTWO\n');
        await utimes(join(root, 'a.txt'), 1_000_000, 1_000_000);
      },
      { 'a.txt': 'ONE\nTWO\n' },
    ],
    [
      'where a monitor says that nothing changed',
      async (repository) => {
        const monitor = join(repository.root, '.git/monitor');
        await writeFile(monitor, '#!/bin/sh\nprintf "now\\0"\n', { mode: 0o755 });
        repository.git('config', 'core.fsmonitor', monitor);
        repository.git('update-index', '--fsmonitor');
        repository.git('status');
        await changed(repository);
      },
      left,
    ],
    [
      'with a split index and a cache of what is untracked',
      all(run('update-index', '--split-index', '--untracked-cache'), run('status'), changed),
      left,
    ],
    [
      'with what a sparse checkout left out',
      all(run('sparse-checkout', 'set', '--no-cone', '/a.txt'), changed),
      left,
    ],
    [
      'with a sparse index',
      all(run('sparse-checkout', 'set', '--cone', '--sparse-index', 'nothing'), changed),
      left,
    ],
    [
      'with a file that is there though a sparse checkout leaves it out',
      async (repository) => {
        repository.git('sparse-checkout', 'set', '--no-cone', '/a.txt');
        await mkdir(join(repository.root, 'sub'), { recursive: true });
        await repository.write('sub/b.txt', 'back\n');
      },
      { 'sub/b.txt': 'back\n' },
    ],
    [
      'with the marks of a conflict',
      conflict,
      { 'a.txt': '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n' },
    ],
    ['with a name of two lines', write('new\nline.txt', 'n\n'), { 'new\nline.txt': 'n\n' }],
    [
      'with a tracked name that is no UTF-8',
      async ({ root, commit }) => {
        const path = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x2e, 0x74])]);
        await writeFile(path, 'one\n');
        commit('two');
        await writeFile(path, 'two\n');
      },
      { '\xff.t': 'two\n' },
    ],
  ])('%s', async (_, put, expected) => {
    const repository = await createClone();
    await put(repository);
    const { files, uncommitted } = await checkOutWorkingTree(repository.root);
    const wanted = Object.entries({ ...COMMITTED, ...expected });
    expect(files).toEqual(
      Object.fromEntries(wanted.filter(([, content]) => content !== undefined)),
    );
    expect(uncommitted).toBe(true);
  });

  it.each<[string, State]>([
    [
      'text has the line ends of Windows because git was told to',
      all(
        set('core.autocrlf=true', 'core.safecrlf=true'),
        write('a.txt', 'one\r\ntwo\r\n'),
        write('id.txt', '$Id$\r\n'),
      ),
    ],
    [
      'a filter made what is there',
      all(shout, ownAttributes('a.txt filter=shout\n'), write('a.txt', 'ONE\nTWO\n')),
    ],
    [
      'the file system keeps no modes',
      all(set('core.fileMode=false'), ({ root }) => chmod(join(root, 'a.txt'), 0o755)),
    ],
    [
      'the file system keeps no links',
      async ({ root, git, write }) => {
        git('config', 'core.symlinks', 'false');
        await rm(join(root, 'link.txt'));
        await write('link.txt', 'a.txt');
      },
    ],
    ['a sparse checkout leaves files out', run('sparse-checkout', 'set', '--no-cone', '/a.txt')],
    ['the index is empty', run('rm', '-r', '--cached', '--quiet', '.')],
  ])('and is the commit where %s', async (_, put) => {
    const repository = await createClone();
    await put(repository);
    const { files, uncommitted } = await checkOutWorkingTree(repository.root);
    expect([files, uncommitted]).toEqual([COMMITTED, false]);
  });
});

describe('one sentence says what is not seen', () => {
  it.each<[string, State, string]>([
    [
      'a repository in the repository',
      async ({ root }) => {
        await mkdir(join(root, 'nested'));
        const nested = openSmallRepository(join(root, 'nested'));
        nested.git('init', '--quiet');
        await nested.write('n.txt', 'n\n');
        nested.commit('one');
      },
      'note: git keeps nothing of the files in the repository nested, so they are not compared.',
    ],
    [
      'a file that only this machine ignores',
      all(write('.git/info/exclude', '*.secret\n'), write('my.secret', 's'), write('ignored', 'i')),
      'note: git ignores the file my.secret by a setting of this machine, .git/info/exclude or core.excludesFile, so WORKTREE is compared without.',
    ],
    [
      'a branch called WORKTREE',
      run('branch', 'WORKTREE'),
      'note: WORKTREE is the working tree; what has that name in this repository is refs/heads/WORKTREE.',
    ],
  ])('where there is %s', async (_, put, note) => {
    const repository = await createClone();
    await put(repository);
    expect((await checkOutWorkingTree(repository.root)).notes).toEqual([note]);
  });

  it('about nothing where all is seen', async () => {
    expect((await checkOutWorkingTree((await createClone()).root)).notes).toEqual([]);
  });
});

describe('a name of a revision', () => {
  it.each(['feature/größe', 'HEAD-x', 'worktree', 'a.b', 'deadbeef-not'])(
    'may be the branch %s',
    async (branch) => {
      const { root, git, commit } = await createClone();
      git('branch', branch);
      commit('two');
      const { commit: found } = await findCommit(await openRepository(root), branch);
      expect(found).toBe(git('rev-parse', `refs/heads/${branch}`));
    },
  );

  it.each<[string, (repository: SmallRepository) => string]>([
    [
      'a branch and a tag',
      ({ git }) => {
        git('tag', 'main');
        return 'main';
      },
    ],
    [
      'a branch and a sha',
      ({ git }) => {
        const sha = git('rev-parse', '--short=12', 'HEAD');
        git('branch', sha);
        return sha;
      },
    ],
    [
      'a branch called HEAD and what is checked out',
      ({ git }) => {
        git('update-ref', 'refs/heads/HEAD', 'HEAD');
        return 'HEAD';
      },
    ],
  ])('is refused where it names %s', async (_, put) => {
    const repository = await createClone();
    const name = put(repository);
    repository.git('config', 'core.warnAmbiguousRefs', 'false');
    await expect(findCommit(await openRepository(repository.root), name)).rejects.toMatchObject({
      code: 'ambiguous-revision',
      message: `"${name}" names more than one thing in this repository.`,
    });
  });

  it('is told not to be there yet in a repository without a commit', async () => {
    const root = await createFolder();
    execFileSync('git', ['init', '--quiet', root]);
    await expect(
      recordWorkingTree(await openRepository(root), join(root, 'x')),
    ).rejects.toMatchObject({ code: 'no-commit' });
  });
});
