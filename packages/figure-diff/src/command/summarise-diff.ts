import { join } from 'node:path';
import { countNoun } from '@layerprint/core';
import {
  countVerdicts,
  groupOthers,
  isQuiet,
  sayHeadline,
  sayOtherGroup,
  sayRoles,
  sayThings,
  sayVerdicts,
} from '../comparison/index.ts';
import type { Diff } from '../schemas/diff.ts';
import { showLine } from '@layerprint/artifacts/terminal-text';
import { describeSource } from '../comparison/describe-source.ts';

/** How many findings, claims, other fields and causes are told; the report tells all. */
const MOST = 5;

/**
 * Sums up a diff in a few lines for a terminal.
 *
 * @param folder Where it was written.
 */
export function summariseDiff(diff: Diff, folder: string): string {
  const { profile, base, head, replaced, findings, causes, figures, claims, others } = diff;
  const lines = [
    `${sayHeadline(diff)}: ${describeSource(base.source)} → ${describeSource(head.source)}, ${profile}`,
    ...(figures.length > 0
      ? [`${countNoun(figures.length, 'figure')}: ${sayVerdicts(diff.verdicts)}`]
      : []),
    ...(claims.length > 0
      ? [`${countNoun(claims.length, 'observation')}: ${sayVerdicts(diff.claimVerdicts)}`]
      : []),
    ...(others.length > 0
      ? [`${countNoun(others.length, 'other field')}: ${sayVerdicts(countVerdicts(others))}`]
      : []),
    ...tellSome([sayRoles(diff) ?? []].flat()),
    ...tellSome(replaced.map(({ sentence }) => sentence)),
    ...tellSome(findings.map(({ sentence }) => sentence)),
    ...tellSome(
      sayThings(
        claims
          .filter(({ verdict }) => verdict === 'changed')
          .map((claim) => ({ ...claim, name: `observation ${claim.number}` })),
      ),
    ),
    ...tellSome(groupOthers(others.filter(({ verdict }) => !isQuiet(verdict))).map(sayOtherGroup)),
    ...tellSome(causes.map(({ sentence }) => `Why: ${sentence}`)),
    `The report: ${join(folder, 'index.html')}`,
  ];
  return `${lines.map(showLine).join('\n')}\n`;
}

function tellSome(sentences: readonly string[]): string[] {
  const rest = sentences.length - MOST;
  return [...sentences.slice(0, MOST), ...(rest > 0 ? [`and ${rest} more`] : [])].map(
    (sentence) => `  ${sentence}`,
  );
}
