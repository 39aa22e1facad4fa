import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { FileStore } from '../store/file-store.js';
import type { DossierScope } from './dossier-scope.js';
import { type ManifestEntry, manifestCsv, manifestJson } from './manifest.rules.js';

/** The same for every entry and in every time zone, so that the same contents give the same bytes. */
const fixed = { mtime: new Date(2020, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };

/** A ZIP archive of the files and their manifest, made as it is read; each file is checked against its hash. */
export function dossierArchive(
  store: FileStore,
  scope: DossierScope,
  entries: readonly ManifestEntry[],
  onFile: (done: number) => void,
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  zip.addBuffer(Buffer.from(manifestJson(scope, entries)), 'manifest.json', fixed);
  zip.addBuffer(Buffer.from(manifestCsv(entries)), 'manifest.csv', fixed);
  let done = 0;
  for (const { path, sha256, size } of entries) {
    if (path === null || sha256 === null || size === null) continue;
    zip.addReadStreamLazy(path, { ...fixed, size }, (take) => {
      store.open(sha256, size).then(
        (stream) => {
          // The archive pipes without listening for errors of its sources.
          stream.once('error', (error) => output.destroy(error));
          output.once('close', () => stream.destroy());
          stream.once('end', () => onFile((done += 1)));
          take(null, stream);
        },
        (error: unknown) => output.destroy(error as Error),
      );
    });
  }
  zip.end();
  return output;
}
