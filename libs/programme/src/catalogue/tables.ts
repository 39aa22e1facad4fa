import type { CatalogueFile } from './catalogue.files.js';
import type { Table } from './table.rules.js';

/** All files of a catalogue as far as they could be read. */
export type Tables = { [F in CatalogueFile]: Table<F> };
