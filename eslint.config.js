import { builtinModules } from 'node:module';
import astro from 'eslint-plugin-astro';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/** Imports that a package may not have, each with the reason that the linter prints. */
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const TRAINER = {
  regex: '^@layerprint/trainer|/trainer/',
  message: 'Imports run one way: core ← trainer, core ← report-site. Meet trainer through files.',
};
const SITE = {
  regex: '^@layerprint/report-site|/report-site/',
  message: 'Nothing imports report-site: it is the end of the data flow.',
};
const OURS = {
  regex: '^@layerprint/(?!backend)',
  message: 'The backend stands on the ground: it has to be of use without the rest of Layerprint.',
};
const INSIDE_CORE = {
  regex: '/core/src/',
  message: 'Import core by its public entries, @layerprint/core and below.',
};
const MACHINE = {
  regex: '^(node:|canvas$|fast-png$|vega$|vega-lite$|@tensorflow/)',
  message:
    'The root entry of core is pure, so that a browser can use it. Files, commands and rendering have entries of their own.',
};
const NODE = {
  regex: `^(?:node:|(?:${builtinModules.join('|')})(?:$|/))`,
  message:
    'The network runs in the browser as in Node: what reads, writes or waits for a machine is the trainer’s and comes in as an argument.',
};
/** What Node has and a browser has not, by name. */
const NODE_GLOBALS = ['Buffer', 'global', 'process', 'require', 'setImmediate'].map((name) => ({
  name,
  message: NODE.message,
}));

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
      'fixtures/',
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
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
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
    files: ['packages/core/src/**'],
    ignores: [
      'packages/core/src/{artifacts,command,command-line,files,held-sources,lock,profiles,read-file,record-sources,replace-folder,sealed-folder,source-code,work-folder}.ts',
      'packages/core/src/{render,picture-diff}/**',
    ],
    rules: forbid(TRAINER, SITE, MACHINE),
  },
  {
    files: [
      'packages/core/src/{artifacts,command,command-line,files,held-sources,lock,profiles,read-file,record-sources,replace-folder,sealed-folder,source-code,work-folder}.ts',
      'packages/core/src/{render,picture-diff}/**',
      'packages/core/tests/**',
    ],
    rules: forbid(TRAINER, SITE),
  },
  {
    files: ['**/*.{ts,js,astro}'],
    // Where a web address is taken apart.
    ignores: [
      'packages/backend/tests/in-chromium.ts',
      'packages/report-site/tests/{serve-folder,site.browser.test}.ts',
    ],
    rules: { 'no-restricted-properties': ['error', PATHNAME] },
  },
  { files: ['packages/backend/**'], rules: forbid(OURS, TRAINER, SITE) },
  {
    files: ['packages/network/src/**'],
    rules: {
      ...forbid(TRAINER, SITE, INSIDE_CORE, NODE),
      'no-restricted-globals': ['error', ...NODE_GLOBALS],
    },
  },
  { files: ['packages/network/tests/**'], rules: forbid(TRAINER, SITE, INSIDE_CORE) },
  { files: ['packages/trainer/**'], rules: forbid(SITE, INSIDE_CORE) },
  { files: ['packages/report-site/**'], rules: forbid(TRAINER, INSIDE_CORE) },
);
