import { recordStep, type StepInput } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';
import { computeGradient, scoreImages, type Network } from './network.ts';
import type { TrainingState } from './training-state.ts';

/** How well a batch was classified. */
export interface Score {
  /** Sum over the images of the cross-entropy, in nats. */
  readonly lossSum: number;
  /** Images whose largest logit, the first of equals, is that of their label. */
  readonly correct: number;
}

/** How batch after batch is scored. It is recorded for a size of batch, and from then on run as a plan. */
export interface Scoring {
  /** Scores a batch without dropout. */
  validate(batch: Batch): Score;
  /** Gives back the plans' memory. */
  dispose(): void;
}

/** What is done with batch after batch, each in the same way. */
export interface Steps extends Scoring {
  /** Takes one step of training: forward, backward, Adam. Gives the score before the step. */
  train(batch: Batch): Score;
}

/** Makes what scores images by parameters, as they are at the time. */
export function makeScoring(network: Network, variables: TrainingState['variables']): Scoring {
  const validation = recordStep<'pixels' | 'labels', 'losses' | 'hits'>(({ pixels, labels }) => {
    const { losses, hits } = scoreImages(network, variables, pixels, labels as tf.Tensor1D);
    return { losses, hits };
  });
  return {
    validate: (batch) => addUp(validation.run(makeInputs(batch))),
    dispose: () => validation.dispose(),
  };
}

/**
 * Makes the steps that change and score the parameters of a state.
 *
 * @param seed The model's; with the number of steps taken before, it decides what dropout drops.
 */
export function makeSteps(
  network: Network,
  { variables, optimizer }: TrainingState,
  seed: number,
): Steps {
  const learning = variables.filter(({ trainable }) => trainable);
  const training = recordStep<'pixels' | 'labels' | 'step' | 'corrections', string>(
    ({ pixels, labels, step, corrections }) => {
      const draw = { seed, step: step as tf.Scalar };
      const passed = computeGradient(network, variables, pixels, labels as tf.Tensor1D, draw);
      const { losses, hits, gradients, memories } = passed;
      const named = learning.map(({ name }, i) => ({ name, tensor: gradients[i]! }));
      optimizer.applyGradients(named, corrections);
      return {
        losses,
        hits,
        ...Object.fromEntries(memories.map((tensor, i) => [String(i), tensor])),
      };
    },
  );
  const scoring = makeScoring(network, variables);
  return {
    train(batch): Score {
      const step = { values: Float32Array.of(optimizer.steps), shape: [] };
      const corrections = { values: optimizer.countStep(), shape: [2] };
      const { losses, hits, ...memories } = training.run({
        ...makeInputs(batch),
        step,
        corrections,
      });
      // Not in the plan: only the optimizer changes variables there. No step of the training reads an average.
      network.averages.forEach(({ slot, momentum }, i) => {
        followBatch(variables[slot]!, memories[String(i)]!, momentum);
      });
      return addUp({ losses: losses!, hits: hits! });
    },
    validate: (batch) => scoring.validate(batch),
    dispose(): void {
      training.dispose();
      scoring.dispose();
    },
  };
}

/** Moves an average towards what was found in a batch, as TF.js does: it keeps `momentum` of itself. */
function followBatch(average: tf.Variable, found: Float32Array, momentum: number): void {
  const before = average.dataSync<'float32'>();
  const numbers = before.map((old, i) => old - (old - found[i]!) * (1 - momentum));
  const tensor = tf.tensor(numbers, average.shape);
  average.assign(tensor);
  tensor.dispose();
}

function makeInputs({ pixels, shape, labels }: Batch): Record<'pixels' | 'labels', StepInput> {
  const numbers = Float32Array.from(labels);
  return { pixels: { values: pixels, shape }, labels: { values: numbers, shape: [labels.length] } };
}

function addUp({ losses, hits }: { losses: Float32Array; hits: Float32Array }): Score {
  const sum = (numbers: Float32Array): number => numbers.reduce((total, value) => total + value, 0);
  return { lossSum: sum(losses), correct: sum(hits) };
}
