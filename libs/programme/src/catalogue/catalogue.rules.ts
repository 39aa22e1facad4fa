import { type Catalogue, type CatalogueFile, catalogueFileNames, definitionOf } from './catalogue.files.js';
import type { CatalogueFault } from './fault.js';
import { duplicateKeys } from './keys.rules.js';
import { gaps } from './numbering.rules.js';
import { adjustmentDates, programmePeriod, targetsOutsidePeriod } from './periods.rules.js';
import { statementFaults } from './quoted-statements.js';
import { unknownReferences } from './references.rules.js';
import { leadsThatSupport, measuresWithoutProof } from './responsibility.rules.js';
import { emptyTable, lostTable, readTable, type Table } from './table.rules.js';
import type { Tables } from './tables.js';

/** A whole catalogue, or everything that is wrong with it. */
export type CatalogueReading =
  { catalogue: Catalogue; faults?: undefined } | { catalogue?: undefined; faults: CatalogueFault[] };

/** The bytes of each file; an error when it is there but could not be read. */
export type CatalogueBytes = ReadonlyMap<string, Uint8Array | Error>;

/** What must be true across rows and files. Each names its own faults, so that all are found at once. */
const rules = [
  duplicateKeys,
  gaps,
  unknownReferences,
  leadsThatSupport,
  measuresWithoutProof,
  programmePeriod,
  targetsOutsidePeriod,
  adjustmentDates,
  statementFaults,
];

/** Checks a catalogue whole. Faults come in the order of files, rows and columns. */
export function checkCatalogue(files: CatalogueBytes): CatalogueReading {
  const tables = Object.fromEntries(catalogueFileNames.map((file) => [file, tableOf(file, files)])) as Tables;
  const faults = [
    ...catalogueFileNames.flatMap((file) => tables[file].faults),
    ...rules.flatMap((rule) => rule(tables)),
  ];
  return faults.length > 0 ? { faults: faults.sort(byPlace) } : { catalogue: assemble(tables) };
}

function tableOf(file: CatalogueFile, files: CatalogueBytes): Table {
  const bytes = files.get(file);
  if (bytes === undefined && definitionOf(file).optional) return emptyTable(file);
  if (bytes === undefined) return lostTable(file, 'missing-file', { zh: '缺少此文件。', en: 'this file is missing.' });
  if (bytes instanceof Error)
    return lostTable(file, 'unreadable-file', {
      zh: `无法读取：${bytes.message}`,
      en: `cannot be read: ${bytes.message}`,
    });
  return readTable(file, bytes);
}

function byPlace(a: CatalogueFault, b: CatalogueFault): number {
  const files: readonly string[] = catalogueFileNames;
  const columns = Object.keys(definitionOf(a.file as CatalogueFile).columns);
  const place = (fault: CatalogueFault) => [
    files.indexOf(fault.file),
    fault.row ?? 0,
    columns.indexOf(fault.column ?? ''),
  ];
  const [left, right] = [place(a), place(b)];
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Numbered rows are put in the order of their numbers, so that moving a row in its file is no other catalogue. */
function assemble(tables: Tables): Catalogue {
  const rowsOf = (file: CatalogueFile): Record<string, unknown>[] => {
    const rows = tables[file].rows.map((row) => row.cells as Record<string, unknown>);
    const { key, numbered } = definitionOf(file);
    if (!numbered) return rows;
    const numbers = (row: Record<string, unknown>) => key.map((column) => Number(row[column]));
    return rows.sort(
      (a, b) =>
        numbers(a)
          .map((no, index) => no - (numbers(b)[index] ?? 0))
          .find(Boolean) ?? 0,
    );
  };
  return Object.fromEntries(catalogueFileNames.map((file) => [file, rowsOf(file)])) as unknown as Catalogue;
}
