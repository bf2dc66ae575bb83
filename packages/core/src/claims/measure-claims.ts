import { LayerprintError } from '../errors.ts';
import type { Claim, ClaimCheck } from '../schemas/claim.ts';
import { decideCheck } from './decide-check.ts';
import type { ClaimMeasurements } from './measurements.ts';
import { listObservations } from './observations.ts';

/**
 * Measures each of the article's six observations instead of repeating it, by the rules of docs/claims.md.
 *
 * Rules and thresholds are fixed before anything is measured. Each model is trained once, from one seed: an
 * outcome is about these two models and not about networks in general.
 *
 * @throws {LayerprintError} `no-specimen`.
 */
export function measureClaims(measurements: ClaimMeasurements): Claim[] {
  if (measurements.specimens.length === 0) {
    throw new LayerprintError(
      'no-specimen',
      'There is no specimen to measure the claims on.',
      'Give the measurements of the main specimen at least.',
    );
  }
  return listObservations(measurements.roles).map(({ id, sentence, rules }, i) => {
    const checks = rules.map((rule) => decideCheck(rule, measurements));
    const restsOn = rules.every(({ models }) => models.length === 0) ? 'pixels' : 'networks';
    return { id, number: i + 1, sentence, restsOn, checks, outcome: decideOutcome(checks) };
  });
}

function decideOutcome(checks: readonly ClaimCheck[]): Claim['outcome'] {
  const verdicts = checks
    .map(({ verdict }) => verdict)
    .filter((verdict) => verdict !== 'cannot-fail');
  if (verdicts.length === 0) return 'cannot-fail';
  if (verdicts.every((verdict) => verdict === 'holds')) return 'holds';
  if (verdicts.includes('holds')) return 'holds-in-part';
  return verdicts.includes('undecided') ? 'undecided' : 'fails';
}
