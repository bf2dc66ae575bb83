import { countNoun } from '../figures/wording.ts';
import type { Diff, Side } from '../schemas/diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import { escapeMarkdown } from './escape-markdown.ts';

/** Characters at most: a comment that is read, far below the 65,536 that GitHub takes. */
const MAX_LENGTH = 8000;
/** Characters of one line made from data; the rest is in the report. */
const MAX_LINE = 400;
/** Items that a list shows, from what is wished to what fits in any case. */
const LIST_LENGTHS = [10, 5, 2, 1, 0];
/** Characters of a commit that are shown. */
const SHORT_COMMIT = 7;

/** What a verdict is called in a list, most telling first. */
const VERDICT_NAMES: Record<Verdict, string> = {
  'finding-changed': 'finding changed',
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  'visual-only': 'visual only',
  'numeric-noise': 'numeric noise',
  identical: 'identical',
};

/**
 * Formats a diff as Markdown, short enough for a comment on a pull request: the counts, why, the findings,
 * the figures that changed. Lists are cut, and say by how much, so that the whole stays below 8,000
 * characters; all of it is in the report.
 */
export function formatDiffMarkdown(diff: Diff): string {
  const versions = LIST_LENGTHS.map((length) => format(diff, length));
  return versions.find((text) => text.length <= MAX_LENGTH) ?? versions.at(-1)!;
}

function format(diff: Diff, length: number): string {
  const { base, head, causes, findings, figures } = diff;
  if (base.status === 'failed' || head.status === 'failed') return formatFailure(diff);
  const moved = figures.filter(({ verdict }) => !isQuiet(verdict));
  const blocks = [
    `### Layerprint: ${summarise(diff, moved.length)}`,
    `${describeSides(diff)}.`,
    formatCounts(diff),
    ...listBlock(
      'Why: inputs that differ',
      causes.map(({ sentence }) => sentence),
      length,
    ),
    ...listBlock(
      'Findings that changed',
      findings.map(({ sentence }) => sentence),
      length,
    ),
    ...listBlock('Figures that changed', rank(moved).map(describeFigure), length),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function formatFailure({ base, head, profile }: Diff): string {
  const failures = [base, head].flatMap((side) => {
    if (side.status !== 'failed') return [];
    const { message, hint } = side.failure;
    return [`**${label(side)}** has no report. ${line(message)} ${line(hint)}`];
  });
  const kept = [base, head].flatMap((side) => {
    if (side.status !== 'built') return [];
    const { figures, claims } = side.report;
    const outcomes = claims.map(
      ({ number, outcome }) => `observation ${number} ${outcome.replaceAll('-', ' ')}`,
    );
    return [
      `**${label(side)}** has ${countNoun(figures, 'figure')}: ${line(outcomes.join(', '))}.`,
    ];
  });
  return `${[
    `### Layerprint: could not compare the profile ${line(profile)}`,
    ...failures,
    ...kept,
  ].join('\n\n')}\n`;
}

function summarise({ figures, findings }: Diff, moved: number): string {
  if (moved === 0 && findings.length === 0) return 'nothing changed';
  const parts = [
    ...(findings.length === 0 ? [] : [`${countNoun(findings.length, 'finding')} changed`]),
    `${moved} of ${countNoun(figures.length, 'figure')} ${moved === 1 ? 'differs' : 'differ'}`,
  ];
  return parts.join(', ');
}

function describeSides({ base, head, profile }: Diff): string {
  return `**${label(base)}** → **${label(head)}**, profile ${line(profile)}`;
}

function label({ source: { label, commit, uncommitted } }: Side): string {
  const short = commit?.slice(0, SHORT_COMMIT);
  const shown =
    short === undefined || commit!.startsWith(label) ? line(label) : `${line(label)} (${short})`;
  return uncommitted ? `${shown} with uncommitted changes` : shown;
}

function formatCounts({ verdicts }: Diff): string {
  const shown = (Object.keys(VERDICT_NAMES) as Verdict[]).filter(
    (verdict) => verdicts[verdict] > 0,
  );
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    row(shown.map((verdict) => VERDICT_NAMES[verdict])),
    row(shown.map(() => '---:')),
    row(shown.map((verdict) => verdicts[verdict])),
  ].join('\n');
}

function listBlock(title: string, items: readonly string[], length: number): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, length).map((item) => `- ${line(item)}`);
  const rest = items.length - shown.length;
  const more =
    rest === 0
      ? []
      : [
          `- ${shown.length === 0 ? countNoun(rest, 'entry', 'entries') : `${rest} more`} in the report`,
        ];
  return [`**${title}**`, [...shown, ...more].join('\n')];
}

function describeFigure({ id, verdict, sentences }: FigureDiff): string {
  return `${id} (${VERDICT_NAMES[verdict]}): ${sentences.join(' ')}`;
}

/** Figures that the article shows before others, then the most telling first. */
function rank(figures: readonly FigureDiff[]): FigureDiff[] {
  const order = Object.keys(VERDICT_NAMES);
  const weigh = ({ verdict, number }: FigureDiff) =>
    order.indexOf(verdict) + (number === null ? order.length : 0);
  return figures.toSorted((a, b) => weigh(a) - weigh(b));
}

function isQuiet(verdict: Verdict): boolean {
  return verdict === 'identical' || verdict === 'numeric-noise';
}

function line(text: string): string {
  return escapeMarkdown(text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text);
}
