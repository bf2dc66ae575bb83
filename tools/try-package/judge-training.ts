import type { Attempt, Training } from './attempt.ts';

/** Relative, of a loss after some steps, between TF.js's arithmetic and ours. */
const TOLERANCE = 1e-4;

/** What is wrong with a training beside TF.js's own and beside the first one of ours. */
export function judgeTraining(
  { name, faults, training }: Attempt,
  theirs: Training,
  first: Training,
): Attempt {
  if (training === undefined) return { name, faults };
  const isNear = theirs.losses.every((loss, i) => {
    return Math.abs(training.losses[i]! - loss) <= TOLERANCE * Math.abs(loss);
  });
  const found = [
    [training.backend === 'layerprint', `It was trained by the backend ${training.backend}.`],
    [
      isNear,
      `The losses ${training.losses.join(', ')} are not TF.js’s ${theirs.losses.join(', ')}.`,
    ],
    [training.weights === first.weights, 'The weights are not bit for bit those of the first.'],
  ] as const;
  return {
    name,
    training,
    faults: [...faults, ...found.flatMap(([ok, text]) => (ok ? [] : text))],
  };
}
