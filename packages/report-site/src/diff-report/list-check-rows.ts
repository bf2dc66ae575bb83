import type { ClaimDiff } from '@layerprint/core/schemas/diff';
import { formatMeasurement } from '../report/format.ts';
import type { SideName } from './charts/side-chart.ts';

type Check = ClaimDiff['checks'][number];
type Value = Check['values'][number];

/** A line of the table of a check, with what each side has; a dash where it has nothing. */
export interface CheckRow {
  readonly heading: string;
  readonly cells: Readonly<Record<SideName, string>>;
  readonly differs: boolean;
}

/**
 * Lists what stands under a check: its rule, where the sides do not have the same; each value; and below a
 * value how many it is made from and how far those spread, where that differs.
 */
export function listCheckRows({ rule, values }: Check): CheckRow[] {
  return [
    ...keepOther(makeRow('Rule', (side) => rule[side])),
    ...values.flatMap((value) => [
      makeRow(value.name, (side) => formatValue(value[side], value.unit[side])),
      ...keepOther(makeRow(`${value.name}, n`, (side) => value.n[side])),
      ...keepOther(makeRow(`${value.name}, spread`, (side) => formatSpread(value, side))),
    ]),
  ];
}

function makeRow(heading: string, read: (side: SideName) => string | number | null): CheckRow {
  const [base, head] = [read('base'), read('head')];
  const cells = { base: String(base ?? '–'), head: String(head ?? '–') };
  return { heading, cells, differs: base !== head };
}

function keepOther(row: CheckRow): CheckRow[] {
  return row.differs ? [row] : [];
}

function formatValue(value: number | null, unit: string | null): string | null {
  return value === null ? null : formatMeasurement(value, unit ?? '');
}

function formatSpread({ spread, unit }: Value, side: SideName): string | null {
  const there = spread[side];
  if (!there) return null;
  const { standardDeviation, n, over } = there;
  return `± ${formatMeasurement(standardDeviation, unit[side] ?? '')} over ${n} ${over}`;
}
