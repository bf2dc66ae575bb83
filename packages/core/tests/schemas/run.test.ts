import { expect, test } from 'vitest';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { RunFieldsSchema } from '@layerprint/core/schemas/run';

test('a run gives the same bytes, in whatever order its versions were filled in', () => {
  const pick = RunFieldsSchema.pick({ versions: true });
  const write = (versions: Record<string, string>) =>
    stringifyCanonicalJson(pick, { versions }, 'run.json');
  expect(write({ node: '24', '@tensorflow/tfjs-core': '4' })).toBe(
    write({ '@tensorflow/tfjs-core': '4', node: '24' }),
  );
});
