import type { FigureTable } from './figure.ts';

/**
 * Writes a table as comma-separated values: a header of keys, then the rows, CRLF after each.
 *
 * Numbers are in their shortest form that reads back as the same float64. Source: RFC 4180.
 */
export function formatCsv({ columns, rows }: FigureTable): string {
  const lines = [columns.map(({ key }) => key), ...rows];
  return lines.map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
