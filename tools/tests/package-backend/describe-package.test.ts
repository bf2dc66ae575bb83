import { expect, it } from 'vitest';
import {
  describePackage,
  listEntries,
  type SourcePackage,
} from '../../package-backend/describe-package.ts';

const SOURCE: SourcePackage = {
  name: 'a-package',
  version: '1.2.3',
  description: 'What it is.',
  license: 'MIT',
  exports: { '.': './src/index.ts', './deep': './src/deep/entry.ts', './data': './dist/data.bin' },
  dependencies: { one: '1.0.0' },
  peerDependencies: { two: '2.0.0' },
};

it('has JavaScript and types where the workspace has TypeScript, and anything else as it is', () => {
  expect(describePackage(SOURCE)).toMatchObject({
    exports: {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './deep': { types: './lib/deep/entry.d.ts', default: './lib/deep/entry.js' },
      './data': './dist/data.bin',
    },
    dependencies: { one: '1.0.0' },
    peerDependencies: { two: '2.0.0' },
  });
  expect(listEntries(SOURCE)).toEqual(['index', 'deep/entry']);
});

it('is not private, and hands on nothing that only the workspace needs', () => {
  const source = { ...SOURCE, private: true, devDependencies: { three: '3.0.0' } };
  expect(Object.keys(describePackage(source))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/private|devDependencies|scripts/)]),
  );
});
