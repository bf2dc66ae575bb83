import { expect, test } from 'vitest';
import { FIGURE_KINDS } from '@layerprint/core';
import type { OpenedFigure } from '@layerprint/artifacts';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { drawMutations, judgeError } from '../../../artifacts/tests/mutations/mutate-json.ts';
import { sampleArtifacts } from '../../../artifacts/tests/sample-artifacts.ts';
import { compareReports, formatDiffJunit, formatDiffMarkdown } from '../../src/comparison/index.ts';
import { DiffSchema } from '../../src/schemas/diff.ts';
import { sampleSide } from './sample-sides.ts';

/** How many mutations of a figure's data are tried; every one of them can be, and takes minutes. */
const COUNT = 250;
const ARTIFACTS = sampleArtifacts();

test.each(ARTIFACTS.figures.map((figure) => [figure.id, figure] as const))(
  'the data of %s with one thing changed are compared, where they can be read, or refused with a sentence',
  (_, figure) => {
    const faults: string[] = [];
    let compared = 0;
    for (const { name, text } of drawMutations(figure.data, COUNT)) {
      let data: OpenedFigure['data'];
      try {
        data = parseJson(FIGURE_KINDS[figure.kind].schema, text, `${figure.id}.json`);
      } catch {
        continue;
      }
      compared += 1;
      const fault = compareWith({ ...figure, data } as OpenedFigure);
      if (fault !== undefined) faults.push(`${name} ${fault}`);
    }
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThan(0);
  },
);

/** What goes wrong where the sample's figure is another one. */
function compareWith(figure: OpenedFigure): string | undefined {
  const { source } = sampleSide('head');
  const figures = ARTIFACTS.figures.map((other) => (other.id === figure.id ? figure : other));
  try {
    const diff = compareReports({
      profile: 'tiny',
      base: sampleSide('base'),
      head: { source, artifacts: { ...ARTIFACTS, figures } },
    });
    stringifyCanonicalJson(DiffSchema, diff, 'diff.json');
    formatDiffMarkdown(diff);
    formatDiffJunit(diff, 'visual');
    return undefined;
  } catch (error) {
    return judgeError(error);
  }
}
