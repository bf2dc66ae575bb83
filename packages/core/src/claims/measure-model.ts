import type { WrittenCheck } from '../schemas/claims-file.ts';
import type { StudyCheck, StudyMeasure } from '../schemas/study-record.ts';
import type { ClaimContext } from './claim-context.ts';
import { sayOfImage, summariseValues, tallyImages } from './decide-check.ts';
import { listCheckQuantities } from './list-quantities.ts';
import { makeRule } from './make-rule.ts';
import { lookAt, readSubject, type ImageMeasures } from './measurements.ts';
import { PIXELS, type Quantity } from './quantity.ts';
import { listModels } from './written-check.ts';

/** A check as far as a model can be asked it: without its words, and without the images that its author decides it on. */
export type AskedCheck = Omit<WrittenCheck, 'statement' | 'cannotFail' | 'over'>;

/** What has to be measured of one model, and of the pixels beside it: all but what is of two models at once, or of none. */
export function listModelQuantities(
  checks: readonly AskedCheck[],
  context: ClaimContext,
): Quantity[] {
  const ofModels = checks.filter((check) => listModels(check).length > 0);
  return listCheckQuantities(ofModels, context).filter(({ from }) => from === undefined);
}

/**
 * Says what one model gives for all that claims ask: every measure, and every check that looks at this model and no
 * other, of all validation images, whatever its author decides it on.
 *
 * @param specimen The main one.
 * @param validation Of the validation images.
 */
export function measureModel(
  checks: readonly AskedCheck[],
  context: ClaimContext,
  model: string,
  { specimen, validation }: { specimen: ImageMeasures; validation: readonly ImageMeasures[] },
): { readonly measures: StudyMeasure[]; readonly checks: StudyCheck[] } {
  const [main] = lookAt([specimen], 'trained');
  const images = lookAt(validation, 'trained');
  const quantities = listModelQuantities(checks, context).filter(({ layer }) => layer !== PIXELS);
  const rules = checks
    .map((check) => makeRule(check, context))
    .filter(({ models }) => models.length === 1 && models[0] === model);
  return {
    measures: quantities.map(({ measure, layer }) => {
      const read = (image: (typeof images)[number]) =>
        readSubject(image, model, { measure, layer });
      const values = images.map(read);
      const {
        median = null,
        lowerQuartile = null,
        upperQuartile = null,
      } = summariseValues(values) ?? {};
      const missing = values.filter((value) => value === null).length;
      return {
        measure,
        ...(layer !== undefined && { layer }),
        specimen: read(main!),
        validation: { median, lowerQuartile, upperQuartile, undefined: missing },
      };
    }),
    checks: rules.map((rule) => ({
      check: rule.id,
      ...tallyImages(rule, images),
      specimen: sayOfImage(rule.holds(main!)),
    })),
  };
}
