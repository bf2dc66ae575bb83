import { FindingSchema, type Cause, type Diff, type Finding } from '../schemas/diff.ts';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { chooseStudies, type SideStudy } from './choose-studies.ts';
import { compareClaims } from './compare-claims.ts';
import { compareStudies } from './compare-studies.ts';
import { compareFigure } from './compare-figures.ts';
import { listFieldChanges } from './field-changes.ts';
import { findCauses } from './find-causes.ts';
import { findOthers } from './find-others.ts';
import { findStudyCauses } from './find-study-causes.ts';
import { findStudyOthers, listStudyChanges } from './find-study-others.ts';
import { pairReports, type LikePair } from './likeness.ts';
import { listRecast } from './match-models.ts';
import { matchFigures } from './match-figures.ts';
import { summariseSide, type ComparedSide } from './summarise-side.ts';
import { countVerdicts, isQuiet } from './verdict-words.ts';

/** What a comparison is made from. */
export interface Comparison {
  readonly profile: string;
  readonly base: ComparedSide;
  readonly head: ComparedSide;
}

/**
 * Compares two reports by meaning:
 *
 *     models ─► matched by what they are, and called as in the head
 *     manifests ─► fields that differ ─► causes ────┐
 *               └► things that are others ──────────┤
 *     figures ─► matched by id ─► data ─────────────┤
 *     claims ─► matched by id ─► outcomes, values ──┼─► verdicts, sentences, findings
 *     studies ─► checks, lines, numbers ────────────┤
 *     manifests ─► what none of these tells ────────┘
 *
 * Where a side failed, the diff holds what is known of the other, and nothing is compared. Pictures are
 * added by `addPictures`.
 */
export function compareReports({ profile, base, head }: Comparison): Diff {
  const pair =
    base.artifacts && head.artifacts ? pairReports(base.artifacts, head.artifacts) : undefined;
  const [before, after] =
    base.artifacts && head.artifacts ? [base.study, head.study] : [undefined, undefined];
  const compared = pair ? compareArtifacts(pair, { base: before, head: after }) : NOTHING;
  return {
    schemaVersion: SCHEMA_VERSION,
    profile,
    base: summariseSide(pair ? { source: base.source, artifacts: pair.base } : base),
    head: summariseSide(head),
    verdicts: countVerdicts(compared.figures),
    claimVerdicts: countVerdicts(compared.claims),
    ...compared,
  };
}

/** What comparing two reports gives. */
type Compared = Pick<
  Diff,
  | 'tolerances'
  | 'roles'
  | 'causes'
  | 'replaced'
  | 'findings'
  | 'claims'
  | 'study'
  | 'others'
  | 'figures'
>;

/** Where a side failed. */
const NOTHING: Compared = {
  tolerances: { relative: 0, share: 0 },
  ...{ roles: [], causes: [], replaced: [], findings: [] },
  ...{ claims: [], study: [], others: [], figures: [] },
};

function compareArtifacts(
  { base, head, likeness }: LikePair,
  ofSides: Readonly<Record<'base' | 'head', SideStudy>>,
): Compared {
  // 1. The inputs.
  const changes = listFieldChanges(
    { manifestHash: base.manifestHash, ...base.manifest },
    { manifestHash: head.manifestHash, ...head.manifest },
  );
  const causes = findCauses(changes);

  // 2. The figures, each with the inputs that reach it.
  let isUnexplained = false;
  const compared = matchFigures(base.figures, head.figures).map((matched) => {
    const { figure, findings } = compareFigure(matched, likeness);
    if (figure.verdict === 'identical') return { figure: { ...figure, causes: [] }, findings };
    const reaching = causes.filter(({ reaches }) => reaches(matched)).map(({ cause }) => cause);
    const isExplained = reaching.some(({ kind }) => kind !== 'weights');
    if (!isExplained) isUnexplained = true;
    const named = isExplained ? reaching : [...reaching, UNKNOWN];
    return { figure: { ...figure, causes: named.map(({ id }) => id) }, findings };
  });

  // 3. The claims, and what else there is.
  const claims = compareClaims(base.manifest.claims, head.manifest.claims, likeness);
  const others = findOthers(changes, likeness);
  const results = [...claims.map(({ claim }) => claim), ...others];
  if (causes.length === 0 && results.some(({ verdict }) => !isQuiet(verdict))) isUnexplained = true;

  // 4. The studies.
  const { studies, told } = chooseStudies(ofSides);
  const study = compareStudies(studies.base, studies.head);
  const ofStudies = listStudyChanges(studies);

  const { tolerances, roles, replaced } = likeness;
  return {
    tolerances,
    roles: listRecast(roles).map((model) => ({ model, was: roles.partners.get(model)! })),
    causes: [
      ...causes.map(({ cause }) => cause),
      ...findStudyCauses(ofStudies),
      ...(isUnexplained ? [UNKNOWN] : []),
    ],
    replaced: [...replaced],
    findings: rankFindings([
      ...claims.flatMap(({ finding }) => finding ?? []),
      ...study.flatMap(listStudyFindings),
      ...compared.flatMap(({ findings }) => findings),
    ]),
    claims: claims.map(({ claim }) => claim),
    study,
    others: [...others, ...told, ...findStudyOthers(studies, ofStudies, changes)],
    figures: compared.map(({ figure }) => figure),
  };
}

/** A check that many seeds settle otherwise is another finding. */
function listStudyFindings({ id, verdict, sentence }: Diff['study'][number]): Finding[] {
  if (verdict !== 'finding-changed') return [];
  return [{ kind: 'study', subject: `study-${id}`.slice(0, 100), model: null, sentence }];
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
    'Nothing that is recorded of how they were made explains some differences: something that is not recorded differs, or the build does not repeat itself.',
};
