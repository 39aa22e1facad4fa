import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { FileRefused } from './file-fault.js';
import type { FileKind } from './file-kind.rules.js';
import {
  damaged,
  expandsTooFar,
  isMacro,
  macros,
  mostEmbedded,
  mostEntries,
  mostExpanded,
  nested,
  officeKind,
  tooManyEntries,
} from './office.rules.js';

/** Bytes that may still come out of the archive and what lies within it. */
interface Budget {
  expanded: number;
  embedded: number;
}

/**
 * Which Office document a ZIP archive is; undefined when it is another archive. Every entry is expanded and counted,
 * since the sizes in its directory may lie. Throws FileRefused for bombs, macros, archives in archives and damage.
 */
export async function inspectOffice(path: string, size: number): Promise<FileKind | undefined> {
  const budget: Budget = { expanded: mostExpanded(size), embedded: mostEmbedded };
  return inspect(() => openPromise(path, options), budget, true);
}

const options = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, autoClose: false };

async function inspect(
  open: () => Promise<ZipFile>,
  budget: Budget,
  outermost: boolean,
): Promise<FileKind | undefined> {
  let zip: ZipFile | undefined;
  try {
    zip = await open();
    if (zip.entryCount > mostEntries) throw new FileRefused(tooManyEntries);
    return await readEntries(zip, budget, outermost);
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(damaged);
  } finally {
    zip?.close();
  }
}

async function readEntries(zip: ZipFile, budget: Budget, outermost: boolean): Promise<FileKind | undefined> {
  const entries: Entry[] = [];
  let declared = 0;
  for await (const entry of zip.eachEntry()) {
    declared += entry.uncompressedSize;
    if (declared > budget.expanded) throw new FileRefused(expandsTooFar);
    if (entry.isEncrypted()) throw new FileRefused(damaged);
    entries.push(entry);
  }
  const names = entries.map(({ fileName }) => fileName);
  if (new Set(names).size !== names.length) throw new FileRefused(damaged);
  let kind: FileKind | undefined;
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    const isTypes = entry.fileName === '[Content_Types].xml';
    const content = await expand(zip, entry, budget, outermost, isTypes);
    if (isTypes) kind = officeKind(content.toString('utf8'));
  }
  if (names.some(isMacro)) throw new FileRefused(macros);
  return kind;
}

/** Expands an entry, counting; what is asked for is returned, and what is itself an archive is looked into. */
async function expand(
  zip: ZipFile,
  entry: Entry,
  budget: Budget,
  outermost: boolean,
  wanted: boolean,
): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const kept: Buffer[] = [];
  let size = 0;
  let keeps = wanted;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size === 0 && isArchive(chunk)) {
      if (!outermost || !mayEmbed(entry.fileName)) throw new FileRefused(nested);
      keeps = true;
    }
    size += chunk.length;
    budget.expanded -= chunk.length;
    if (budget.expanded < 0) throw new FileRefused(expandsTooFar);
    if (!keeps) continue;
    budget.embedded -= chunk.length;
    if (budget.embedded < 0) throw new FileRefused(expandsTooFar);
    kept.push(chunk);
  }
  const content = Buffer.concat(kept);
  if (keeps && !wanted && (await inspect(() => fromBufferPromise(content, options), budget, false)) === undefined) {
    throw new FileRefused(nested);
  }
  return content;
}

const isArchive = (start: Buffer): boolean => /^PK(\x03\x04|\x05\x06|\x07\x08)/.test(start.toString('latin1', 0, 4));

/** Office keeps the workbook behind a chart, and documents within documents, in such folders. */
const mayEmbed = (name: string): boolean => /^(word|xl|ppt)\/embeddings\/[^/]+\.(docx|xlsx|pptx)$/i.test(name);
