import { spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { type Address, listenFlags } from './address.js';
import type { Binaries } from './binaries.js';
import { homeFiles, type Home } from './home.js';
import { cleanEnvironment, rootFolder, run } from './run-user.js';

export interface Launch {
  /** Resolves with the reason when the server ends; never on Windows, where it is no child of ours. */
  ended: Promise<string>;
}

const mostLogBytes = 10_000_000;
const settings = [
  'max_connections=60',
  'timezone=UTC',
  'log_timezone=UTC',
  'logging_collector=off',
  'cluster_name=measure-tracker',
];
/** For tests only: a machine that loses power loses such a cluster. */
const notDurable = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/**
 * Starts the server without waiting for it. It is our own child, so that we reap it, in a process group of its own, so
 * that Ctrl-C reaches us first.
 */
export async function launch(binaries: Binaries, home: Home, address: Address, durable: boolean): Promise<Launch> {
  const { data, log } = homeFiles(home.folder);
  const flags = [
    ...listenFlags(address),
    ...[...settings, ...(durable ? [] : notDurable)].flatMap((setting) => ['-c', setting]),
  ];
  const logged = sizeOf(log);
  if (process.platform === 'win32') return launchByControl(binaries, data, log, flags);
  const output = openSync(log, 'a', 0o600);
  try {
    if (home.user) fchownSync(output, home.user.uid, home.user.gid);
    const child = spawn(binaries.postgres, ['-D', data, ...flags], {
      cwd: rootFolder,
      detached: true,
      stdio: ['ignore', output, output],
      ...cleanEnvironment,
      ...home.user,
    });
    child.unref();
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) =>
        resolve(signal ? `by ${signal}` : lastWords(log, logged) || `with code ${code}`),
      );
    });
    return { ended };
  } finally {
    closeSync(output);
  }
}

/** On Windows pg_ctl gives up the administrator's rights that the server would refuse to run with. */
async function launchByControl(binaries: Binaries, data: string, log: string, flags: string[]): Promise<Launch> {
  const options = flags.map((flag) => `"${flag}"`).join(' ');
  const { code, output } = await run(binaries.pgCtl, ['start', '-w', '-D', data, '-l', log, '-o', options]);
  return { ended: code === 0 ? new Promise(() => undefined) : Promise.resolve(output.trim()) };
}

function sizeOf(log: string): number {
  try {
    const { size } = statSync(log);
    if (size <= mostLogBytes) return size;
    truncateSync(log);
  } catch {
    // The first start.
  }
  return 0;
}

/** The server's complaint since this start: its fatal lines, else its last one. */
function lastWords(log: string, since: number): string {
  const lines = readFileSync(log).subarray(since).toString().trim().split('\n');
  const fatal = lines.filter(
    (line) => /FATAL|PANIC/.test(line) && !line.endsWith('the database system is starting up'),
  );
  return (fatal.length > 0 ? fatal : lines.slice(-1)).join('; ');
}
