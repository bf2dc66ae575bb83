import type { WrittenCheck } from '../schemas/claims-file.ts';
import { capitalise } from '../figures/wording.ts';
import { measureOf } from './measures/table.ts';
import { PIXELS } from './quantity.ts';
import { readOther, readThreshold } from './written-check.ts';

const WORDS = { '>': 'above', '≥': 'at least', '<': 'below', '≤': 'at most' } as const;

/**
 * States a check whose author gave no sentence, in its measure's words, with placeholders as an author writes
 * them: "The share of zeros of {layer} is above {threshold} in {model}."
 */
export function stateCheck(check: WrittenCheck): string {
  const { layer, model, from, answer, distanceFrom, moreThan } = check;
  const { noun } = measureOf(check.measure);
  const threshold = readThreshold(check);
  const other = readOther(check);
  const where = layer === PIXELS ? ' of the pixels' : layer === undefined ? '' : ' of {layer}';
  const whose =
    model === undefined ? '' : ` in {model}${from === undefined ? '' : ' from {other}'}`;
  const what = capitalise(`${noun}${where}${whose}`);
  if (other !== undefined) {
    const than = other === PIXELS ? 'in the pixels' : 'in {other}';
    return `${what} is ${moreThan === undefined ? 'less' : 'more'} than ${than}.`;
  }
  const limit =
    threshold &&
    (distanceFrom === undefined
      ? `is ${WORDS[threshold.sign]} {threshold}`
      : `differs from {threshold} by ${WORDS[threshold.sign]} ${threshold.value}`);
  if (answer === undefined) return `${what} ${limit}.`;
  const right = `The top class of {model} is ${answer}`;
  return limit === undefined ? `${right}.` : `${right}, and ${noun} ${limit}.`;
}
