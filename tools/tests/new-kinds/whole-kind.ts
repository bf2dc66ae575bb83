/** A kind of figure that is whole: its file, and the line that it takes in the table of kinds. */
export const WHOLE_KIND = {
  table: 'packages/core/src/figures/figure-kinds.ts',
  file: 'packages/core/src/figures/kinds/peaks.ts',
  text: `
import * as z from 'zod';
import { completeChart } from '../chart-theme.ts';
import { defineFigureKind } from '../figure-kind.ts';

/** The largest activation of every specimen in a layer. */
export const PEAKS = defineFigureKind({
  schema: z.strictObject({ figure: z.string(), layer: z.string(), peaks: z.array(z.number()) }),
  forms: {
    'peaks-{layer}': ({ layer }, measured, figure) => {
      const [model] = measured.models;
      const specimens = measured.dataset.specimens.map(({ id }) => id);
      const peaks = specimens.map((id) =>
        measured.layerOf(model!.id, layer, id).measured.values.reduce((a, b) => Math.max(a, b), 0),
      );
      return { layer, madeFrom: [model!.id], data: { figure, layer, peaks } };
    },
  },
  describe: ({ layer }) => ({ title: 'Peaks', caption: \`Of \${layer}.\`, alt: 'Peaks.' }),
  tabulate: ({ peaks }) => ({
    columns: [{ key: 'peak', label: 'Peak' }],
    rows: peaks.map((peak) => [peak]),
  }),
  drawing: {
    look: 'chart',
    specify: ({ figure, peaks }, theme) =>
      completeChart(figure, theme, { data: { values: peaks }, mark: 'bar' }),
  },
});
`,
  line: '  peaks: PEAKS,\n',
  imported: "import { PEAKS } from './kinds/peaks.ts';\n",
};

/** How two of it are compared: the same again. */
export const WHOLE_COMPARISON = {
  table: 'packages/figure-diff/src/kinds/compared-kinds.ts',
  file: 'packages/figure-diff/src/kinds/peaks.ts',
  text: `
import * as z from 'zod';
import { decideChange } from '../comparison/data-comparison.ts';
import { formatChange } from '../comparison/wording.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { bothOf, both, makeTable } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Peaks, the greatest of each side. */
export const COMPARED_PEAKS = defineComparedKind({
  kind: 'peaks',
  schema: z.strictObject({ kind: z.literal('peaks'), greatest: beforeAndAfter(z.number()) }),
  compare: (base, head) => {
    const [before, after] = [Math.max(...base.peaks), Math.max(...head.peaks)];
    return {
      data: { kind: 'peaks', greatest: { base: before, head: after } },
      change: decideChange([{ isSame: before === after, isNoise: false }]),
      sentences: before === after ? [] : [\`Peak \${formatChange(before, after)}.\`],
      findings: [],
    };
  },
  judged: ['peaks'],
  drawing: [],
  derived: {},
  rebinned: [],
  tabulate: ({ greatest }) => [makeTable(bothOf('Peak'), [both(greatest)])],
  overlay: () => [],
});
`,
  line: '  peaks: COMPARED_PEAKS,\n',
  imported: "import { COMPARED_PEAKS } from './peaks.ts';\n",
};
