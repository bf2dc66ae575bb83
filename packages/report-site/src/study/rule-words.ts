import { joinWords } from '@layerprint/core';
import { isTrainedModel, type Experiment } from '@layerprint/core/schemas/experiment';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';

/**
 * Says which seeds of a study were known from the report itself: those of its own models, which a study may not take. What
 * else was known when its rule was written, no data tell.
 */
export function sayKnownSeeds(
  { models }: Pick<Experiment, 'models'>,
  { lines }: Pick<StudyVerdicts, 'lines'>,
): string {
  const own = models.filter(isTrainedModel).map(({ seed }) => seed);
  if (own.length === 0) return '';
  const ofStudy = lines.map(({ line }) => line).filter(({ seed }) => own.includes(seed));
  const seeds =
    own.length === 1 ? 'seed of the report’s own model' : 'seeds of the report’s own models';
  const named = joinWords(own.map(String));
  return ofStudy.length === 0
    ? `No model of the study has the ${seeds}, ${named}.`
    : `Of the ${seeds}, ${named}, the study has some too: ${joinWords(ofStudy.map(({ id, seed }) => `${id} has ${seed}`))}.`;
}
