import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { WHOLE_COMPARISON, WHOLE_KIND } from './whole-kind.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../..');

/** What is added to a list of what there is, and the places that have to know it before anything compiles. */
const ADDED: readonly {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly places: readonly string[];
}[] = [
  {
    // A kind is whole in its file; only how two of it are compared stands elsewhere, in another.
    file: 'packages/core/src/figures/figure-kinds.ts',
    from: "  'training-curves': TRAINING_CURVES,\n",
    to: "  'training-curves': TRAINING_CURVES,\n  'heat-map': TRAINING_CURVES,\n",
    places: ['packages/figure-diff/src/kinds/compared-kinds.ts'],
  },
  {
    file: 'packages/core/src/figures/kinds/probabilities.ts',
    from: '  tabulate: tabulateProbabilities,\n',
    to: '',
    places: ['packages/core/src/figures/kinds/probabilities.ts'],
  },
  {
    file: 'packages/figure-diff/src/kinds/probabilities.ts',
    from: '  tabulate: (data) => [tabulateProbabilities(data)],\n',
    to: '',
    places: ['packages/figure-diff/src/kinds/probabilities.ts'],
  },
  {
    file: 'packages/core/src/schemas/layer.ts',
    from: "  layerOf('flatten', {}),\n",
    to: "  layerOf('flatten', {}),\n  layerOf('normalisation', {}),\n",
    places: [
      'packages/core/src/figures/architecture.ts',
      'packages/core/src/figures/receptive-field.ts',
      'packages/core/src/schemas/layer.ts',
      'packages/core/src/schemas/layers.ts',
      'packages/figure-diff/src/comparison/longest-sum.ts',
      'packages/network/src/training/layer-passes.ts',
    ],
  },
  {
    file: 'packages/figure-diff/src/schemas/figure-diff.ts',
    from: "  'numeric-noise',\n",
    to: "  'numeric-noise',\n  'rotated',\n",
    places: [
      'packages/figure-diff/src/comparison/fail-on.ts',
      'packages/figure-diff/src/comparison/verdict-words.ts',
    ],
  },
  {
    file: 'packages/core/src/schemas/claim.ts',
    from: "z.enum(['holds', 'fails', 'undecided', 'cannot-fail'])",
    to: "z.enum(['holds', 'fails', 'undecided', 'cannot-fail', 'postponed'])",
    places: ['packages/figure-diff/src/comparison/say-claim.ts'],
  },
  {
    file: 'packages/core/src/schemas/claim.ts',
    from: "z.enum(['holds', 'holds-in-part',",
    to: "z.enum(['holds', 'holds-by-half', 'holds-in-part',",
    places: [
      'packages/core/src/claims/outcome-words.ts',
      'packages/report-site/src/report/claim-words.ts',
    ],
  },
  {
    file: 'packages/figure-diff/src/schemas/diff.ts',
    from: "z.enum(['claim', 'study',",
    to: "z.enum(['claim', 'silence', 'study',",
    places: ['packages/figure-diff/src/page/findings.ts'],
  },
];

test('a new kind of figure, layer, verdict or finding does not compile where something does not know it', () => {
  const texts = new Map<string, string>();
  for (const { file, from, to } of ADDED) {
    const path = join(WORKSPACE, file);
    const text = texts.get(path) ?? readFileSync(path, 'utf8');
    expect(text, file).toContain(from);
    texts.set(path, text.replace(from, to));
  }
  for (const { table, file, text, line, imported } of [WHOLE_KIND, WHOLE_COMPARISON]) {
    const path = join(WORKSPACE, table);
    const known = texts.get(path) ?? readFileSync(path, 'utf8');
    texts.set(path, imported + known.replace(/^\} as const/m, `${line}$&`));
    texts.set(join(WORKSPACE, file), text);
  }
  const places = ADDED.flatMap((added) => added.places);
  const faulty = compile(
    [...texts.keys(), ...places.map((place) => join(WORKSPACE, place))],
    texts,
  );
  expect(places.filter((place) => !faulty.includes(place))).toEqual([]);
  // A kind that is whole takes a file and a line, and the same again for comparing: nothing else has to know it.
  expect(faulty.filter((file) => !places.includes(file))).toEqual([]);
});

/** Compiles files, some with another text, and lists those with errors. */
function compile(files: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(WORKSPACE, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, WORKSPACE);
  // No file imports them.
  const declarations = fileNames.filter((path) => path.endsWith('.d.ts'));
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (path) => texts.get(resolve(path)) ?? read(path);
  const isThere = host.fileExists.bind(host);
  host.fileExists = (path) => texts.has(resolve(path)) || isThere(path);
  const program = ts.createProgram([...new Set([...files, ...declarations])], options, host);
  const faulty = program
    .getSemanticDiagnostics()
    .flatMap(({ file }) => (file ? [relative(WORKSPACE, file.fileName)] : []));
  return [...new Set(faulty)];
}
