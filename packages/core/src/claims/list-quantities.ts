import type { WrittenCheck, WrittenClaim } from '../schemas/claims-file.ts';
import type { ClaimContext } from './claim-context.ts';
import { nameQuantity, PIXELS, type Quantity } from './quantity.ts';
import { readLayer, readOther } from './written-check.ts';

/** Everything that has to be measured on an image for claims to be decided, each once. */
export function listClaimQuantities(
  claims: readonly WrittenClaim[],
  context: ClaimContext,
): Quantity[] {
  return listCheckQuantities(
    claims.flatMap(({ checks }) => checks),
    context,
  );
}

/** Everything that has to be measured on an image for checks to be decided, each once. */
export function listCheckQuantities(
  checks: readonly WrittenCheck[],
  context: ClaimContext,
): Quantity[] {
  const all = checks.flatMap((check) => listQuantities(check, context));
  return [...new Map(all.map((quantity) => [nameQuantity(quantity), quantity])).values()];
}

function listQuantities(check: WrittenCheck, context: ClaimContext): Quantity[] {
  const layer = readLayer(check, context)?.name;
  const { measure, from } = check;
  return [
    { measure, layer: layer ?? check.layer, from },
    ...(readOther(check) === PIXELS ? [{ measure, layer: PIXELS }] : []),
    ...(check.answer === undefined ? [] : [{ measure: 'accuracy' } as const]),
    ...(measure === 'accuracy' ? [{ measure: 'probability' } as const] : []),
  ];
}
