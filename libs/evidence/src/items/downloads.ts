import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { kindOfMediaType } from '../receive/file-kind.rules.js';
import { FileStore } from '../store/file-store.js';
import { attachment, downloadName } from './attachment.rules.js';
import type { StoredFile } from './evidence.queries.js';

/** Gives stored files out so that no browser runs, frames or keeps what somebody uploaded. */
@Injectable()
export class Downloads {
  constructor(private readonly store: FileStore) {}

  async send(reply: FastifyReply, { name, sha256, size, mediaType }: StoredFile): Promise<StreamableFile> {
    const stream = await this.store.open(sha256, size);
    void reply.headers({
      'content-type': mediaType,
      'content-length': size,
      'content-disposition': attachment(downloadName(name, kindOfMediaType(mediaType))),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    return new StreamableFile(stream);
  }
}
