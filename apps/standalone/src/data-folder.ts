import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './start-fault.js';

/** A process, told apart from a later one that gets the same number. */
interface Holder {
  pid: number;
  /** Start of the process in ticks since boot; null where the system does not tell. */
  startedAt: string | null;
}

/**
 * Makes DATA_DIR and holds it for this process, since two products would mix up its files. Returns how to let it go.
 * A holder that was killed does not count. Throws StartFault.
 */
export function holdDataFolder(folder: string): () => void {
  const lock = join(folder, 'lock');
  const self = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  try {
    mkdirSync(folder, { recursive: true });
    while (!take(lock, self)) dropStale(lock, folder);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(`DATA_DIR ${folder} cannot be used: ${(error as Error).message}`);
  }
  return () => {
    if (read(lock) === self) rmSync(lock, { force: true });
  };
}

function take(lock: string, self: string): boolean {
  try {
    writeFileSync(lock, self, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function dropStale(lock: string, folder: string): void {
  const seen = read(lock);
  if (seen === undefined) return;
  const holder = parse(seen);
  if (holder && isAlive(holder)) {
    throw new StartFault(
      `The product runs already with DATA_DIR ${folder} (process ${holder.pid}): stop it, or set another DATA_DIR.`,
    );
  }
  // Moved, not removed: of two starters only one may clear the way, and not the other's fresh lock.
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (read(aside) !== seen) renameSync(aside, lock);
  else rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // Killed between making and writing the file.
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  // In a container each start gets the same number, so our own number in an older lock is stale as well.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(pid) === startedAt;
}

function startOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
    // Counted after the name: the state is field 3, the start field 22. A zombie has ended.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}
