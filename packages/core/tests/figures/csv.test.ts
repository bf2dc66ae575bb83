import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCsv } from '@layerprint/core';

const columns = [
  { key: 'name', label: 'Name' },
  { key: 'value', label: 'Value' },
];

test('a table has a header of keys and CRLF after every line', () => {
  expect(
    formatCsv({
      columns,
      rows: [
        ['a', 1.5],
        ['b', ''],
      ],
    }),
  ).toBe('name,value\r\na,1.5\r\nb,\r\n');
});

test('cells with commas, quotes or line breaks are quoted', () => {
  const rows = [
    ['a,b', 1],
    ['say "x"', 2],
    ['two\nlines', 3],
    ['cr\r', 4],
  ];
  expect(formatCsv({ columns, rows })).toBe(
    'name,value\r\n"a,b",1\r\n"say ""x""",2\r\n"two\nlines",3\r\n"cr\r",4\r\n',
  );
});

test.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'the text %j gets an apostrophe, as a spreadsheet would compute it',
  (text) => {
    const [, row] = readCsv(formatCsv({ columns, rows: [[text, -1.5]] }));
    expect(row).toEqual([`'${text}`, '-1.5']);
  },
);

test('numbers and other texts are left as they are', () => {
  const rows = [
    [-1.5, 1e-7],
    [-1e21, '+5'],
    ['a=b', 'it’s'],
    ["'=1", ''],
  ];
  const read = readCsv(formatCsv({ columns, rows }));
  expect(read.slice(1)).toEqual(rows.map((row) => row.map(String)));
});

test('a reader by the grammar of RFC 4180 gets every cell back', () => {
  const cell = fc.oneof(
    fc
      .string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', ' ', 'é') })
      .filter((text) => !text.startsWith('\r')),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const read = readCsv(formatCsv({ columns, rows }));
      expect(read).toEqual([['name', 'value'], ...rows.map((row) => row.map(String))]);
    }),
  );
});

/** One character at a time, written from the RFC's grammar. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[++i]!;
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') [record, field] = [[...record, field], ''];
    else if (character === '\r' && text[i + 1] === '\n') {
      records.push([...record, field]);
      [record, field] = [[], ''];
      i++;
    } else field += character;
  }
  return records;
}
