import { countNoun } from '../figures/wording.ts';
import type { ClaimDiff, Diff, Side } from '../schemas/diff.ts';
import { VERDICTS } from '../schemas/figure-diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { groupOthers, sayOtherGroup } from './group-others.ts';
import { countWhatDiffers, sayNothingChanged } from './say-what-changed.ts';
import { isQuiet, VERDICT_WORDS } from './verdict-words.ts';

/** Characters at most: a comment that is read, far below the 65,536 that GitHub takes. */
const MAX_LENGTH = 8000;
/** Characters of one line made from data; the rest is in the report. */
const MAX_LINE = 400;
/** Items that a list shows, from what is wished to what fits in any case. */
const LIST_LENGTHS = [10, 5, 2, 1, 0];
/** Characters of a commit that are shown. */
const SHORT_COMMIT = 7;

/**
 * Formats a diff as Markdown, short enough for a comment on a pull request: the counts, why, the findings,
 * the observations, figures and other fields that changed. Lists are cut, and say by how much, so that the whole stays below 8,000
 * characters; all of it is in the report.
 */
export function formatDiffMarkdown(diff: Diff): string {
  const versions = LIST_LENGTHS.map((length) => format(diff, length));
  return versions.find((text) => text.length <= MAX_LENGTH) ?? versions.at(-1)!;
}

function format(diff: Diff, length: number): string {
  const { base, head, causes, findings, claims, figures, others } = diff;
  if (base.status === 'failed' || head.status === 'failed') return formatFailure(diff);
  const blocks = [
    `### Layerprint: ${summarise(diff)}`,
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
    ...listBlock('Observations that changed', claims.filter(isLoud).map(describeClaim), length),
    ...listBlock('Figures that changed', rank(figures.filter(isLoud)).map(describeFigure), length),
    ...listBlock(
      'Other fields that changed',
      groupOthers(others.filter(isLoud)).map(sayOtherGroup),
      length,
    ),
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

function summarise(diff: Diff): string {
  const { findings } = diff;
  const parts = [
    ...(findings.length === 0 ? [] : [`${countNoun(findings.length, 'finding')} changed`]),
    ...countWhatDiffers(diff),
  ];
  return sayNothingChanged(diff) ?? parts.join(', ');
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

function formatCounts({ verdicts, claimVerdicts }: Diff): string {
  const shown = VERDICTS.filter((verdict) => verdicts[verdict] + claimVerdicts[verdict] > 0);
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const counts = (counted: Diff['verdicts']) => shown.map((verdict) => counted[verdict]);
  return [
    row(['', ...shown.map(nameVerdict)]),
    row([':---', ...shown.map(() => '---:')]),
    row(['figures', ...counts(verdicts)]),
    row(['observations', ...counts(claimVerdicts)]),
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
  return `${id} (${nameVerdict(verdict)}): ${sentences.join(' ')}`;
}

function describeClaim({ number, verdict, sentences }: ClaimDiff): string {
  return `observation ${number} (${nameVerdict(verdict)}): ${sentences.join(' ')}`;
}

function nameVerdict(verdict: Verdict): string {
  return VERDICT_WORDS[verdict].name.toLowerCase();
}

/** Figures that the article shows before others, then the most telling first. */
function rank(figures: readonly FigureDiff[]): FigureDiff[] {
  const weigh = ({ verdict, number }: FigureDiff) =>
    VERDICTS.indexOf(verdict) + (number === null ? VERDICTS.length : 0);
  return figures.toSorted((a, b) => weigh(a) - weigh(b));
}

function isLoud({ verdict }: { readonly verdict: Verdict }): boolean {
  return !isQuiet(verdict);
}

function line(text: string): string {
  return escapeMarkdown(text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text);
}
