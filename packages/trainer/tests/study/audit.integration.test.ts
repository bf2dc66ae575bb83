import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { expect, test } from 'vitest';
import { studyLayoutOf } from '../../src/layout.ts';
import { readStudyRecord, writeStudyRecord } from '../../src/study/record.ts';
import { createWorkspace, runInWorkspace } from '../commands/workspace.ts';
import { HEADER, runSmallStudy } from './run-small-study.ts';

test('an audit confirms what trainings give again, and finds what was changed by hand', async () => {
  const root = await createWorkspace();
  const layout = studyLayoutOf('small', root);
  const audit = (...options: string[]) =>
    runInWorkspace(root, 'audit', ['--profile', 'small', ...options]);
  // The control takes the steps of one of the pair.
  const lines = await runSmallStudy(layout, {
    pairs: { count: 1, firstSeed: 7 },
    controls: { sameSteps: { pairs: 1 } },
  });
  const header = HEADER;
  // No clone has that commit.
  const rule = `The record is to be read by docs/studies.md as of commit ${header.rule.commit}. Whether the file is the same today could not be looked up: `;
  await writeStudyRecord(layout, { header, lines });
  const before = await readFile(layout.studyRecord);
  const kept = await readFile(join(layout.model('pair-01-more'), 'run.json'));

  const same = await audit('--ids', 'same-steps-01-more');
  const [ofRule, ...ofLines] = same.stdout.split('\n');
  expect(ofRule!.slice(0, rule.length)).toBe(rule);
  expect([same.status, ofLines.join('\n')]).toEqual([
    0,
    'same-steps-01-more is what its training gives. Its steps are those that the line of pair-01-fewer says.\n' +
      '1 of 3 lines was trained again: all hashes and numbers are the same.\n',
  ]);

  const [more, fewer, control] = lines as [StudyLine, StudyLine, StudyLine];
  const forged = structuredClone(more);
  forged.accuracy = 1;
  forged.measures[0]!.validation.median = 0.123;
  const stale = { ...control, codeHash: 'b'.repeat(64) };
  await writeStudyRecord(layout, { header, lines: [forged, fewer, stale] });
  const found = await audit('--all', '--at-once=1');
  expect(found.status).toBe(1);
  expect(found.stdout.split('\n')).toEqual([
    ofRule,
    'same-steps-01-more is stale and was not trained again: not of today is its code of training.',
    `pair-01-more is not what its training gives: accuracy is recorded as 1 and found as ${more.accuracy}; measures.0 (zeros of conv2d_6).validation.median is recorded as 0.123 and found as ${more.measures[0]!.validation.median}.`,
    'pair-01-fewer is what its training gives.',
    '',
  ]);
  expect(found.stderr).toContain(
    'error (record-not-confirmed): Of 3 lines looked at in experiments/small/study-record.jsonl, 1 is not what training gives, 1 is stale.',
  );
  expect(await readFile(join(layout.model('pair-01-more'), 'run.json'))).toEqual(kept);
  expect((await readStudyRecord(layout, 'small'))!.lines[0]).toEqual(forged);
  expect(before.toString()).not.toContain('0.123');

  // A record in which there is nothing yet confirms nothing.
  await writeStudyRecord(layout, { header, lines: [] });
  for (const choice of ['--all', '--sample=3']) {
    const none = await audit(choice);
    expect([none.status, none.stderr.trim().split('\n')[0]]).toEqual([
      1,
      'error (no-record): There is nothing to audit: experiments/small/study-record.jsonl has no line of a model yet.',
    ]);
  }
  expect((await audit('--seed=7', '--all')).stderr).toContain(
    'The options --seed and --all do not go together.',
  );
});
