import type { ClaimContext } from '../claims/claim-context.ts';
import { listClaimQuantities } from '../claims/list-quantities.ts';
import type { WrittenClaim } from '../schemas/claims-file.ts';
import type { TrainedModel } from '../schemas/experiment.ts';
import type { Study } from '../schemas/study.ts';
import type { LikenessLine } from '../schemas/study-likeness.ts';
import type { StudyLine, StudyRecord } from '../schemas/study-record.ts';
import type { StudyVerdicts } from '../schemas/study-verdicts.ts';
import { listComparisons } from '../study/list-comparisons.ts';
import { listStudyTrainings } from '../study/list-trainings.ts';
import { listPairs } from './list-pairs.ts';
import { drawOnce } from './settle-checks.ts';
import { settleClaims } from './settle-claims.ts';
import { settleLikeness } from './settle-likeness.ts';
import { listSizeCurves } from './size-curves.ts';

/** What of a line is not today's. */
export type Staleness = StudyVerdicts['lines'][number]['stale'];

/** What a study is about, beside its record. */
export interface StudiedExperiment {
  readonly name: string;
  readonly study: Study;
  readonly models: readonly TrainedModel[];
  readonly claims: readonly WrittenClaim[];
  readonly context: ClaimContext;
}

/**
 * Settles a study by its record: every check over all pairs, and over those of each control, and every measure by the
 * number of training images.
 *
 * Lines of trainings that the study does not ask for are left out, and in whatever order the others stand makes no difference. Stale
 * ones count, and are told.
 *
 * @param record Undefined where nothing has been trained yet.
 * @param findStale What of a line is not today's.
 * @param likenesses How alike its models are, as far as that was measured.
 */
export function settleStudy(
  { name, study, models, claims, context }: StudiedExperiment,
  record: StudyRecord | undefined,
  findStale: (line: StudyLine) => Staleness,
  likenesses: readonly LikenessLine[] = [],
): StudyVerdicts {
  const trainings = listStudyTrainings(study, models);
  const known = new Map(record?.lines.map((line) => [line.id, line]));
  const lines = trainings.flatMap(({ id }) => known.get(id) ?? []);
  const ids = models.map(({ id }) => id);
  const draw = drawOnce();
  const settle = (part: 'pairs' | 'same-steps' | 'same-epoch') =>
    settleClaims(claims, context, listPairs(study, part, ids, lines), draw);
  const { sameSteps, sameEpoch } = study.controls ?? {};
  const comparisons = listComparisons(study, models);
  // What is asked of a model is no part of it.
  const isOtherModel = (line: StudyLine) => findStale(line).some((part) => part !== 'claims');
  return {
    schemaVersion: 1,
    experiment: name,
    rule: record?.header.rule ?? null,
    wanted: trainings.length,
    recorded: lines.length,
    lines: lines.map((line) => ({ line, stale: findStale(line) })),
    pairs: settle('pairs'),
    controls: {
      ...(sameSteps && { 'same-steps': settle('same-steps') }),
      ...(sameEpoch && { 'same-epoch': { ...settle('same-epoch'), epoch: sameEpoch.epoch } }),
    },
    sizes: listSizeCurves(listClaimQuantities(claims, context), listAlike(models), lines, draw),
    ...(comparisons.length > 0 && {
      likeness: settleLikeness(comparisons, likenesses, lines, isOtherModel, draw),
    }),
  };
}

/** Models that are trained by the first one's recipe; every training of a study has images of its own. */
function listAlike(models: readonly TrainedModel[]): string[] {
  const sayRecipe = ({ recipe = {} }: TrainedModel) => JSON.stringify(recipe);
  const [first] = models;
  return models.filter((model) => sayRecipe(model) === sayRecipe(first!)).map(({ id }) => id);
}
