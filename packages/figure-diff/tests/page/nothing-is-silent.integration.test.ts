import fc from 'fast-check';
import { entryOf } from '@layerprint/core';
import { type Artifacts, type OpenedFigure } from '@layerprint/artifacts';
import {
  compareReports,
  decideExitStatus,
  FAIL_ON,
  formatDiffJunit,
  formatDiffMarkdown,
  sayHeadline,
} from '../../src/comparison/index.ts';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256 } from '@layerprint/artifacts/files';
import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { describe, expect, it } from 'vitest';
import { openSample, sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';
import { summariseDiff } from '../../src/command/summarise-diff.ts';
import { listEdits, type Edit } from './list-edits.ts';
import { isTrainedRun } from '@layerprint/core/schemas/run';

const BASE = sampleArtifacts();

function compare(base: Artifacts, head: Artifacts): Diff {
  const side = (label: string, artifacts: Artifacts) => ({
    source: { label, from: 'folder', commit: null, uncommitted: false } as const,
    artifacts,
  });
  return DiffSchema.parse(
    compareReports({ profile: 'sample', base: side('a', base), head: side('b', head) }),
  );
}

/** What a diff says, whoever reads it. */
function readAll(diff: Diff) {
  return {
    headline: sayHeadline(diff),
    comment: /Layerprint: (.*)/.exec(formatDiffMarkdown(diff))![1]!,
    terminal: summariseDiff(diff, 'out').split(':')[0]!,
    statuses: FAIL_ON.map((failOn) => decideExitStatus(diff, failOn)),
    failures: FAIL_ON.map((failOn) => /failures="(\d+)"/.exec(formatDiffJunit(diff, failOn))![1]),
  };
}

/** Throws unless all that a diff says of two reports that differ fits together and none says "nothing". */
function expectTold(diff: Diff, name: string): void {
  const { headline, comment, terminal, statuses, failures } = readAll(diff);
  expect([name, terminal]).toEqual([name, headline]);
  const [visual, changed, finding, never] = statuses;
  expect([visual! >= changed!, changed! >= finding!, never]).toEqual([true, true, 0]);
  expect(failures.map((count) => Math.min(Number(count), 1))).toEqual(statuses);
  expect(finding === 1).toBe(diff.findings.length > 0);
  expect(headline.startsWith('Nothing changed')).toBe(visual === 0);
  expect([name, comment]).toEqual([name, headline]);
  expect([name, headline]).not.toContain('Nothing changed');
  for (const { id, verdict, sentences } of [...diff.figures, ...diff.claims]) {
    expect([id, sentences.length > 0]).toEqual([id, verdict !== 'identical']);
  }
}

/**
 * Leaves that no single edit can make others: versions; what other fields go with, as the name of a data set
 * and the size of maps; numbers in order; the one JSON file of a figure; either of two models; of a layer what its
 * neighbours fit.
 */
const ONE_VALUE =
  /(?:^|\.)(?:schemaVersion|(?:dataset|choice|optimizer)\.name|shape\.\d|epoch|role|format|model|models\.\d\.id|layers\.\d+\.(?:kind|(?:kernel|stride|outputShape)\.\d|padding|activation|parameters))$/;
/** The larger of the tolerances, as a share of a number or of 1. */
const TOLERANCE = 4096 * 2 ** -24;
/** Of the manifest: what a report is made from. */
const INPUT =
  /^(?:profile|claimsHash|experiment|figureCode|dataset\.dataHash|runs\.\w+\.(?:plan\.model|codeHash|codeFiles|backend|versions|weightsHash))(?:\.|$)/;
/** Of the data of a figure: what says only how they are drawn. */
const DRAWING =
  /^(?:(?:scale|layout\..*|colourMaximum\.models), |(?:series|models), two items exchanged$)/;

/** Of the data of a figure: what they are of. */
const SUBJECT = /^(?:model|layer|specimen|trueClass|quantity|over|unit|metric), /;

/** What opening a report refuses, beside what does not fit the schema. */
function isOpenable({ figures, runs }: Manifest): boolean {
  return (
    new Set(figures.map(({ id }) => id)).size === figures.length &&
    figures.every(({ files }) => files.some(({ role }) => role === 'data')) &&
    Object.values(runs).every(
      (run) => !isTrainedRun(run) || run.epochs.some(({ epoch }) => epoch === run.bestEpoch),
    )
  );
}

function isReport(value: unknown): boolean {
  const { success, data } = ManifestSchema.safeParse(value);
  return success && isOpenable(data);
}

const MANIFEST = listEdits(BASE.manifest, isReport);

/** A report with this manifest; a figure that is new, or under another id, has the data of its place. */
function openManifest(manifest: Manifest): Artifacts {
  const byId = new Map(BASE.figures.map(({ id, data }) => [id, data]));
  const data = manifest.figures.map(({ id }, i) => byId.get(id) ?? BASE.figures[i]!.data);
  return openSample(manifest, data);
}

/** A report in which one figure has these data. */
function openData(index: number, data: OpenedFigure['data']): Artifacts {
  const manifest = structuredClone(BASE.manifest);
  const file = manifest.figures[index]!.files.find(({ role }) => role === 'data')!;
  file.sha256 = hashSha256(JSON.stringify(data));
  return openSample(
    manifest,
    BASE.figures.map((figure, i) => (i === index ? data : figure.data)),
  );
}

/**
 * Compares both ways with the original, since what is new in one is gone in the other; not at all what is
 * refused with a sentence.
 */
function compareBothWays(report: Artifacts): Diff[] {
  try {
    return [compare(BASE, report), compare(report, BASE)];
  } catch (error) {
    if (error instanceof LayerprintError) return [];
    throw error;
  }
}

describe('a report of which one thing is another', () => {
  it('comes of an edit of every leaf but those that have one value', () => {
    expect(MANIFEST.edits.length).toBeGreaterThan(550);
    expect(MANIFEST.fixed.filter((path) => !ONE_VALUE.test(path))).toEqual([]);
  });

  it('is told from the original, whatever it is in the manifest, and fails unless it is an input', () => {
    for (const { name, path, apply } of MANIFEST.edits) {
      for (const diff of compareBothWays(openManifest(apply(BASE.manifest)))) {
        expectTold(diff, name);
        const status = INPUT.test(path.join('.')) ? 0 : 1;
        expect([name, decideExitStatus(diff, 'visual')]).toEqual([name, status]);
      }
    }
  });

  it.each(BASE.figures.map((figure, index) => ({ ...figure, index })))(
    'is told from the original, whatever it is in the data of $id',
    ({ id, kind, data, index }) => {
      const { edits, fixed } = listEdits(
        data,
        (value) => entryOf(kind).schema.safeParse(value).success,
      );
      expect(fixed.filter((path) => !ONE_VALUE.test(path))).toEqual([]);
      for (const { name, apply } of edits) {
        for (const diff of compareBothWays(openData(index, apply(data)))) {
          expectTold(diff, name);
          const { verdict } = diff.figures.find((figure) => figure.id === id)!;
          const expected = SUBJECT.test(name)
            ? /^replaced$/
            : DRAWING.test(name)
              ? /^visual-only$/
              : /changed$/;
          expect([name, verdict]).toEqual([name, expect.stringMatching(expected)]);
        }
      }
    },
  );

  it('is told from the original, whatever two things are others at once', () => {
    const anyEdit = fc.constantFrom(...MANIFEST.edits);
    fc.assert(
      fc.property(anyEdit, anyEdit, (one, other) => {
        const manifest = applyBoth(one, other);
        fc.pre(manifest !== undefined);
        for (const diff of compareBothWays(openManifest(manifest))) {
          expectTold(diff, `${one.name}; ${other.name}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is told from the original, however little a number of it moved', () => {
    const numbers = MANIFEST.edits.filter(
      ({ path, name }) => name.endsWith(', changed') && typeof readAt(path) === 'number',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.double({ min: 1e-12, max: 1, noNaN: true }),
        ({ path, name }, by) => {
          const before = readAt(path) as number;
          const manifest = structuredClone(BASE.manifest);
          const parent = path.slice(0, -1).reduce<unknown>(readField, manifest);
          Object.assign(parent as object, { [path.at(-1)!]: before * (1 + by) });
          fc.pre(readAt(path, manifest) !== before && isReport(manifest));
          for (const diff of compareBothWays(openManifest(manifest))) {
            expectTold(diff, name);
            const isNoise = Math.abs(before * by) <= TOLERANCE * Math.max(before * (1 + by), 1);
            if (sayHeadline(diff).includes('noise'))
              expect([name, by, isNoise]).toEqual([name, by, true]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Undefined where the two do not go together. */
function applyBoth(one: Edit<Manifest>, other: Edit<Manifest>): Manifest | undefined {
  try {
    const manifest = other.apply(one.apply(BASE.manifest));
    const isOther = JSON.stringify(manifest) !== JSON.stringify(BASE.manifest);
    return isOther && isReport(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function readAt(path: readonly string[], manifest: unknown = BASE.manifest): unknown {
  return path.reduce(readField, manifest);
}

function readField(value: unknown, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}
