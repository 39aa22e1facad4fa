import { join, resolve } from 'node:path';
import type { Configuration } from '#libs/platform';
import type { BlobStorage } from './blob-storage.js';
import { DiskStorage } from './disk-storage.js';
import { S3Storage } from './s3-storage.js';
import { Staging } from './staging.js';

function folderOf({ EVIDENCE_DIR, DATA_DIR }: Configuration): string {
  return resolve(EVIDENCE_DIR ?? join(DATA_DIR, 'evidence'));
}

/** The bucket of S3_ENDPOINT where one is set, else the folder of EVIDENCE_DIR. */
export function openStorage(configuration: Configuration): BlobStorage {
  const { S3_ENDPOINT: endpoint, S3_BUCKET, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY } = configuration;
  if (endpoint === undefined) return new DiskStorage(join(folderOf(configuration), 'blobs'));
  return new S3Storage({
    endpoint,
    bucket: S3_BUCKET ?? '',
    region: S3_REGION,
    accessKey: S3_ACCESS_KEY ?? '',
    secretKey: S3_SECRET_KEY ?? '',
  });
}

/** Files come in on the local disk, wherever they go from there. */
export function openStaging(configuration: Configuration): Staging {
  return new Staging(join(folderOf(configuration), 'incoming'));
}
