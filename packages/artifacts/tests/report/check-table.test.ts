import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCsv } from '@layerprint/core';
import { checkTable } from '../../src/report/check-table.ts';

describe('checkTable', () => {
  test('takes every table of ours, whatever stands in it', () => {
    const cell = fc.oneof(
      fc
        .string({ unit: fc.constantFrom(...Array.from('=+-@\t\r\n,"\'; a1')) })
        .filter((text) => !/[;\t]/.test(text)),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 3 })), (rows) => {
        const csv = formatCsv({ columns: [{ key: 'a', label: 'A' }], rows });
        expect(() => checkTable(csv)).not.toThrow();
      }),
    );
  });

  test.each([
    'a\r\n=HYPERLINK("https://evil.example/")\r\n',
    'a,=1+1\r\n',
    'a,"=1+1"\r\n',
    'a,"=cmd|\' /C calc\'!A0"\r\n',
    '@SUM(A1)\r\n',
    '+1+cmd\r\n',
    '-1+cmd\r\n',
    '"\t=1"\r\n',
    'a;=1+1\r\n',
    'a\t=1+1\r\n',
    'a\r=1+1',
    'a\n=1+1',
    '"a","b"\r\n"c","=1"\r\n',
    '"unclosed,=1\r\n',
    'quo"te,=1\r\n',
    '＝1+1',
  ])('refuses %j', (csv) => {
    expect(() => checkTable(csv)).toThrow('it holds the formula');
  });
});
