import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from './address.js';

/** What a running (or killed) server noted about itself in postmaster.pid. */
export interface Postmaster {
  pid: number;
  address: Address;
}

export function readPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  // Lines: pid, data directory, start time, port, socket directory, first listen address, shared memory, status.
  const [pid, , , port, socketFolder] = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim());
  if (!pid) return undefined;
  return {
    pid: Math.abs(Number(pid)),
    address: { port: Number(port) || 5432, socketFolder: socketFolder || undefined },
  };
}

/**
 * Whether the process is a server of this data directory. A killed server that nobody has reaped yet (a zombie) and
 * another program that got its number are not, though `pg_ctl status` says that they run.
 */
export function serves(pid: number, data: string): boolean {
  if (!exists(pid)) return false;
  if (process.platform === 'win32') return true;
  return process.platform === 'linux' && existsSync('/proc/self/stat')
    ? servesByProc(pid, data)
    : servesByPs(pid, data);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function servesByProc(pid: number, data: string): boolean {
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    if (state === 'Z' || state === 'X' || name !== 'postgres') return false;
  } catch {
    return false;
  }
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(data)];
    return there.ino === here.ino && there.dev === here.dev;
  } catch {
    // It may just have ended; if it runs as somebody we may not look at, take it for ours and let the connection tell.
    return exists(pid);
  }
}

function servesByPs(pid: number, data: string): boolean {
  try {
    const line = execFileSync('ps', ['-o', 'state=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return !line.startsWith('Z') && line.includes(data);
  } catch {
    return false;
  }
}

/**
 * Removes the lock of a server that is gone. PostgreSQL refuses to start while any process has the number in it;
 * its second guard, shared memory found by the data directory, stays in force.
 */
export function removeStaleLock(data: string, pid: number): void {
  if (!serves(pid, data)) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** Resolves when a server that is no child of ours has ended; looks once a second and holds no process open. */
export function endOf(pid: number, data: string): Promise<string> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (serves(pid, data)) return;
      clearInterval(timer);
      resolve('its process is gone');
    }, 1_000).unref();
  });
}
