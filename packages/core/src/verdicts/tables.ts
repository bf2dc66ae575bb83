import type { FigureTable } from '../figures/figure.ts';
import type { PairOutcome, StudyVerdicts } from '../schemas/study-verdicts.ts';

/** The families of a study's checks, by what its pairs are. */
export function listFamilies({ pairs, controls }: Pick<StudyVerdicts, 'pairs' | 'controls'>) {
  const sameSteps = controls['same-steps'];
  const sameEpoch = controls['same-epoch'];
  return [
    { part: 'pairs' as const, family: pairs },
    ...(sameSteps ? [{ part: 'same-steps' as const, family: sameSteps }] : []),
    ...(sameEpoch ? [{ part: 'same-epoch' as const, family: sameEpoch }] : []),
  ];
}

/** Every check as a row, over the pairs and over those of each control. */
export function tabulateChecks(verdicts: StudyVerdicts): FigureTable {
  const count = (pairs: readonly { outcome: PairOutcome }[], outcome: PairOutcome) =>
    pairs.filter((pair) => pair.outcome === outcome).length;
  return {
    columns: [
      ...['part', 'observation', 'check', 'verdict', 'pairs', 'holds', 'fails', 'neither'],
      ...['share', 'share-lower', 'share-upper'],
      ...['difference', 'difference-lower', 'difference-upper', 'unit'],
      ...['superiority', 'p', 'level'],
    ].map((key) => ({ key, label: key })),
    rows: listFamilies(verdicts).flatMap(({ part, family }) =>
      family.claims.flatMap(({ number, checks }) =>
        checks.map((check) => {
          const holds = count(check.pairs, 'holds');
          const fails = count(check.pairs, 'fails');
          const { share, difference, superiority, test } = check;
          return [
            ...[part, number, check.id, check.verdict, check.pairs.length, holds, fails],
            check.pairs.length - holds - fails,
            ...(share ? [share.value, share.lower, share.upper] : ['', '', '']),
            ...(difference ? [difference.value, difference.lower, difference.upper] : ['', '', '']),
            ...[check.unit, superiority ?? '', test?.p ?? '', test?.level ?? ''],
          ];
        }),
      ),
    ),
  };
}

/** Every mean of a measure by the number of images as a row. */
export function tabulateSizes({ sizes }: Pick<StudyVerdicts, 'sizes'>): FigureTable {
  return {
    columns: [
      ...['measure', 'unit', 'training-images', 'model', 'part'],
      ...['n', 'undefined', 'mean', 'lower', 'upper'],
    ].map((key) => ({ key, label: key })),
    rows: sizes.flatMap(({ name, unit, points }) =>
      points.map(({ trainingImages, model, part, values, undefined: missing, mean }) => [
        ...[name, unit, trainingImages, model, part, values.length, missing],
        ...(mean ? [mean.value, mean.lower, mean.upper] : ['', '', '']),
      ]),
    ),
  };
}

/** Every mean of how alike models are as a row. */
export function tabulateLikeness({ layers }: NonNullable<StudyVerdicts['likeness']>): FigureTable {
  return {
    columns: [
      ...['layer', 'first', 'other', 'n'],
      ...['r', 'r-lower', 'r-upper', 'cka', 'cka-lower', 'cka-upper'],
    ].map((key) => ({ key, label: key })),
    rows: layers.map(({ layer, first, other, scores, score, cka }) => [
      ...[layer, first, other, scores.length],
      ...(score ? [score.value, score.lower, score.upper] : ['', '', '']),
      ...(cka ? [cka.value, cka.lower, cka.upper] : ['', '', '']),
    ]),
  };
}

/** Every model as a row, with what it takes to have it again. */
export function tabulateRuns({ lines }: Pick<StudyVerdicts, 'lines'>): FigureTable {
  return {
    columns: [
      ...['id', 'part', 'pair', 'model', 'training-images', 'seed', 'epochs', 'kept-epoch'],
      ...['steps', 'accuracy', 'plan', 'code', 'data', 'weights', 'not-of-today'],
    ].map((key) => ({ key, label: key })),
    rows: lines.map(({ line, stale }) => [
      ...[line.id, line.part, line.pair, line.model, line.trainingImages, line.seed],
      ...[line.epochs, line.keptEpoch, line.steps, line.accuracy],
      ...[line.planHash, line.codeHash, line.dataHash, line.weightsHash, stale.join(' ')],
    ]),
  };
}
