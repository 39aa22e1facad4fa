import type { Text } from '#libs/platform';
import { type CatalogueFile, type CatalogueRow, definitionOf } from './catalogue.files.js';
import type { Cell } from './cell.rules.js';
import { decode } from './encoding.rules.js';
import type { CatalogueFault, FaultCode } from './fault.js';
import { readSheet, type SheetFault, type SheetRecord } from './sheet.rules.js';

/** A row of which some cells may have been at fault; those are missing from `cells`. */
export interface CheckedRow<F extends CatalogueFile = CatalogueFile> {
  line: number;
  cells: Partial<CatalogueRow<F>>;
}

/** One file as far as it could be read. */
export interface Table<F extends CatalogueFile = CatalogueFile> {
  file: F;
  rows: CheckedRow<F>[];
  faults: CatalogueFault[];
  /** False when a row or key is missing or unreadable: what then looks absent may merely be at fault. */
  whole: boolean;
}

/** A table of a file that could not be read at all. */
export function lostTable<F extends CatalogueFile>(file: F, code: FaultCode, message: Text): Table<F> {
  return { file, rows: [], faults: [{ file, code, message }], whole: false };
}

/** Reads a file's bytes: encoding, quotes, header, then every cell. */
export function readTable<F extends CatalogueFile>(file: F, bytes: Uint8Array): Table<F> {
  const decoded = decode(bytes);
  if (decoded.text === undefined)
    return { ...emptyTable(file), faults: decoded.faults.map((fault) => placed(file, [], fault)), whole: false };
  const damaged = new Set(decoded.faults.filter(({ lost }) => lost).map(({ line }) => line));
  const sheet = readSheet(decoded.text);
  const [first, ...others] = sheet.records;
  const header = first?.cells ?? [];
  const stray = sheet.faults.filter((fault) => !damaged.has(fault.line));
  const headerFaults = checkHeader(file, first);
  const table = emptyTable(file);
  table.faults.push(...[...decoded.faults, ...stray].map((fault) => placed(file, header, fault)), ...headerFaults);
  table.whole = damaged.size === 0 && stray.length === 0;
  // Without its header the columns of a file are unknown, and each cell would be a fault.
  if (headerFaults.some((fault) => fault.code !== 'unknown-column')) return { ...table, whole: false };
  for (const record of others) if (!damaged.has(record.line)) readRow(table, header, record);
  table.faults.push(...checkCount(table));
  return table;
}

/** A table without rows, as a file that need not be there has. */
export function emptyTable<F extends CatalogueFile>(file: F): Table<F> {
  return { file, rows: [], faults: [], whole: true };
}

function checkCount({ file, rows, whole }: Table): CatalogueFault[] {
  const { fewest, most = Infinity } = definitionOf(file);
  if (whole && rows.length < fewest)
    return [{ file, code: 'no-rows', message: { zh: '没有数据行。', en: 'has no rows.' } }];
  const message = { zh: `最多 ${most} 行。`, en: `must have no more than ${most} row(s).` };
  return rows.slice(most).map(({ line }) => ({ file, row: line, code: 'too-many-rows', message }));
}

function placed(file: CatalogueFile, header: string[], { line, cell, code, message }: SheetFault): CatalogueFault {
  const column = cell === undefined ? undefined : header[cell];
  return { file, row: line, ...(column ? { column } : {}), code, message };
}

function checkHeader(file: CatalogueFile, record: SheetRecord | undefined): CatalogueFault[] {
  const { columns } = definitionOf(file);
  const row = record?.line ?? 1;
  const header = record?.cells ?? [];
  const missing = Object.keys(columns).filter((column) => !columns[column]?.optional && !header.includes(column));
  const unknown = header.flatMap((column, index) =>
    Object.hasOwn(columns, column) ? [] : [column || `#${index + 1}`],
  );
  const duplicate = header.filter(
    (column, index) => Object.hasOwn(columns, column) && header.indexOf(column) !== index,
  );
  const fault =
    (code: FaultCode, message: Text) =>
    (column: string): CatalogueFault => ({ file, row, column, code, message });
  return [
    ...missing.map(fault('missing-column', { zh: '缺少此列。', en: 'this column is missing.' })),
    ...unknown.map(fault('unknown-column', { zh: '没有此列的定义。', en: 'no such column is known.' })),
    ...duplicate.map(fault('duplicate-column', { zh: '此列重复出现。', en: 'this column stands twice.' })),
  ];
}

function readRow<F extends CatalogueFile>(table: Table<F>, header: string[], { line, cells }: SheetRecord): void {
  const { columns, key } = definitionOf(table.file);
  const fault = (code: FaultCode, message: Text, column?: string): void => {
    table.faults.push({ file: table.file, row: line, ...(column === undefined ? {} : { column }), code, message });
    if (column === undefined || key.includes(column)) table.whole = false;
  };
  if (cells.every((cell) => cell.trim() === '')) return fault('empty', { zh: '此行为空。', en: 'this row is empty.' });
  if (cells.length !== header.length) {
    return fault('cell-count', {
      zh: `有 ${cells.length} 格，应为 ${header.length} 格。`,
      en: `has ${cells.length} cells instead of ${header.length}.`,
    });
  }
  const row: Record<string, unknown> = {};
  for (const [column, definition] of Object.entries(columns)) {
    const at = header.indexOf(column);
    const cell: Cell<unknown> = definition.read(cells[at] ?? '');
    if ('value' in cell) row[column] = cell.value;
    else fault(cell.code, cell.message, column);
  }
  table.rows.push({ line, cells: row as Partial<CatalogueRow<F>> });
}
