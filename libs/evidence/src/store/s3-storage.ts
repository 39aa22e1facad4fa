import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Client } from 'minio';
import { type Blob, BlobStorage, type StagedFile } from './blob-storage.js';

export interface S3Place {
  /** Such as https://s3.example:9000. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
}

/** What one part of a larger upload holds in memory, in bytes. */
const partSize = 8 * 1024 * 1024;
const prefix = 'blobs/';

/** Contents as objects `blobs/<sha256>` of a bucket that speaks S3. An object appears whole or not at all. */
export class S3Storage extends BlobStorage {
  private readonly client: Client;
  private readonly bucket: string;

  constructor({ endpoint, bucket, region, accessKey, secretKey }: S3Place) {
    super();
    const { protocol, hostname, port } = new URL(endpoint);
    const useSSL = protocol === 'https:';
    this.bucket = bucket;
    this.client = new Client({
      endPoint: hostname,
      port: port === '' ? (useSSL ? 443 : 80) : Number(port),
      useSSL,
      region,
      accessKey,
      secretKey,
      partSize,
    });
  }

  async adopt({ path, sha256, size }: StagedFile): Promise<void> {
    if (!(await this.has(sha256))) await this.upload(path, sha256, size);
    await rm(path, { force: true });
  }

  private async upload(path: string, sha256: string, size: number): Promise<void> {
    const content = createReadStream(path);
    // The client pipes without listening for errors of the source.
    const unread = new Promise<never>((_, reject) => content.once('error', reject));
    try {
      const type = { 'Content-Type': 'application/octet-stream' };
      await Promise.race([this.client.putObject(this.bucket, prefix + sha256, content, size, type), unread]);
    } catch (error) {
      // Somebody else may have ended the same upload first.
      if (!(await this.has(sha256))) throw error;
    } finally {
      content.destroy();
    }
  }

  async read(sha256: string): Promise<Blob | undefined> {
    const size = await this.sizeOf(sha256);
    if (size === undefined) return undefined;
    const stream: Readable = await this.client.getObject(this.bucket, prefix + sha256);
    return { stream, size };
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.sizeOf(sha256)) !== undefined;
  }

  async remove(sha256: string): Promise<void> {
    await this.client.removeObject(this.bucket, prefix + sha256);
  }

  async *list(): AsyncIterable<{ sha256: string; storedAt: Date }> {
    const objects = this.client.listObjectsV2(this.bucket, prefix, true) as AsyncIterable<{
      name?: string;
      lastModified?: Date;
    }>;
    for await (const { name, lastModified } of objects) {
      const sha256 = name?.slice(prefix.length) ?? '';
      if (/^[0-9a-f]{64}$/.test(sha256) && lastModified) yield { sha256, storedAt: lastModified };
    }
  }

  private async sizeOf(sha256: string): Promise<number | undefined> {
    try {
      return (await this.client.statObject(this.bucket, prefix + sha256)).size;
    } catch (error) {
      if (['NotFound', 'NoSuchKey'].includes((error as { code?: string }).code ?? '')) return undefined;
      throw error;
    }
  }
}
