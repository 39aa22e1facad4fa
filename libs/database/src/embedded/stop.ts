import { type Address, releaseAddress } from './address.js';
import type { Binaries } from './binaries.js';
import { pause } from './connection.js';
import { serves } from './postmaster.js';
import { run } from './run-user.js';

interface Stoppable {
  pid: number;
  data: string;
  address: Address;
  binaries: Binaries;
}

/** Ends the server: sessions are cut and everything is written ("fast"); after 20 s without that ("immediate"). */
export async function stopServer({ pid, data, address, binaries }: Stoppable): Promise<void> {
  if (process.platform === 'win32') {
    await run(binaries.pgCtl, ['stop', '-w', '-m', 'fast', '-D', data]);
    return;
  }
  for (const [kind, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, data, kind);
    if (await ends(pid, data, patienceMs)) break;
  }
  releaseAddress(address);
}

/** Signals the server, but never another program that got its number. */
export function signal(pid: number, data: string, kind: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  if (!serves(pid, data)) return;
  try {
    process.kill(pid, kind);
  } catch {
    // It has just ended.
  }
}

async function ends(pid: number, data: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (serves(pid, data)) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
