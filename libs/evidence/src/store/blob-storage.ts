import type { Readable } from 'node:stream';

/** A file on the local disk that is complete and flushed, and not yet anybody's. */
export interface StagedFile {
  path: string;
  /** SHA-256 of its content, 64 hexadecimal digits. */
  sha256: string;
  /** Bytes. */
  size: number;
}

export interface Blob {
  stream: Readable;
  /** Bytes. */
  size: number;
}

/** Where the bytes lie: a disk or an object store. It knows contents by their SHA-256 and nothing else of them. */
export abstract class BlobStorage {
  /** Takes a staged file over, once: what is there already stays as it is. The staged file is gone afterwards. */
  abstract adopt(file: StagedFile): Promise<void>;
  /** The bytes, unchecked; undefined when there are none. */
  abstract read(sha256: string): Promise<Blob | undefined>;
  abstract has(sha256: string): Promise<boolean>;
  /** Removing what is not there is no fault. */
  abstract remove(sha256: string): Promise<void>;
  /** Everything that lies there, with the moment at which it came. */
  abstract list(): AsyncIterable<{ sha256: string; storedAt: Date }>;
}
