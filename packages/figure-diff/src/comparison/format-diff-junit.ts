import type { ClaimDiff, Diff, OtherDiff, Side } from '../schemas/diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import type { StudyCheckDiff } from '../schemas/study-diff.ts';
import { isFailing, isFailingClaim } from './fail-on.ts';
import type { FailOn } from './fail-on.ts';

/** A test case of the file. */
interface Case {
  readonly suite: string;
  readonly name: string;
  /** What an error, a failure and a skipped test say; null for one that passed. */
  readonly outcome: { readonly tag: string; readonly type: string; readonly text: string } | null;
}

/**
 * Formats a diff as JUnit XML, as continuous integration reads it: a test case a figure, a claim and another
 * field that differs, failed where the comparison is to fail on what became of it. A side that could not be built is an error.
 *
 * No time is in it, so that the same diff gives the same bytes.
 */
export function formatDiffJunit(diff: Diff, failOn: FailOn): string {
  const cases = [
    ...listErrors(diff.base, 'base'),
    ...listErrors(diff.head, 'head'),
    ...diff.figures.map((figure) => describeFigure(figure, failOn)),
    ...diff.claims.map((claim) => describeClaim(claim, failOn)),
    ...diff.study.map((check) => describeStudied(check, failOn)),
    ...diff.others.map((other) => describeOther(other, failOn)),
  ];
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="layerprint ${escapeXml(diff.profile)}"${formatCounts(cases)}>`,
    ...suites.flatMap((suite) =>
      formatSuite(
        suite,
        cases.filter((one) => one.suite === suite),
      ),
    ),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function listErrors(side: Side, name: string): Case[] {
  if (side.status !== 'failed') return [];
  const { code, message, hint } = side.failure;
  const text = `${message}\n${hint}`;
  return [
    {
      suite: 'sides',
      name: `${name}: ${side.source.label}`,
      outcome: { tag: 'error', type: code, text },
    },
  ];
}

function describeFigure({ id, verdict, sentences }: FigureDiff, failOn: FailOn): Case {
  const outcome = isFailing(verdict, failOn) ? fail(verdict, sentences) : null;
  return { suite: 'figures', name: id, outcome };
}

function describeClaim({ id, verdict, sentence, sentences }: ClaimDiff, failOn: FailOn): Case {
  const outcome = isFailingClaim(verdict, failOn) ? fail(verdict, [...sentences, sentence]) : null;
  return { suite: 'claims', name: id, outcome };
}

function describeStudied({ id, verdict, sentence }: StudyCheckDiff, failOn: FailOn): Case {
  const outcome = isFailing(verdict, failOn) ? fail(verdict, [sentence]) : null;
  return { suite: 'study', name: id, outcome };
}

function describeOther({ path, verdict, sentence }: OtherDiff, failOn: FailOn): Case {
  const outcome = isFailing(verdict, failOn) ? fail(verdict, [sentence]) : null;
  return { suite: 'others', name: path, outcome };
}

function fail(verdict: Verdict, sentences: readonly string[]): Case['outcome'] {
  return { tag: 'failure', type: verdict, text: sentences.join('\n') };
}

function formatSuite(name: string, cases: readonly Case[]): string[] {
  return [
    `  <testsuite name="${escapeXml(name)}"${formatCounts(cases)}>`,
    ...cases.flatMap(formatCase),
    '  </testsuite>',
  ];
}

function formatCounts(cases: readonly Case[]): string {
  const count = (tag: string) => cases.filter(({ outcome }) => outcome?.tag === tag).length;
  return ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
}

function formatCase({ suite, name, outcome }: Case): string[] {
  const start = `    <testcase classname="layerprint.${escapeXml(suite)}" name="${escapeXml(name)}"`;
  if (!outcome) return [`${start}/>`];
  const { tag, type, text } = outcome;
  const message = escapeXml(text.split('\n')[0]!);
  return [
    `${start}>`,
    `      <${tag} type="${escapeXml(type)}" message="${message}">${escapeXml(text)}</${tag}>`,
    '    </testcase>',
  ];
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Escapes text for XML, content and attributes alike. What XML 1.0 has no way to write, control characters
 * and halves of a surrogate pair, becomes U+FFFD.
 */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!)
    .replaceAll('\r', '&#13;');
}
