import { isComputed } from '@layerprint/core';
import { shorten } from '@layerprint/core/json-text';

/** A cell, quoted or not, after what parts it from the one before; that is not a comma everywhere. */
const CELL = /(?:^|[,;\t\r\n])(?:"((?:[^"]|"")*)"|([^",;\t\r\n]*))/g;

/**
 * Makes sure that a spreadsheet that opens a table only shows it.
 *
 * @throws {Error} naming the cell that it would compute.
 */
export function checkTable(csv: string): void {
  for (const [, quoted, plain] of csv.matchAll(CELL)) {
    const cell = quoted ?? plain ?? '';
    if (isComputed(cell)) throw new Error(`it holds the formula ${shorten(JSON.stringify(cell))}`);
  }
}
