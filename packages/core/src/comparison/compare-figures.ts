import { joinWords } from '../figures/wording.ts';
import type { OpenedFigure } from '../artifacts.ts';
import type { Finding } from '../schemas/diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import type { FigureFile } from '../schemas/manifest.ts';
import { compareData } from './compare-data.ts';
import type { DataComparison } from './data-comparison.ts';
import type { MatchedFigure } from './match-figures.ts';

/** A figure's diff without its causes, and what is found on the way. */
export interface ComparedFigure {
  readonly figure: Omit<FigureDiff, 'causes'>;
  readonly findings: readonly Finding[];
}

/**
 * Compares a figure of both sides: files by their hashes, then, where the data are not the same bytes, the
 * data by their meaning. Its pictures are added later.
 */
export function compareFigure(matched: MatchedFigure): ComparedFigure {
  const { base, head } = matched;
  const shown = (head ?? base)!;
  const comparison =
    base && head && hashData(base) !== hashData(head) ? compareData(base, head) : null;
  const { id, number, kind, title, model, layer, specimen } = shown;
  return {
    figure: {
      id,
      number,
      kind,
      title,
      ...(model && { model }),
      ...(layer && { layer }),
      ...(specimen && { specimen }),
      alt: { base: base?.alt ?? null, head: head?.alt ?? null },
      verdict: judge(base, head, comparison),
      sentences: say(matched, comparison),
      likelyRename: matched.likelyRename,
      data: comparison?.data ?? null,
      pictures: [],
    },
    findings: (comparison?.findings ?? []).map(({ kind, model, sentence }) => ({
      kind,
      subject: id,
      model,
      sentence,
    })),
  };
}

function judge(
  base: OpenedFigure | undefined,
  head: OpenedFigure | undefined,
  comparison: DataComparison | null,
): Verdict {
  if (!base) return 'added';
  if (!head) return 'removed';
  if (base.kind !== head.kind) return 'changed';
  if (!comparison) return listLooks(base, head).length === 0 ? 'identical' : 'visual-only';
  if (comparison.findings.length > 0) return 'finding-changed';
  if (comparison.change === 'data') return 'changed';
  return comparison.change === 'noise' ? 'numeric-noise' : 'visual-only';
}

function say(
  { base, head, likelyRename }: MatchedFigure,
  comparison: DataComparison | null,
): string[] {
  if (!base || !head) {
    const side = head ? 'head' : 'base';
    const rename = likelyRename
      ? `: likely ${likelyRename} under another id, for kind and data are the same`
      : '';
    return [`Only in the ${side}${rename}.`];
  }
  if (base.kind !== head.kind) {
    return [`A figure of the kind ${base.kind} has become one of the kind ${head.kind}.`];
  }
  if (comparison?.change === 'noise') {
    return ['All differences are below the tolerances.', ...comparison.sentences];
  }
  if (comparison && (comparison.change === 'data' || comparison.sentences.length > 0)) {
    return [...comparison.sentences];
  }
  const looks = listLooks(base, head);
  return looks.length === 0 ? [] : [`The same data, but not the same ${joinWords(looks)}.`];
}

/** What is said and drawn of a figure and is not the same on both sides, in words. */
function listLooks(base: OpenedFigure, head: OpenedFigure): string[] {
  const words = (['number', 'title', 'caption', 'alt'] as const).filter(
    (key) => base[key] !== head[key],
  );
  const before = hashFiles(base);
  const after = hashFiles(head);
  const files = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  return [...new Set([...words.map((word) => (word === 'alt' ? 'alt text' : word)), ...files])];
}

/** Hashes of a figure's files by what a reader calls them; the same name holds several. */
function hashFiles({ files }: OpenedFigure): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const file of files) {
    const name = nameFile(file);
    hashes.set(name, `${hashes.get(name) ?? ''}${file.sha256}`);
  }
  return hashes;
}

function nameFile({ role, format }: FigureFile): string {
  const names = {
    data: 'data',
    table: 'table',
    spec: 'specification',
    picture: format.toUpperCase(),
  };
  return names[role];
}

function hashData({ files }: OpenedFigure): string {
  return files.find(({ role }) => role === 'data')!.sha256;
}
