import type { FigureTable } from './figure.ts';

/** A spreadsheet computes what begins so. Source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i;

/** Whether a spreadsheet takes a cell's text for something to compute. */
export function isComputed(cell: string): boolean {
  return FORMULA.test(cell) && !NUMBER.test(cell);
}

/**
 * Writes a table as comma-separated values: a header of keys, then the rows, CRLF after each.
 *
 * Numbers are in their shortest form that reads back as the same float64. A text that a spreadsheet would
 * compute gets an apostrophe before it. Source: RFC 4180.
 */
export function formatCsv({ columns, rows }: FigureTable): string {
  const lines = [columns.map(({ key }) => key), ...rows];
  return lines.map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: string | number): string {
  const text = isComputed(String(cell)) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
