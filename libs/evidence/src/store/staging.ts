import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedFile } from './blob-storage.js';

/** The folder in which files lie while they come in. What is left there after a day belongs to a process that died. */
export class Staging {
  constructor(private readonly folder: string) {}

  /**
   * Writes a stream to a name of its own while hashing it, flushed to the disk. `admit` hears of the bytes so far and
   * throws to end it; whatever ends it early, nothing stays.
   */
  async write(
    source: AsyncIterable<Uint8Array>,
    admit: (bytes: number) => void = () => undefined,
  ): Promise<StagedFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o750 });
    const path = join(this.folder, randomUUID());
    const handle = await open(path, 'wx', 0o600);
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of source) {
        size += chunk.length;
        admit(size);
        hash.update(chunk);
        await writeAll(handle, chunk);
      }
      await handle.sync();
      await handle.close();
      return { path, sha256: hash.digest('hex'), size };
    } catch (error) {
      await handle.close().catch(() => undefined);
      await this.discard({ path });
      throw error;
    }
  }

  /** Discarding what has been taken over or discarded before is no fault. */
  async discard({ path }: Pick<StagedFile, 'path'>): Promise<void> {
    await rm(path, { force: true });
  }

  /** Removes what has lain here since before the moment; returns how many. */
  async sweep(before: Date): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    let swept = 0;
    for (const name of names) {
      const path = join(this.folder, name);
      const facts = await stat(path).catch(() => undefined);
      if (!facts?.isFile() || facts.mtime >= before) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    return swept;
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function writeAll(handle: Handle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done);
    done += bytesWritten;
  }
}
