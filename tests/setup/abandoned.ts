import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../../libs/database/src/embedded/index.js';

/** Test folders carry the number of the process that owns them. */
export const testFolderPrefix = 'mt-test-';

/** Ends and removes clusters whose owner was killed without a chance to do so. */
export async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${testFolderPrefix}(\\d+)-`).exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    // Under our own number, of several runs only one clears it away.
    const folder = join(tmpdir(), `${testFolderPrefix}${process.pid}-${name}`);
    try {
      await rename(join(tmpdir(), name), folder);
      // Taking it over is the one way to end it that also judges whether its process is still the same.
      if (existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))) {
        await (await startEmbeddedServer({ dataDir: folder, durable: false })).stop();
      }
      await rm(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, or being removed by another run.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
