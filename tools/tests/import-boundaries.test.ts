import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** The rule alone, without the types of the workspace, which it does not ask for. */
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function complaints(path: string, specifier: string): Promise<number> {
  const [result] = await eslint.lintText(`export * from '${specifier}';\n`, { filePath: path });
  return result!.messages.filter((message) => message.ruleId === 'no-restricted-imports').length;
}

describe('the linter', () => {
  it.each([
    ['packages/backend/src/index.ts', '@layerprint/core/errors'],
    ['packages/core/src/index.ts', '@layerprint/trainer'],
    ['packages/core/src/index.ts', '../../trainer/src/layout.ts'],
    ['packages/core/src/index.ts', 'node:fs'],
    ['packages/core/src/index.ts', 'canvas'],
    ['packages/core/src/index.ts', '@tensorflow/tfjs-core'],
    ['packages/core/src/render/index.ts', '@layerprint/report-site'],
    ['packages/network/src/activations.ts', '@layerprint/trainer'],
    ['packages/network/src/activations.ts', 'node:timers/promises'],
    ['packages/network/src/activations.ts', 'fs/promises'],
    ['packages/network/tests/activations.test.ts', '../../trainer/src/layout.ts'],
    ['packages/trainer/src/layout.ts', '@layerprint/report-site'],
    ['packages/trainer/src/layout.ts', '../../core/src/errors.ts'],
    ['packages/report-site/src/build.ts', '@layerprint/trainer'],
    ['packages/report-site/src/build.ts', '../../trainer/src/layout.ts'],
  ])('refuses, in %s, an import of %s', async (path, specifier) => {
    expect(await complaints(path, specifier)).toBe(1);
  });

  it.each([
    ['packages/trainer/src/layout.ts', '@layerprint/core/errors'],
    ['packages/report-site/src/build.ts', '@layerprint/core'],
    ['packages/network/src/activations.ts', '@layerprint/backend'],
    ['packages/network/tests/use-backend.ts', '@layerprint/backend/node'],
    ['packages/trainer/src/layout.ts', '@layerprint/network/model'],
    ['packages/core/src/files.ts', 'node:fs'],
    ['packages/core/src/render/index.ts', 'canvas'],
  ])('lets %s import %s', async (path, specifier) => {
    expect(await complaints(path, specifier)).toBe(0);
  });
});
