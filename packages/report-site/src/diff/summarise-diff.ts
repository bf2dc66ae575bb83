import { join } from 'node:path';
import { countNoun } from '@layerprint/core';
import { showLine } from '@layerprint/core/terminal-text';
import type { Diff } from '@layerprint/core/schemas/diff';
import { writeHeadline } from '../diff-report/findings.ts';
import { VERDICT_WORDS, VERDICTS_BY_WEIGHT } from '../diff-report/words.ts';
import { describeSource } from './describe-source.ts';

/** How many findings and how many causes are told; the report tells all. */
const MOST = 5;

/**
 * Sums up a diff in a few lines for a terminal.
 *
 * @param folder Where it was written.
 */
export function summariseDiff(diff: Diff, folder: string): string {
  const { profile, base, head, findings, causes, figures } = diff;
  const lines = [
    `${writeHeadline(diff)}: ${describeSource(base.source)} → ${describeSource(head.source)}, ${profile}`,
    ...(figures.length > 0
      ? [`${countNoun(figures.length, 'figure')}: ${countVerdicts(diff)}`]
      : []),
    ...tellSome(findings.map(({ sentence }) => sentence)),
    ...tellSome(causes.map(({ sentence }) => `Why: ${sentence}`)),
    `The report: ${join(folder, 'index.html')}`,
  ];
  return `${lines.map(showLine).join('\n')}\n`;
}

function countVerdicts({ verdicts }: Diff): string {
  return VERDICTS_BY_WEIGHT.filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => `${verdicts[verdict]} ${VERDICT_WORDS[verdict].name.toLowerCase()}`)
    .join(', ');
}

function tellSome(sentences: readonly string[]): string[] {
  const rest = sentences.length - MOST;
  return [...sentences.slice(0, MOST), ...(rest > 0 ? [`and ${rest} more`] : [])].map(
    (sentence) => `  ${sentence}`,
  );
}
