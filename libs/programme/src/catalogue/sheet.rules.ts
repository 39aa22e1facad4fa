import type { FaultCode } from './fault.js';
import type { Text } from '#libs/platform';

/** One record of a CSV file with the line on which it begins. */
export interface SheetRecord {
  line: number;
  cells: string[];
}

export interface SheetFault {
  line: number;
  /** Position of the cell in its record, from 0. */
  cell?: number;
  code: FaultCode;
  message: Text;
}

export interface Sheet {
  records: SheetRecord[];
  faults: SheetFault[];
}

const cellEnds = {
  zh: '引号后应为逗号或行尾；文字中的引号应写成两个并整格加引号。',
  en: 'a quote must end its cell; write a quote inside a text twice and quote the whole cell.',
};
const cellBegins = {
  zh: '引号只能位于单元格开头；文字中的引号应写成两个并整格加引号。',
  en: 'a quote may only begin a cell; write a quote inside a text twice and quote the whole cell.',
};
const neverEnds = { zh: '此处的引号没有结束。', en: 'the quote that begins here never ends.' };

/**
 * Reads comma-separated text. After a fault of quoting it goes on with the next line, so that one stray quote neither
 * hides the faults below it nor shifts their line numbers. Blank lines are passed over.
 */
export function readSheet(text: string): Sheet {
  const sheet: Sheet = { records: [], faults: [] };
  let position = 0;
  let line = 1;
  while (position < text.length) {
    const record = readRecord(text, position, line);
    if (record.fault) sheet.faults.push(record.fault);
    else if (record.cells.length > 1 || record.cells[0] !== '') sheet.records.push({ line, cells: record.cells });
    line += linesBetween(text, position, record.end);
    position = record.end;
  }
  return sheet;
}

interface ReadRecord {
  cells: string[];
  /** Where the next record begins. */
  end: number;
  fault?: SheetFault;
}

function readRecord(text: string, start: number, line: number): ReadRecord {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    const cell = text[position] === '"' ? quotedCell(text, position) : plainCell(text, position);
    if ('fault' in cell) {
      // The cell may have begun on a later line than the record; what follows that line is read anew.
      const end = lineEnd(text, position);
      return {
        cells,
        end,
        fault: {
          line: line + linesBetween(text, start, position),
          cell: cells.length,
          code: 'quote',
          message: cell.fault,
        },
      };
    }
    cells.push(cell.value);
    if (text[cell.end] !== ',') return { cells, end: lineEnd(text, cell.end) };
    position = cell.end + 1;
  }
}

type ReadCell = { value: string; end: number } | { fault: Text };

function plainCell(text: string, start: number): ReadCell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !text.startsWith('\r\n', end)) end += 1;
  const value = text.slice(start, end);
  return value.includes('"') ? { fault: cellBegins } : { value, end };
}

function quotedCell(text: string, start: number): ReadCell {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) return { fault: neverEnds };
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const value = text
    .slice(start + 1, end)
    .replaceAll('""', '"')
    .replaceAll('\r\n', '\n');
  end += 1;
  const ended = end >= text.length || text[end] === ',' || text[end] === '\n' || text.startsWith('\r\n', end);
  return ended ? { value, end } : { fault: cellEnds };
}

/** The position after the end of the line that holds `position`. */
function lineEnd(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end + 1;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
