import type { Claim, ClaimCheck } from '../schemas/claim.ts';
import { measureConcentration, measureFirstLayer, measureLastLayer } from './layer-claims.ts';
import type { ClaimMeasurements } from './measurements.ts';
import { measureCertainty, measureInformationGain, measurePixels } from './specimen-claims.ts';

/** The article's observations, in its order. */
const OBSERVATIONS = [
  measureFirstLayer,
  measureLastLayer,
  measureConcentration,
  measurePixels,
  measureInformationGain,
  measureCertainty,
];

/**
 * Measures each of the article's six observations instead of repeating it.
 *
 * Rules and thresholds are constants with their reasons beside them, fixed before anything was measured.
 * Each model is trained once, from one seed: an outcome is about these two models and not about networks
 * in general.
 *
 * @throws {LayerprintError} `no-specimen`; `series-missing`, when a distribution lacks a model.
 */
export function measureClaims(measurements: ClaimMeasurements): Claim[] {
  return OBSERVATIONS.map((measure, i) => {
    const { id, sentence, checks } = measure(measurements);
    return { id, number: i + 1, sentence, checks, outcome: decideOutcome(checks) };
  });
}

function decideOutcome(checks: readonly ClaimCheck[]): Claim['outcome'] {
  if (checks.every(({ holds }) => holds)) return 'holds';
  return checks.some(({ holds }) => holds) ? 'holds-in-part' : 'fails';
}
