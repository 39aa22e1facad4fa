import { randomUUID } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Tx, UnitOfWork } from '#libs/database';
import { DomainError, LOGGER } from '#libs/platform';
import { BlobStorage, type StagedFile } from './blob-storage.js';
import { Staging } from './staging.js';
import { storageFull } from './storage-full.js';
import { Verification } from './verification.js';

/** A file whose bytes are in the store, claimed until it is recorded or released. */
export interface KeptFile {
  sha256: string;
  /** Bytes. */
  size: number;
  claim: string;
}

/**
 * Files by their SHA-256: stored once, never overwritten, checked whenever they are read. Bytes cannot take part in a
 * transaction, so they are put first under a claim, then recorded in the act's transaction or released. A claim, a
 * record, or a dossier keeps a content; what nothing keeps is removed, under the lock of its row in `stored_blob`.
 */
@Injectable()
export class FileStore {
  constructor(
    private readonly storage: BlobStorage,
    private readonly staging: Staging,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stores a stream; call it outside of transactions. The claim must be recorded or released. */
  async put(source: AsyncIterable<Uint8Array>): Promise<KeptFile> {
    const staged = await storageFull(() => this.staging.write(source));
    try {
      return await this.keep(staged);
    } finally {
      await this.staging.discard(staged);
    }
  }

  /** Takes over a file that `FileReceiver` received; call it outside of transactions. */
  async keep(staged: StagedFile): Promise<KeptFile> {
    const { sha256, size } = staged;
    const claim = randomUUID();
    await this.unitOfWork.run(async (tx) => {
      // The update waits for a removal of the same content that is under way.
      await tx.change(
        'insert into stored_blob (sha256) values ($1) on conflict (sha256) do update set sha256 = excluded.sha256',
        [sha256],
      );
      await tx.change('insert into blob_claim (id, sha256) values ($1, $2)', [claim, sha256]);
    });
    try {
      await storageFull(() => this.storage.adopt(staged));
    } catch (error) {
      await this.release({ sha256, size, claim });
      throw error;
    }
    return { sha256, size, claim };
  }

  /** Makes the file one of the product's, in the act's transaction. */
  async record(tx: Tx, { sha256, size, claim }: KeptFile, mediaType: string): Promise<void> {
    await tx.change(
      'insert into evidence_file (sha256, size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing',
      [sha256, size, mediaType],
    );
    await this.settle(tx, claim);
  }

  /** Ends a claim in the transaction that writes another reference to `stored_blob`. */
  async settle(tx: Tx, claim: string): Promise<void> {
    await tx.change('delete from blob_claim where id = $1', [claim]);
  }

  /** Gives up a claim; without another keeper the content is removed. Nothing happens to what was recorded. */
  async release({ sha256, claim }: KeptFile): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.settle(tx, claim);
      await this.removeUnkept(tx, sha256);
    });
  }

  /** Removes a content that nothing keeps; false when something does. */
  async removeUnkept(tx: Tx, sha256: string): Promise<boolean> {
    await tx.rows('select from stored_blob where sha256 = $1 for update', [sha256]);
    const removed = await tx.change(
      `delete from stored_blob b where b.sha256 = $1
         and not exists (select from blob_claim c where c.sha256 = b.sha256)
         and not exists (select from evidence_file f where f.sha256 = b.sha256)
         and not exists (select from dossier d where d.sha256 = b.sha256)`,
      [sha256],
    );
    // Still under the lock: whoever puts the same content waits for the end of this transaction, then puts it anew.
    if (removed === 1) await this.storage.remove(sha256);
    return removed === 1;
  }

  async has(sha256: string): Promise<boolean> {
    return this.storage.has(sha256);
  }

  /**
   * The stored bytes. Throws 410 when they are missing or of another length; a stream whose bytes are not the ones that
   * were stored ends with the same error before its last bytes. Either raises an alarm in the log.
   */
  async open(sha256: string, size?: number): Promise<Readable> {
    const blob = await this.storage.read(sha256);
    if (!blob) throw this.damaged(sha256, 'missing');
    if (size !== undefined && blob.size !== size) {
      blob.stream.destroy();
      throw this.damaged(sha256, 'of another length');
    }
    const checked = new Verification(sha256, () => this.damaged(sha256, 'of another content'));
    // Errors reach the reader through `checked`.
    pipeline(blob.stream, checked, () => undefined);
    return checked;
  }

  private damaged(sha256: string, how: string): DomainError {
    this.logger.error({ alarm: 'stored-file-damaged', sha256, how }, 'a stored file is not what was stored');
    return new DomainError(410, 'file-damaged', {
      zh: '存储的文件已损坏或丢失，无法提供；请联系管理员。',
      en: 'The stored file is damaged or lost and cannot be given out; tell the administrators.',
    });
  }
}
