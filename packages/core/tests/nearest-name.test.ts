import { describe, expect, it } from 'vitest';
import { findNearestName } from '@layerprint/core/nearest-name';

describe('the name that was probably meant', () => {
  it.each([
    ['frogg', ['cat', 'frog'], 'frog'],
    ['FROG', ['cat', 'frog'], 'frog'],
    ['conv2d_66', ['conv2d_6', 'conv2d_1'], 'conv2d_6'],
    ['cat', ['horse', 'frog'], undefined],
    ['toad', ['bird', 'cat'], undefined],
    ['batchNorm', ['batchNormalization', 'conv2d'], 'batchNormalization'],
    ['conv', ['conv2d_1', 'conv2d_2'], undefined],
    // No letter of it would stay.
    ['ab', ['xyz', 'x'], undefined],
    [
      'activations-conv2d_3-quick-one-frog-4',
      ['activations-conv2d_3-slow-frog-4', 'activations-conv2d_3-quick--2d-one-frog-4'],
      'activations-conv2d_3-quick--2d-one-frog-4',
    ],
    ['activations-conv2d_3-few-frog-4', ['activations-conv2d_3-other-frog-4'], undefined],
  ])('by %s among %j is %s', (name, known, meant) => {
    expect(findNearestName(name, known)).toBe(meant);
  });
});
