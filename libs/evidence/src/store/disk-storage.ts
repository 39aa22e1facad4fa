import { access, chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blob, BlobStorage, type StagedFile } from './blob-storage.js';

const sha256Form = /^[0-9a-f]{64}$/;

/** Contents as files `ab/cd/<sha256>` below a folder; staged files must lie on the same file system. */
export class DiskStorage extends BlobStorage {
  constructor(private readonly folder: string) {
    super();
  }

  async adopt({ path, sha256 }: StagedFile): Promise<void> {
    if (await this.has(sha256)) return rm(path, { force: true });
    const place = this.place(sha256);
    await mkdir(dirname(place), { recursive: true, mode: 0o750 });
    await chmod(path, 0o440);
    await rename(path, place);
    // The name is durable only once its folders are.
    for (const folder of [dirname(place), dirname(dirname(place)), this.folder]) await flush(folder);
  }

  async read(sha256: string): Promise<Blob | undefined> {
    const handle = await open(this.place(sha256), 'r').catch(undefinedWhenMissing);
    if (!handle) return undefined;
    try {
      const { size } = await handle.stat();
      return { size, stream: handle.createReadStream({ highWaterMark: 256 * 1024 }) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async has(sha256: string): Promise<boolean> {
    return access(this.place(sha256)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.place(sha256), { force: true });
  }

  async *list(): AsyncIterable<{ sha256: string; storedAt: Date }> {
    const names = await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(undefinedWhenMissing);
    for (const { name, parentPath } of names ?? []) {
      if (!sha256Form.test(name)) continue;
      const facts = await stat(join(parentPath, name)).catch(undefinedWhenMissing);
      if (facts) yield { sha256: name, storedAt: facts.ctime };
    }
  }

  private place(sha256: string): string {
    // Never a path from outside, whoever asks.
    if (!sha256Form.test(sha256)) throw new Error('a stored content is named by its SHA-256');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some systems cannot flush a folder; there the name is as durable as they make it.
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

function undefinedWhenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
