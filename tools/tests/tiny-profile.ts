/** A network whose every layer has a few maps, so that a report on it has as few pages and pictures as it can. */
const NETWORK = {
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d', poolSize: 4 },
    { type: 'conv2d', filters: 6, kernelSize: 3, activation: 'relu' },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
};

/**
 * Makes a profile of its own out of the text of `experiments/quick/experiment.json`: so few images, and so small a network,
 * that both models are trained in a second.
 */
export function shrinkProfile(quick: string, name: string): string {
  return quick
    .replace('"profile": "quick"', `"profile": "${name}"`)
    .replace(/"trainingImages": 5000/g, '"trainingImages": 64')
    .replace('"trainingImages": 1000', '"trainingImages": 32')
    .replace('"testImages": 1000', '"testImages": 60')
    .replace(/"maxEpochs": \d+/, '"maxEpochs": 1')
    .replace(/"testIndex": \d+/, '"testIndex": 0')
    .replace('first-of-every-other-class', 'none')
    .replace('"recipe":', `"architecture": ${JSON.stringify(NETWORK)},\n  "recipe":`);
}
