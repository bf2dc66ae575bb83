import { countNoun, formatShare } from '@layerprint/core';
import type { ClaimDiff, Diff, Side } from '../schemas/diff.ts';
import { VERDICTS } from '../schemas/figure-diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import { describeSource } from './describe-source.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { groupChanges } from './group-changes.ts';
import { groupOthers, sayOtherGroup } from './group-others.ts';
import { sayHeadline } from './say-headline.ts';
import { pairModels } from './pair-models.ts';
import { sayRoles } from './say-roles.ts';
import { sayThings } from './say-things.ts';
import type { ToldThing } from './say-things.ts';
import { countVerdicts, isQuiet, VERDICT_WORDS } from './verdict-words.ts';

/** Characters at most: a comment that is read, far below the 65,536 that GitHub takes. */
const MAX_LENGTH = 8000;
/** Characters of one line made from data; the rest is in the report. */
const MAX_LINE = 400;
/** Items that a list shows, from what is wished to what fits in any case. */
const LIST_LENGTHS = [10, 5, 2, 1, 0];

/**
 * Formats a diff as Markdown, short enough for a comment on a pull request: the counts, the accuracy, why,
 * the findings, the observations, figures and other fields that changed, a sentence of many figures once. Lists are cut, and say by how much, so that the whole stays below 8,000
 * characters; all of it is in the report.
 */
export function formatDiffMarkdown(diff: Diff): string {
  const versions = LIST_LENGTHS.map((length) => format(diff, length));
  return versions.find((text) => text.length <= MAX_LENGTH) ?? versions.at(-1)!;
}

function format(diff: Diff, length: number): string {
  const { base, head, causes, replaced, findings, claims, study, others } = diff;
  if (base.status === 'failed' || head.status === 'failed') return formatFailure(diff);
  const roles = sayRoles(diff);
  const blocks = [
    `### Layerprint: ${line(sayHeadline(diff))}`,
    `${describeSides(diff)}.`,
    formatCounts(diff),
    ...formatAccuracy(diff),
    ...(roles === null ? [] : [line(roles)]),
    ...listBlock(
      'Not the same thing on both sides, so not compared',
      replaced.map(({ sentence }) => sentence),
      length,
    ),
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
    ...listBlock(
      'Observations that changed',
      sayThings(claims.filter(isLoud).map(nameByNumber)),
      length,
    ),
    ...listBlock(
      'What many seeds say otherwise',
      study.filter(isLoud).map(({ sentence }) => sentence),
      length,
    ),
    ...listBlock(
      'Figures that changed',
      sayThings(
        groupChanges(diff).flatMap(({ shown, folded }) => [...shown, ...folded].map(nameById)),
      ),
      length,
    ),
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

function describeSides({ base, head, profile }: Diff): string {
  return `**${label(base)}** → **${label(head)}**, profile ${line(profile)}`;
}

function label({ source }: Side): string {
  return line(describeSource(source));
}

function formatCounts({ verdicts, claimVerdicts, study, others }: Diff): string {
  const counts = {
    figures: verdicts,
    observations: claimVerdicts,
    'checks over many seeds': countVerdicts(study),
    'other fields': countVerdicts(others),
  };
  const rows = Object.entries(counts).filter(
    ([name]) =>
      (name !== 'other fields' || others.length > 0) &&
      (name !== 'checks over many seeds' || study.length > 0),
  );
  const shown = VERDICTS.filter((verdict) => rows.some(([, counted]) => counted[verdict] > 0));
  return formatTable(
    ['', ...shown.map(nameVerdict)],
    rows.map(([name, counted]) => [name, ...shown.map((verdict) => counted[verdict])]),
  );
}

/** How good the models are, side by side, where that is not the same. */
function formatAccuracy({ base, head, replaced }: Diff): string[] {
  if (base.status === 'failed' || head.status === 'failed') return [];
  const pairs = pairModels(base.report, head.report);
  const rows = pairs.map((pair) => {
    const isAnother = replaced.some(({ kind, name }) => kind === 'model' && name === pair.id);
    const isOnBoth = pair.base !== undefined && pair.head !== undefined;
    const [before, after] = [pair.base, pair.head].map((model) => model?.best.validationAccuracy);
    return {
      isSame: before === after,
      cells: [
        isAnother && isOnBoth ? `${pair.id}, another model` : pair.id,
        before,
        after,
      ] as const,
    };
  });
  if (rows.every(({ isSame }) => isSame)) return [];
  return [
    formatTable(
      ['accuracy on the validation images', 'base', 'head'],
      rows.map(({ cells: [name, before, after] }) => [
        name,
        ...[before, after].map((share) => (share === undefined ? '' : formatShare(share))),
      ]),
    ),
  ];
}

function formatTable(
  [first, ...columns]: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const format = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    format([first!, ...columns]),
    format([':---', ...columns.map(() => '---:')]),
    ...rows.map(format),
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

function nameById(figure: FigureDiff): ToldThing {
  return { ...figure, name: figure.id };
}

function nameByNumber(claim: ClaimDiff): ToldThing {
  return { ...claim, name: `observation ${claim.number}` };
}

function nameVerdict(verdict: Verdict): string {
  return VERDICT_WORDS[verdict].name.toLowerCase();
}

function isLoud({ verdict }: { readonly verdict: Verdict }): boolean {
  return !isQuiet(verdict);
}

function line(text: string): string {
  return escapeMarkdown(text.length > MAX_LINE ? `${text.slice(0, MAX_LINE - 1)}…` : text);
}
