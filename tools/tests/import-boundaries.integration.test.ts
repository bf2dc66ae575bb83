import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const PACKAGES = resolve(import.meta.dirname, '../../packages');

/** What each package may import of ours; every other of them is refused. */
const STANDS_ON: Readonly<Record<string, readonly string[]>> = {
  artifacts: ['core'],
  backend: [],
  core: [],
  'figure-diff': ['artifacts', 'core', 'report-site'],
  network: ['backend', 'core'],
  'report-site': ['artifacts', 'core'],
  trainer: ['artifacts', 'backend', 'core', 'network'],
};
const NAMES = Object.keys(STANDS_ON);
const LAWS = ['no-restricted-imports', 'no-restricted-globals'];

const eslint = new ESLint();
const linter = new Linter();

/** What the linter's laws say of code in a file of a package, by rule; no other rule is asked. */
async function complain(
  path: string,
  code: string,
): Promise<[rule: string | null, said: string][]> {
  const { rules } = (await eslint.calculateConfigForFile(`packages/${path}`)) as Linter.Config;
  const laws = Object.entries(rules!).filter(([rule]) => LAWS.includes(rule));
  return linter
    .verify(code, { rules: Object.fromEntries(laws) })
    .map(({ ruleId, message }) => [ruleId, message]);
}

/** What it says of an import. */
async function complainOf(path: string, specifier: string): Promise<string[]> {
  const complaints = await complain(path, `export * from '${specifier}';`);
  return complaints.map(([, said]) => said);
}

it('the law is one about every package, and no package.json asks for more', () => {
  expect(readdirSync(PACKAGES).sort()).toEqual(NAMES);
  for (const [name, ground] of Object.entries(STANDS_ON)) {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string> | undefined>;
    const ours = Object.keys({ ...dependencies, ...devDependencies })
      .filter((dependency) => dependency.startsWith('@layerprint/'))
      .map((dependency) => dependency.slice('@layerprint/'.length));
    expect(ground, name).toEqual(expect.arrayContaining(ours));
  }
});

describe.each(NAMES)('the linter, in %s,', (name) => {
  const others = NAMES.filter((other) => other !== name);

  it.each(others)(
    'lets %s be imported by its entries alone, and only from above',
    async (other) => {
      const isAllowed = STANDS_ON[name]!.includes(other);
      for (const file of [`${name}/src/any.ts`, `${name}/tests/deep/any.test.ts`]) {
        const reasons = [
          await complainOf(file, `@layerprint/${other}`),
          await complainOf(file, `@layerprint/${other}/any/entry`),
          await complainOf(file, `../../${other}/src/any.ts`),
        ];
        expect(reasons.map(({ length }) => length)).toEqual(isAllowed ? [0, 0, 1] : [1, 1, 1]);
        expect(reasons[2]![0]).toContain(
          isAllowed ? `packages/${other}/package.json` : `${name} stands on`,
        );
      }
    },
  );
});

describe('the linter', () => {
  it.each([
    ['core/src/index.ts', 'node:fs'],
    ['core/src/index.ts', 'fs/promises'],
    ['core/src/schemas/layer.ts', 'canvas'],
    ['core/src/figures/csv.ts', 'vega-lite'],
    ['core/src/figures/csv.ts', '@tensorflow/tfjs-core'],
    ['network/src/activations.ts', 'node:timers/promises'],
    ['network/src/training/run-epoch.ts', 'worker_threads'],
  ])('refuses the machine in %s: %s', async (path, specifier) => {
    expect(await complainOf(path, specifier)).toEqual([
      expect.stringContaining('runs in a browser as in Node'),
    ]);
  });

  it.each(['core/src/index.ts', 'network/src/training/run-epoch.ts'])(
    'refuses what only Node has in %s, by name too',
    async (path) => {
      const code = 'export const bytes = Buffer.from([process.pid]);';
      const rules = (await complain(path, code)).map(([rule]) => rule);
      expect(rules).toEqual(['no-restricted-globals', 'no-restricted-globals']);
    },
  );

  it.each([
    ['core/tests/index.test.ts', 'node:fs'],
    ['core/src/schemas/layer.ts', 'zod'],
    ['network/src/activations.ts', '@tensorflow/tfjs-core'],
    ['network/tests/use-backend.ts', '@layerprint/backend/node'],
    ['artifacts/src/files.ts', 'node:fs'],
    ['artifacts/src/render/index.ts', 'canvas'],
    ['artifacts/tests/report/any.test.ts', '../../../core/tests/figures/sample-data.ts'],
  ])('lets %s import %s', async (path, specifier) => {
    expect(await complainOf(path, specifier)).toEqual([]);
  });
});
