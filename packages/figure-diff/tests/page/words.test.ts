import { describe, expect, it } from 'vitest';
import { describeCommit } from '../../src/page/words.ts';

describe('describeCommit', () => {
  const commit = 'a'.repeat(40);
  it.each([
    ['commit aaaaaaaaaa', { from: 'commit', commit, uncommitted: false }],
    ['commit aaaaaaaaaa with uncommitted changes', { from: 'worktree', commit, uncommitted: true }],
    ['a folder of artifacts', { from: 'folder', commit: null, uncommitted: false }],
  ] as const)('says "%s"', (words, source) => {
    expect(describeCommit({ label: 'main', ...source })).toBe(words);
  });
});
