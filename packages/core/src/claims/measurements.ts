import { LayerprintError } from '../errors.ts';
import type { ClaimCheck, MeasuredValue } from '../schemas/claim.ts';
import type {
  ActivationGridData,
  DistributionData,
  ProbabilitiesData,
} from '../schemas/figure-data.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';
import { computeMoments } from '../statistics/summary.ts';

/** What the claims are measured on for one specimen: the data of its figures. */
export interface SpecimenMeasurements {
  readonly conv2d_1: Readonly<Record<ModelName, ActivationGridData>>;
  readonly conv2d_6: Readonly<Record<ModelName, ActivationGridData>>;
  /** Of the activations of conv2d_6, both models. */
  readonly distribution: DistributionData;
  readonly probabilities: ProbabilitiesData;
}

/** Everything that the claims are measured on: data of figures, nothing else. */
export interface ClaimMeasurements {
  /** The main specimen first: it decides the checks; the others give a mean and a spread. */
  readonly specimens: readonly SpecimenMeasurements[];
  /** Of the activations of conv2d_6 over all validation images, both models. */
  readonly validation: DistributionData;
  /** Of the main specimen's own pixel values. */
  readonly pixels: DistributionData;
}

/** A number and how many values it is made from. */
export interface Measure {
  readonly value: number;
  readonly n: number;
}

/** What a check says before anything is measured. */
export type CheckRule = Pick<ClaimCheck, 'id' | 'statement' | 'rule'>;

/**
 * The main specimen.
 *
 * @throws {LayerprintError} `no-specimen`.
 */
export function pickMainSpecimen({ specimens }: ClaimMeasurements): SpecimenMeasurements {
  const main = specimens[0];
  if (main) return main;
  throw new LayerprintError(
    'no-specimen',
    'There is no specimen to measure the claims on.',
    'Give the measurements of the main specimen at least.',
  );
}

/** A measured number of which there is only one. */
export function reportValue(name: string, { value, n }: Measure, unit = ''): MeasuredValue {
  return { name, value, unit, n, spread: null };
}

/**
 * A measure on the main specimen and, where there are several specimens, its mean and population standard
 * deviation over all of them.
 */
export function reportOverSpecimens(
  { specimens }: ClaimMeasurements,
  name: string,
  measure: (specimen: SpecimenMeasurements) => Measure,
  unit = '',
): MeasuredValue[] {
  const measures = specimens.map(measure);
  const onMain = measures.slice(0, 1).map((main) => reportValue(name, main, unit));
  const n = measures.length;
  if (n < 2) return onMain;
  const { mean, standardDeviation } = computeMoments(measures.map(({ value }) => value));
  const spread = { standardDeviation, n, over: 'specimens' };
  return [...onMain, { name: `${name}, mean over specimens`, value: mean, unit, n, spread }];
}

/** Compares the models on the main specimen and reports both over all specimens. */
export function compareOnSpecimen(
  measurements: ClaimMeasurements,
  rule: CheckRule,
  measure: (specimen: SpecimenMeasurements, model: ModelName) => Measure,
  holds: (benchmark: number, dummy: number) => boolean,
  unit = '',
): ClaimCheck {
  const main = pickMainSpecimen(measurements);
  return {
    ...rule,
    values: MODEL_NAMES.flatMap((model) =>
      reportOverSpecimens(measurements, model, (specimen) => measure(specimen, model), unit),
    ),
    holds: holds(measure(main, 'benchmark').value, measure(main, 'dummy').value),
  };
}

/** Compares the models over all validation images. */
export function compareOnValidation(
  { validation }: ClaimMeasurements,
  rule: CheckRule,
  measure: (distribution: DistributionData, model: ModelName) => Measure,
  holds: (benchmark: number, dummy: number) => boolean,
  unit = '',
): ClaimCheck {
  const benchmark = measure(validation, 'benchmark');
  const dummy = measure(validation, 'dummy');
  return {
    ...rule,
    values: [reportValue('benchmark', benchmark, unit), reportValue('dummy', dummy, unit)],
    holds: holds(benchmark.value, dummy.value),
  };
}
