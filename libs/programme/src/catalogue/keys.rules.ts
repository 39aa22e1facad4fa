import { catalogueFileNames, definitionOf } from './catalogue.files.js';
import type { CatalogueFault } from './fault.js';
import type { CheckedRow, Table } from './table.rules.js';
import type { Tables } from './tables.js';

/** The values of some columns as one word, or undefined when one of them was at fault. */
export function keyOf(row: CheckedRow, columns: readonly string[]): string | undefined {
  const values = columns.map((column) => (row.cells as Record<string, unknown>)[column]);
  return values.includes(undefined) ? undefined : values.join('/');
}

/** Rows that bear the key of a row above them. */
export function duplicateKeys(tables: Tables): CatalogueFault[] {
  return catalogueFileNames.flatMap((file) => duplicatesIn(tables[file], definitionOf(file).key));
}

function duplicatesIn({ file, rows }: Table, key: readonly string[]): CatalogueFault[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row): CatalogueFault[] => {
    const value = keyOf(row, key);
    if (value === undefined) return [];
    const first = lines.get(value);
    if (first === undefined) {
      lines.set(value, row.line);
      return [];
    }
    const message = { zh: `${value} 已出现在第 ${first} 行。`, en: `${value} already stands in row ${first}.` };
    return [{ file, row: row.line, column: key.at(-1), code: 'duplicate-key', message }];
  });
}
