import type { Artifacts, OpenedFigure } from '@layerprint/artifacts';
import type { Claim } from '@layerprint/core/schemas/claim';
import type { Figure, Manifest } from '@layerprint/core/schemas/manifest';
import { castFigure } from './cast-figure.ts';
import { keepPlaces, recall, recallKeys, recallWords, type NewNames } from './new-names.ts';

/**
 * Calls the models of the base as the comparison does, wherever they are named: in runs and conditions, in ids,
 * words and data of figures, in checks. What is compared afterwards by its name is so compared by what it is. What
 * a claim says as a whole, and what a model was planned as, stay what they are.
 *
 * The numbers of figures and all orders are those of places in a report, and stay with the places.
 *
 * @returns The base itself where every model is called as in it. The files of figures are under names that they
 *   would have.
 */
export function castRoles(base: Artifacts, names: NewNames): Artifacts {
  if ([...names].every(([was, { id }]) => was === id)) return base;
  const { experiment, runs, conditions, claims } = base.manifest;
  const figures = castFigures(base.figures, names);
  const manifest: Manifest = {
    ...base.manifest,
    experiment: { ...experiment, models: castModels(experiment.models, names) },
    runs: recallKeys(runs, names),
    figures: figures.map(withoutData),
    claims: claims.map((claim) => castChecks(claim, names)),
    conditions: castConditions(conditions, names),
  };
  return { ...base, manifest, figures };
}

function castModels(
  models: Manifest['experiment']['models'],
  names: NewNames,
): Manifest['experiment']['models'] {
  const cast = models.map((model) => ({ ...model, id: recall(model.id, names) }));
  return keepPlaces(
    models.map(({ id }) => id),
    cast,
    ({ id }) => id,
  );
}

function castFigures(figures: readonly OpenedFigure[], names: NewNames): OpenedFigure[] {
  const numbers = new Map(figures.map(({ id, number }) => [id, number]));
  const cast = figures.map((figure) => castFigure(figure, names));
  return keepPlaces(
    figures.map(({ id }) => id),
    cast,
    ({ id }) => id,
  ).map((figure) => ({
    ...figure,
    number: numbers.has(figure.id) ? numbers.get(figure.id)! : figure.number,
  }));
}

/** What a claim says is said of roles; what it rests on is measured on models. */
function castChecks(claim: Claim, names: NewNames): Claim {
  const checks = claim.checks.map((check) => ({
    ...check,
    id: recallWords(check.id, names),
    statement: recallWords(check.statement, names),
    measure: recallWords(check.measure, names),
    rule: recallWords(check.rule, names),
    reason: check.reason === null ? null : recallWords(check.reason, names),
    measured: keepPlaces(
      check.measured.map(({ name }) => name),
      check.measured.map((one) => ({ ...one, name: recallWords(one.name, names) })),
      ({ name }) => name,
    ),
  }));
  return {
    ...claim,
    checks: keepPlaces(
      claim.checks.map(({ id }) => id),
      checks,
      ({ id }) => id,
    ),
  };
}

function castConditions(
  conditions: Manifest['conditions'],
  names: NewNames,
): Manifest['conditions'] {
  const cast = conditions.map((condition) => ({
    ...condition,
    model: recall(condition.model, names),
    sentence: recallWords(condition.sentence, names),
  }));
  const keyOf = ({ model, kind }: (typeof cast)[number]) => `${model} ${kind}`;
  return keepPlaces(conditions.map(keyOf), cast, keyOf);
}

function withoutData(figure: OpenedFigure): Figure {
  const entry: Figure & { data?: unknown } = { ...figure };
  delete entry.data;
  return entry;
}
