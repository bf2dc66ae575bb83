import { describe, expect, it } from 'vitest';
import { BuildLog } from '../../src/command/build-log.ts';

function read(...lines: string[]): BuildLog {
  const log = new BuildLog('/tmp/worktree', 'quick');
  for (const line of lines) log.add(line);
  return log;
}

describe('BuildLog', () => {
  it('ends with what the tasks said, without what Nx adds to it', () => {
    const log = read(
      '> nx run quick:plan',
      'quick: error (bad): It is bad.',
      'quick:   Mend it.',
      ' NX   Running target artifacts for project quick and 4 tasks it depends on failed',
      '  Run duration:      265ms',
    );
    expect(log.tail()).toEqual(['error (bad): It is bad.', '  Mend it.']);
  });

  it('ends with all that was said, where no task came to run', () => {
    expect(read('', ' NX   Cannot find configuration for task quick:artifacts').tail()).toEqual([
      ' NX   Cannot find configuration for task quick:artifacts',
    ]);
  });

  it('keeps the last lines, without colours and the folder of the worktree', () => {
    const many = Array.from({ length: 20 }, (_, index) => `quick: line ${index}`);
    const log = read(...many, 'quick: \u001b[31mat\u001b[39m /tmp/worktree/packages/a.ts:1');
    expect(log.tail()).toHaveLength(12);
    expect(log.tail().at(-1)).toBe('at packages/a.ts:1');
  });

  it('tells what a task says from what Nx says', () => {
    const log = new BuildLog('/tmp/worktree', 'quick');
    expect(log.add('quick/model-dummy: dummy epoch 1/3')).toBe('dummy epoch 1/3');
    expect(log.add('quick: Wrote 9 figures')).toBe('Wrote 9 figures');
    expect(log.add('quicker/model-dummy: dummy epoch 1/3')).toBeUndefined();
    expect(log.add('backend: compiled')).toBeUndefined();
    expect(log.add('dummy epoch 1/3')).toBeUndefined();
  });

  it('tells what the one task of all experiments says, as revisions had it', () => {
    const log = new BuildLog('/tmp/worktree', 'quick');
    expect(log.add('trainer: dummy epoch 1/3')).toBe('dummy epoch 1/3');
  });
});
