import { createHash } from 'node:crypto';
import { type Catalogue, catalogueFileNames, definitionOf } from './catalogue.files.js';

/** SHA-256, in hex, over the rows in canonical order: equal for catalogues that say the same, however they are written. */
export function catalogueDigest(catalogue: Catalogue): string {
  const hash = createHash('sha256');
  for (const file of catalogueFileNames.filter((name) => !definitionOf(name).beside)) {
    const columns = Object.keys(definitionOf(file).columns).sort();
    const rows = catalogue[file].map((row) => columns.map((column) => (row as Record<string, unknown>)[column]));
    hash.update(JSON.stringify([file, columns, rows]));
  }
  return hash.digest('hex');
}
