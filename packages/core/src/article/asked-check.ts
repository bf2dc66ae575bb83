import { unknown, type ClaimContext } from '../claims/claim-context.ts';
import { makeRule } from '../claims/make-rule.ts';
import { measureOf } from '../claims/measures/table.ts';
import type { ClaimCheck } from '../schemas/claim.ts';
import type { WrittenCheck } from '../schemas/claims-file.ts';

/** Over which images a number of a check may be asked for. */
const OVER = ['validation', 'specimen', 'untrained', 'chance'] as const;
export type Over = (typeof OVER)[number];

/** What of a check an article can ask for. */
export interface AskedCheck {
  readonly id: string;
  /** What it measures, by name: "dummy", "pixels", "dummy − benchmark", "dummy from benchmark". */
  readonly series: readonly string[];
  /** Over which images it does. */
  readonly over: readonly Over[];
}

/** What can be asked for of a check that nothing was measured for yet; the check was found to be sound. */
export function foreseeCheck(check: WrittenCheck, context: ClaimContext): AskedCheck {
  const { id, series, models } = makeRule(check, context);
  const isLoaded = context.models.some((model) => model.isLoaded && models.includes(model.id));
  const { readChance } = measureOf(check.measure);
  return {
    id,
    series: series.map(({ name }) => name),
    over: listOver({
      hasTwins: models.length > 0 && !isLoaded,
      hasChance: models.length > 0 && readChance !== undefined,
    }),
  };
}

/**
 * What can be asked for of a check that was decided. Where its rule is defined on no image, nothing tells whether
 * chance was measured or has no meaning; it may be asked for then, and is undefined either way.
 */
export function recallCheck({
  id,
  measured,
  untrained,
  chance,
  validation,
}: ClaimCheck): AskedCheck {
  return {
    id,
    series: measured.map(({ name }) => name),
    over: listOver({
      hasTwins: untrained !== null,
      hasChance: chance !== null || validation.of === 0,
    }),
  };
}

/**
 * Sees to it that a check measures what it is asked for.
 *
 * @param series Any, where it is absent.
 * @throws {UnknownName}
 */
export function assertMeasures(
  check: AskedCheck,
  { series, over }: { readonly series: string | undefined; readonly over: string | undefined },
): void {
  const whose = `the check ${check.id}`;
  if (series !== undefined && !check.series.includes(series)) {
    throw unknown('measured model', series, check.series, whose);
  }
  if (over !== undefined && !(check.over as readonly string[]).includes(over)) {
    throw unknown('set of images', over, check.over, whose);
  }
}

function listOver({ hasTwins, hasChance }: Record<'hasTwins' | 'hasChance', boolean>): Over[] {
  return OVER.filter((over) => {
    if (over === 'untrained') return hasTwins;
    return over !== 'chance' || hasChance;
  });
}
