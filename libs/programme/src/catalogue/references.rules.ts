import { type CatalogueFile, catalogueFileNames, definitionOf, type ReferenceRule } from './catalogue.files.js';
import type { CatalogueFault } from './fault.js';
import { keyOf } from './keys.rules.js';
import type { CheckedRow, Table } from './table.rules.js';
import type { Tables } from './tables.js';

/** Cells that name what no file has. A file that is itself at fault is not searched: the fault would be named twice. */
export function unknownReferences(tables: Tables): CatalogueFault[] {
  const known = Object.fromEntries(catalogueFileNames.map((file) => [file, keysOf(tables[file])]));
  return catalogueFileNames.flatMap((file) =>
    tables[file].rows.flatMap((row) => {
      const lost = new Set<string>();
      return definitionOf(file).references.flatMap((rule) => {
        if (!tables[rule.to as CatalogueFile].whole || rule.columns.some((column) => lost.has(column))) return [];
        const column = rule.columns.at(-1) ?? '';
        const unknown = namedBy(row, rule).filter((key) => !known[rule.to]?.has(key));
        if (unknown.length > 0) lost.add(column);
        return unknown.map((key) => ({
          file,
          row: row.line,
          column,
          code: 'unknown-reference' as const,
          message: noSuch(rule, key),
        }));
      });
    }),
  );
}

function keysOf({ file, rows }: Table): Set<string | undefined> {
  return new Set((rows as CheckedRow[]).map((row) => keyOf(row, definitionOf(file).key)));
}

/** The keys that a cell names: none for null, `all` or a cell at fault; one for each code of a list. */
function namedBy(row: CheckedRow, { columns }: ReferenceRule): string[] {
  const value = (row.cells as Record<string, unknown>)[columns.at(-1) ?? ''];
  if (value === null || value === undefined || value === 'all') return [];
  if (Array.isArray(value)) return value.map(String);
  const key = keyOf(row, columns);
  return key === undefined ? [] : [key];
}

function noSuch({ to }: ReferenceRule, key: string): CatalogueFault['message'] {
  return { zh: `${to} 中没有 ${key}。`, en: `${to} has no ${key}.` };
}
