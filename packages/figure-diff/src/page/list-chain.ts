import type { Diff, Side, SideReport } from '../schemas/diff.ts';
import type { OfSides } from './charts/side-chart.ts';

/** One link of the chain that made a report, on both sides. */
export interface ChainLink {
  readonly heading: string;
  readonly cells: OfSides<string>;
  /** Never where only one side has it. */
  readonly differs: boolean;
}

/** Lists the links of both sides' chains in the order in which one is made from the other. */
export function listChain({ base, head }: Diff): ChainLink[] {
  const readers: [string, (side: Side) => string | null][] = [
    ['Commit', ({ source }) => source.commit],
    ['Experiment', ofReport(({ experimentHash }) => experimentHash)],
    ['Data', ofReport(({ dataset, dataHash }) => `${dataset} ${dataHash}`)],
    ...listModels(base, head).map((model): [string, (side: Side) => string | null] => [
      `Weights of the ${model}`,
      ofReport(({ models }) => models.find(({ id }) => id === model)?.weightsHash ?? null),
    ]),
    ['Manifest of the artifacts', ofReport(({ manifestHash }) => manifestHash)],
  ];
  return readers.map(([heading, read]) => {
    const cells = { base: read(base), head: read(head) };
    const isOnBoth = cells.base !== null && cells.head !== null;
    return { heading, cells, differs: isOnBoth && cells.base !== cells.head };
  });
}

/** The models of both sides: the head's in order, then those that only the base has. */
function listModels(base: Side, head: Side): string[] {
  const listIds = (side: Side) =>
    side.status === 'built' ? side.report.models.map(({ id }) => id) : [];
  return [...new Set([...listIds(head), ...listIds(base)])];
}

function ofReport(read: (report: SideReport) => string | null): (side: Side) => string | null {
  return (side) => (side.status === 'built' ? read(side.report) : null);
}
