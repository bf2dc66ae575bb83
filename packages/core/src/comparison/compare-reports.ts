import type { Artifacts } from '../artifacts.ts';
import { FindingSchema } from '../schemas/diff.ts';
import type { Cause, Diff, Finding } from '../schemas/diff.ts';
import { VERDICTS } from '../schemas/figure-diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { compareClaims, findClaimFindings } from './compare-claims.ts';
import { compareFigure } from './compare-figures.ts';
import { findCauses } from './find-causes.ts';
import { matchFigures } from './match-figures.ts';
import { summariseSide } from './summarise-side.ts';
import type { ComparedSide } from './summarise-side.ts';
import { TOLERANCES } from './tolerances.ts';

/** What a comparison is made from. */
export interface Comparison {
  readonly profile: string;
  readonly base: ComparedSide;
  readonly head: ComparedSide;
}

/**
 * Compares two reports by meaning:
 *
 *     manifests ─► causes ──────────────────────────┐
 *     figures ─► matched by id ─► data ─────────────┼─► verdicts, sentences, findings
 *     claims ─► matched by id ─► outcomes, values ──┘
 *
 * Where a side failed, the diff holds what is known of the other, and nothing is compared. Pictures are
 * added by `addPictures`.
 */
export function compareReports({ profile, base, head }: Comparison): Diff {
  const compared =
    base.artifacts && head.artifacts
      ? compareArtifacts(base.artifacts, head.artifacts)
      : { causes: [], findings: [], claims: [], figures: [] };
  return {
    schemaVersion: SCHEMA_VERSION,
    profile,
    base: summariseSide(base),
    head: summariseSide(head),
    tolerances: TOLERANCES,
    verdicts: countVerdicts(compared.figures),
    ...compared,
  };
}

function compareArtifacts(
  base: Artifacts,
  head: Artifacts,
): Pick<Diff, 'causes' | 'findings' | 'claims' | 'figures'> {
  // 1. The inputs.
  const causes = findCauses(base.manifest, head.manifest);

  // 2. The figures, each with the inputs that reach it.
  let isUnexplained = false;
  const compared = matchFigures(base.figures, head.figures).map((matched) => {
    const { figure, findings } = compareFigure(matched);
    const reaching = causes.filter(({ reaches }) => reaches(matched)).map(({ cause }) => cause.id);
    const isExplained = figure.verdict === 'identical' || reaching.length > 0;
    if (!isExplained) isUnexplained = true;
    const named = isExplained ? reaching : [UNKNOWN.id];
    return {
      figure: { ...figure, causes: figure.verdict === 'identical' ? [] : named },
      findings,
    };
  });

  // 3. The claims.
  const claims = compareClaims(base.manifest.claims, head.manifest.claims);
  return {
    causes: [...causes.map(({ cause }) => cause), ...(isUnexplained ? [UNKNOWN] : [])],
    findings: rankFindings([
      ...findClaimFindings(claims),
      ...compared.flatMap(({ findings }) => findings),
    ]),
    claims,
    figures: compared.map(({ figure }) => figure),
  };
}

/**
 * Puts the findings that say most first and drops what is said twice: two figures may show the same thing,
 * as loss and accuracy both show the epoch kept.
 */
function rankFindings(findings: readonly Finding[]): Finding[] {
  const first = new Map(findings.toReversed().map((finding) => [finding.sentence, finding]));
  const order = FindingSchema.shape.kind.options;
  return findings
    .filter((finding) => first.get(finding.sentence) === finding)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Said of figures that differ though nothing that is recorded of their making does. */
const UNKNOWN: Cause = {
  id: 'unknown',
  kind: 'unknown',
  input: 'unknown',
  base: null,
  head: null,
  sentence:
    'Nothing that is recorded of how they were made explains some figures: something that is not recorded differs, or the build does not repeat itself.',
};

function countVerdicts(figures: readonly FigureDiff[]): Record<Verdict, number> {
  const counts = VERDICTS.map((verdict) => [
    verdict,
    figures.filter((figure) => figure.verdict === verdict).length,
  ]);
  return Object.fromEntries(counts) as Record<Verdict, number>;
}
