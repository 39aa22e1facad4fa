import fc from 'fast-check';
import { readSheet } from './sheet.rules.js';

const rows = (text: string) => readSheet(text).records.map(({ line, cells }) => [line, ...cells]);
const faults = (text: string) => readSheet(text).faults.map(({ line, cell }) => [line, cell]);

describe('a sheet', () => {
  it('counts lines across quoted cells, blank lines and both line ends', () => {
    expect(rows('a,b\r\n1,"x\r\ny"\r\n\r\n3,4')).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x\ny'],
      [5, '3', '4'],
    ]);
  });

  it('reads quotes, commas and empty cells', () => {
    expect(rows('"a ""b"", c",,\n')).toEqual([[1, 'a "b", c', '', '']]);
  });

  it.each([
    ['inside a plain cell', 'a,b\n1,x"y\n3,4\n', [2, 1]],
    ['followed by text', 'a,b\n"x"y,2\n3,4\n', [2, 0]],
    ['never ended', 'a,b\n1,"x\n3,4\n', [2, 1]],
    ['ended by the next quote below', 'a,b\n1,"x\n3,"4"\n', [2, 1]],
  ])('names a quote %s and goes on below', (_, text, fault) => {
    expect(faults(text)).toEqual([fault]);
    expect(rows(text).at(-1)).toEqual([3, '3', '4']);
  });

  it('names every stray quote', () => {
    expect(faults('a\nx"\ny\n"z"z\n')).toEqual([
      [2, 0],
      [4, 0],
    ]);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', '字', '"', ',', '\n', ' ', ';') });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('reads back whatever was written with quotes', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (table) => {
        const text = table.map((row) => `${row.map(quote).join(',')}\r\n`).join('');
        const { records, faults: found } = readSheet(text);
        expect(found).toEqual([]);
        expect(records.map(({ cells }) => cells)).toEqual(table);
      }),
    );
  });

  it('reads any text to its end, each line at most once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') }), (text) => {
        const { records, faults: found } = readSheet(text);
        const lines = [...records, ...found].map(({ line }) => line);
        expect(records.map(({ line }) => line)).toEqual(
          [...new Set(records.map(({ line }) => line))].sort((a, b) => a - b),
        );
        expect(Math.max(0, ...lines)).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });
});
