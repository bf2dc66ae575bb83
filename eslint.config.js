import { builtinModules } from 'node:module';
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/**
 * What each package may import of ours. Imports run one way: no package stands, through others, on itself.
 * ARCHITECTURE.md says what each is.
 */
const STANDS_ON = {
  core: [],
  backend: [],
  network: ['core', 'backend'],
  artifacts: ['core'],
  trainer: ['artifacts', 'network', 'backend', 'core'],
  'report-site': ['artifacts', 'core'],
  'figure-diff': ['report-site', 'artifacts', 'core'],
};
const PACKAGES = Object.keys(STANDS_ON);

/** Imports that files may not have, each with the reason that the linter prints. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** The ways to what a package may not import: by name, and by a path into its folder. */
function forbidAllBut(name) {
  const allowed = [name, ...STANDS_ON[name]];
  const others = PACKAGES.filter((other) => !allowed.includes(other));
  const ground = STANDS_ON[name].join(', ') || 'nothing of ours';
  return {
    regex: `^@layerprint/(?!(?:${allowed.join('|')})(?:/|$))|/(?:${others.join('|')})/(?:src|tests)/`,
    message: `Imports run one way, and ${name} stands on ${ground}. Move what you need down into what it stands on, move this file up, or meet through files.`,
  };
}

/** The sources of what a package does stand on. */
const forbidInside = (name) =>
  STANDS_ON[name].map((other) => ({
    regex: `/${other}/src/`,
    message: `Import ${other} by its public entries, those in the exports of packages/${other}/package.json.`,
  }));

const laws = PACKAGES.map((name) => ({
  files: [`packages/${name}/**`],
  rules: forbid(forbidAllBut(name), ...forbidInside(name)),
}));

/** Packages that run in a browser as in Node, and what they may not import besides. */
const PURE = { core: '|canvas$|vega(?:-lite)?$|fast-png$|@tensorflow/', network: '|canvas$' };

const pureLaws = Object.entries(PURE).map(([name, besides]) => {
  const message = `${name} runs in a browser as in Node. What reads, writes, draws or waits for a machine is for artifacts and trainer to do, and comes in as an argument.`;
  const machine = {
    regex: `^(?:node:|(?:${builtinModules.join('|')})(?:$|/)${besides})`,
    message,
  };
  const globals = ['Buffer', 'global', 'process', 'require', 'setImmediate'];
  return {
    files: [`packages/${name}/src/**`],
    rules: {
      ...forbid(forbidAllBut(name), ...forbidInside(name), machine),
      'no-restricted-globals': ['error', ...globals.map((global) => ({ name: global, message }))],
    },
  };
});

const PATHNAME = {
  property: 'pathname',
  message:
    "The pathname of a file's URL is no path where a folder has a space or a sign in its name: join import.meta.dirname, or use fileURLToPath.",
};

/** Rules on types that are not as the presets have them, each with the reason. */
const TYPED = {
  // What an index gives may be undefined to TypeScript, and `!` says that it is not.
  '@typescript-eslint/no-non-null-assertion': 'off',
  // A function that does nothing says so by being empty.
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  // `||` stands where an empty text or 0 is to be replaced as well, as the columns of a terminal that knows none.
  '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
  // Brackets tell a name that a record may have from one that it has.
  '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
  // `() => stop()` reads better than braces, and what stops gives nothing that could be taken for something.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // What has one way to stand in a sentence; neither undefined nor an object has.
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowArray: true, allowRegExp: true },
  ],
  // async makes a rejection of what is thrown at once, also where there is nothing to wait for.
  '@typescript-eslint/require-await': 'off',
  // Classes of TypeScript are structural, and TF.js asks for what has the methods.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // Loops over activations go by index, which costs less than an iterator.
  '@typescript-eslint/prefer-for-of': 'off',
  // TypeScript refuses enums by `erasableSyntaxOnly`, and to look for some takes a tenth of the linter's time.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  // A getter stands on the class, and is no property of what is made from it.
  '@typescript-eslint/class-literal-property-style': 'off',
  // [...text] takes a text apart into code points, where that is what counts.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
};

export default defineConfig(
  {
    ignores: [
      'packages/backend/assembly/',
      'tools/bench/assembly/',
      '**/dist/',
      'data/',
      '.nx/',
      '**/.astro/',
      'node_modules/',
      'fixtures/article/',
    ],
  },
  ts.configs.strict,
  astro.configs.recommended,
  {
    files: ['**/*.{ts,js,astro}'],
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // `astro check` sees to the types of what no TypeScript file holds.
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      // Named, as to find the project of each file takes a quarter of the linter's time.
      parserOptions: {
        project: ['tsconfig.json', 'packages/*/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: TYPED,
  },
  {
    files: ['**/tests/**/*.ts'],
    rules: {
      // The matchers of Vitest are any, so that they can stand in the place of every value.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['**/*.{ts,js,astro}'],
    // Where a web address is taken apart.
    ignores: [
      'packages/backend/tests/in-chromium.ts',
      'packages/report-site/tests/links.browser.test.ts',
    ],
    rules: { 'no-restricted-properties': ['error', PATHNAME] },
  },
  laws,
  pureLaws,
);
