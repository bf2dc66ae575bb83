import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  createFolder,
  createRepository,
  openSmallRepository,
  type SmallRepository,
} from '../../../artifacts/tests/git/small-repository.ts';
import { sayRule } from '../../src/study/say-rule.ts';

const DOCUMENT = 'docs/studies.md';
const rule = (commit: string) => ({ rule: { document: DOCUMENT, commit } });

/** A repository with the rule, and the commit that has it; another commit follows. */
async function createRuled(): Promise<SmallRepository & { fixed: string }> {
  const repository = await createRepository();
  await mkdir(join(repository.root, 'docs'));
  await repository.write(DOCUMENT, 'A check holds.\n');
  const fixed = repository.commit('rule');
  await repository.write('a.txt', 'two\n');
  repository.commit('two');
  return { ...repository, fixed };
}

describe('the rule of a record', () => {
  it.each<[string, (repository: SmallRepository) => unknown, string]>([
    ['as it was', () => undefined, 'and the file is the same today.'],
    [
      'with other line breaks alone, which git does not keep',
      async ({ git, write }) => {
        git('config', 'core.autocrlf', 'true');
        await write(DOCUMENT, 'A check holds.\r\n');
      },
      'and the file is the same today.',
    ],
    [
      'changed and committed',
      async ({ write, commit }) => {
        await write(DOCUMENT, 'A check fails.\n');
        commit('other rule');
      },
      'and the file is another today: `git diff ',
    ],
    [
      'changed and not committed',
      ({ write }) => write(DOCUMENT, 'A check fails.\n'),
      'and the file is another today: `git diff ',
    ],
    [
      'deleted',
      ({ root }) => rm(join(root, DOCUMENT)),
      'and the file is another today: `git diff ',
    ],
  ])('is told where it is %s', async (_, change, said) => {
    const repository = await createRuled();
    await change(repository);
    const sentence = await sayRule(rule(repository.fixed), repository.root);
    expect(sentence).toContain(
      `The record is to be read by ${DOCUMENT} as of commit ${repository.fixed}, ${said}`,
    );
  });

  it('is told where the commit has none', async () => {
    const { root, git, fixed } = await createRuled();
    const before = git('rev-parse', `${fixed}^`);
    expect(await sayRule(rule(before), root)).toContain('which has no such file.');
  });

  it('is looked up below the top of a clone', async () => {
    const { root, write, commit } = await createRepository();
    await mkdir(join(root, 'inner/docs'), { recursive: true });
    await write(`inner/${DOCUMENT}`, 'A check holds.\n');
    expect(await sayRule(rule(commit('inner')), join(root, 'inner'))).toContain('the same today');
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['outside of a clone', createFolder, /is not in a git repository/],
    [
      'in a clone that is shallow',
      async () => {
        const { root } = await createRuled();
        const clone = openSmallRepository(await createFolder());
        clone.git('clone', '--quiet', '--depth', '1', `file://${root}`, clone.root);
        return clone.root;
      },
      /in this clone, which is shallow/,
    ],
    [
      'in a clone of something else',
      async () => (await createRepository()).root,
      /There is no revision "a{40}" in this repository/,
    ],
    [
      'without git',
      () => {
        vi.stubEnv('PATH', '');
        return createFolder();
      },
      /git could not be run/,
    ],
  ])('is said not to be known %s', async (_, make, why) => {
    try {
      const sentence = await sayRule(rule('a'.repeat(40)), await make());
      expect(sentence).toMatch(/Whether the file is the same today could not be looked up: /);
      expect(sentence).toMatch(why);
      expect(sentence).not.toContain('same today.');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
