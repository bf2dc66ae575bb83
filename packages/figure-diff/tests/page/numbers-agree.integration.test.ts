import fc from 'fast-check';
import {
  compareReports,
  decideExitStatus,
  FAIL_ON,
  formatDiffJunit,
  formatDiffMarkdown,
  sayHeadline,
} from '../../src/comparison/index.ts';
import type { Diff } from '../../src/schemas/diff.ts';
import { type Verdict, VERDICTS } from '../../src/schemas/figure-diff.ts';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_INPUTS, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import { sampleSide } from '../comparison/sample-sides.ts';
import { summariseDiff } from '../../src/command/summarise-diff.ts';
import { loadPage, type RenderPage } from '../../src/page/compile-page.ts';
import { listEdits } from './list-edits.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';

let renderPage: RenderPage;

beforeAll(async () => {
  renderPage = await loadPage();
});

const { edits } = listEdits(
  sampleSide('main').artifacts!.manifest,
  (value) => ManifestSchema.safeParse(value).success,
);
/** Edits that leave every figure its id and its data. */
const EDITS = edits.filter(({ path: [part] }) => part !== 'figures');

/** Two reports that differ in anything, in nothing, or in much. */
const anyDiff: fc.Arbitrary<Diff> = fc
  .record({
    activations: fc.constantFrom(SAMPLE_INPUTS.activations, [1, 0, 2, 0, 1, 0, 4, 0]),
    values: fc.constantFrom(SAMPLE_INPUTS.values, [0, 1, 2, 3]),
    epochs: fc.integer({ min: 3, max: 5 }),
    probabilities: fc.constantFrom(
      SAMPLE_INPUTS.probabilities,
      SAMPLE_INPUTS.probabilities.toReversed(),
    ),
    looks: fc.constantFrom('inferno', 'viridis'),
    renamed: fc.constantFrom({}, { probabilities: 'softmax' }),
    seed: fc.constantFrom(2, 3),
    edits: fc.array(fc.constantFrom(...EDITS), { maxLength: 3 }),
  })
  .map(({ seed, edits, ...inputs }) => {
    const editManifest = (manifest: Manifest) => {
      asTrained(manifest.runs.dummy).plan.choice.seed = seed;
      for (const { apply } of edits) {
        const edited = tryTo(() => apply(manifest));
        if (edited && ManifestSchema.safeParse(edited).success) Object.assign(manifest, edited);
      }
    };
    const head: Partial<SampleInputs> = { ...inputs, editManifest };
    return compareReports({
      profile: 'sample',
      base: sampleSide('main'),
      head: sampleSide('HEAD', head),
    });
  });

/** Undefined where two edits do not go together. */
function tryTo<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

type Counts = Partial<Record<Verdict, number>>;
const VERDICT_NAMES = new Map(VERDICTS.map((verdict) => [verdict.replaceAll('-', ' '), verdict]));

/** "2 finding changed, 1 identical". */
function readCounts(text: string): Counts {
  const parts = text.split(', ').map((part) => /^(\d+) ([a-z ]+)\.?$/.exec(part)!);
  return Object.fromEntries(
    parts.map(([, count, name]) => [VERDICT_NAMES.get(name!)!, +count!] as const),
  );
}

function countVerdicts(things: readonly { readonly verdict: Verdict }[]): Counts {
  const counts: Counts = {};
  for (const { verdict } of things) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** What a diff should say of each kind of thing, counted by hand; a kind without things is not told. */
function countAll({ figures, claims, others }: Diff): Record<string, Counts> {
  const counts = { figure: figures, observation: claims, 'other field': others };
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, things]) => things.length > 0)
      .map(([name, things]) => [name, countVerdicts(things)]),
  );
}

function readTerminal(text: string): Record<string, Counts> {
  const lines = text.matchAll(/^\d+ (figure|observation|other field)s?: (.*)$/gm);
  return Object.fromEntries(
    [...lines].map(([, name, counts]) => [name!, readCounts(counts!)] as const),
  );
}

function readComment(text: string): Record<string, Counts> {
  const [head, , ...rows] = text
    .split('\n\n')
    .find((block) => block.startsWith('|  |'))!
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return Object.fromEntries(
    rows.map(([name, ...cells]) => [
      name!.replace(/s$/, ''),
      Object.fromEntries(
        cells.flatMap((cell, i) =>
          cell === '0' ? [] : [[VERDICT_NAMES.get(head![i + 1]!), Number(cell)]],
        ),
      ) as Counts,
    ]),
  );
}

function readPage(html: string): Record<string, Counts> {
  const tiles = [...html.matchAll(/<strong>(\d+)<\/strong> ?(?:<a href="#([a-z-]+)")?/g)];
  const tally = /<p class="tally">(.*?)<\/p>/s.exec(html)?.[1]!.replaceAll(/<[^>]*>/g, '') ?? '';
  const told = [...tally.matchAll(/\d+ (observation|other field)s?: ([^.]*)\./g)];
  return Object.fromEntries([
    [
      'figure',
      Object.fromEntries(tiles.flatMap(([, count, name]) => (name ? [[name, +count!]] : []))),
    ],
    ...told.map(([, name, counts]) => [name, readCounts(counts!.trim())] as const),
  ]) as Record<string, Counts>;
}

/** How many figures each section of the page says it holds. */
function readSections(html: string): Counts {
  const sections = html.matchAll(/<h2 id="([a-z-]+)">(?:(?!<h2).)*?<p>\s*(\d+) figures?\./gs);
  return Object.fromEntries(
    [...sections].map(([, verdict, count]) => [verdict!, Number(count)] as const),
  );
}

function readSuite(junit: string, name: string): { tests: number; failures: number } {
  const found = new RegExp(`<testsuite name="${name}" tests="(\\d+)" failures="(\\d+)"`).exec(
    junit,
  );
  return { tests: Number(found?.[1] ?? 0), failures: Number(found?.[2] ?? 0) };
}

describe('the numbers of a comparison', () => {
  it('are the same on the page, in the comment, in the terminal and in JUnit', async () => {
    await fc.assert(
      fc.asyncProperty(anyDiff, async (diff) => {
        const expected = countAll(diff);
        const [comment, terminal] = [formatDiffMarkdown(diff), summariseDiff(diff, 'out')];
        const html = (await renderPage({ diff, chartSizes: new Map() })).replaceAll(/\s+/g, ' ');
        expect(readTerminal(terminal)).toEqual(expected);
        expect(readComment(comment)).toEqual(expected);
        expect(readPage(html)).toEqual(expected);
        expect(readSections(html)).toEqual(expected['figure']);

        const headline = sayHeadline(diff);
        expect(/^### Layerprint: (.*)$/m.exec(comment)![1]).toBe(headline);
        expect(terminal.startsWith(`${headline}: `)).toBe(true);
        expect(/<h1>(.*?)<\/h1>/s.exec(html)![1]).toBe(headline);
        expect(/<title>(.*?)<\/title>/s.exec(html)![1]!.startsWith(headline)).toBe(true);

        const suites = { figures: diff.figures, claims: diff.claims, others: diff.others };
        for (const failOn of FAIL_ON) {
          const junit = formatDiffJunit(diff, failOn);
          const read = Object.keys(suites).map((name) => readSuite(junit, name));
          expect(read.map(({ tests }) => tests)).toEqual(
            Object.values(suites).map(({ length }) => length),
          );
          const failures = read.reduce((sum, suite) => sum + suite.failures, 0);
          expect(Math.min(failures, 1)).toBe(decideExitStatus(diff, failOn));
          if (failOn !== 'finding' || failures === 0) continue;
          const [figures, claims] = read;
          const told = (thing: string) =>
            Number(new RegExp(`(\\d+) of \\d+ ${thing}`).exec(headline)?.[1] ?? 0);
          expect([told('figure'), told('observation')]).toEqual([
            figures!.failures,
            claims!.failures,
          ]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
