import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalogue, catalogueFileNames } from './catalogue.files.js';
import { type CatalogueReading, checkCatalogue } from './catalogue.rules.js';
import { CatalogueError } from './fault.js';

/** No catalogue comes near it; a wrong file is not read into memory. */
const mostBytes = 20 * 1024 * 1024;

/** Reads and checks a catalogue folder: the whole catalogue, or every fault by file, row and column. */
export async function readCatalogue(folder: string): Promise<CatalogueReading> {
  const files = new Map<string, Uint8Array | Error>();
  for (const file of catalogueFileNames) {
    const bytes = await bytesOf(join(folder, file));
    if (bytes) files.set(file, bytes);
  }
  return checkCatalogue(files);
}

/** The catalogue of a folder. Throws CatalogueError with every fault. */
export async function wholeCatalogue(folder: string): Promise<Catalogue> {
  const { catalogue, faults } = await readCatalogue(folder);
  if (!catalogue) throw new CatalogueError(faults);
  return catalogue;
}

async function bytesOf(path: string): Promise<Uint8Array | Error | undefined> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? new Error(`over ${mostBytes} bytes`) : await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : new Error(code ?? 'unknown fault');
  }
}
