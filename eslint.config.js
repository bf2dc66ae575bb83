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
    files: ['**/*.{ts,js}'],
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
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
