import { LayerprintError } from '../errors.ts';
import type { Claim, ClaimCheck } from '../schemas/claim.ts';
import type { WrittenClaim } from '../schemas/claims-file.ts';
import type { ClaimContext } from './claim-context.ts';
import { decideCheck } from './decide-check.ts';
import { makeRule } from './make-rule.ts';
import type { ClaimMeasurements } from './measurements.ts';
import { renderSentence } from './render-sentence.ts';

/**
 * Decides each claim by its checks, by the rules of docs/claims.md.
 *
 * Rules and thresholds are fixed before anything is measured. Each model is trained once, from one seed: an
 * outcome is about these models and not about networks in general.
 *
 * @param written Claims in which `findClaimMisfits` finds nothing.
 * @throws {LayerprintError} `no-specimen`.
 */
export function measureClaims(
  written: readonly WrittenClaim[],
  context: ClaimContext,
  measurements: ClaimMeasurements,
): Claim[] {
  if (measurements.specimens.length === 0) {
    throw new LayerprintError(
      'no-specimen',
      'There is no specimen to measure the claims on.',
      'Give the measurements of the main specimen at least.',
    );
  }
  return written.map(({ id, sentence, checks: writtenChecks }, i) => {
    const rules = writtenChecks.map((check) => makeRule(check, context));
    const checks = rules.map((rule) => decideCheck(rule, measurements));
    return {
      id,
      number: i + 1,
      sentence: renderSentence(sentence, writtenChecks, context).text,
      restsOn: rules.every(({ models }) => models.length === 0) ? 'pixels' : 'networks',
      checks,
      outcome: decideOutcome(checks),
    };
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
