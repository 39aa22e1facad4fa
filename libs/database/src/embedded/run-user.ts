import { execFileSync, spawn, spawnSync } from 'node:child_process';

/** The account that runs the server when we are root, which PostgreSQL refuses to be. */
export interface RunUser {
  uid: number;
  gid: number;
}

/** Nothing of our own environment reaches the server; Windows programs cannot do without theirs. */
export const cleanEnvironment =
  process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };

/** Undefined unless we are root. Throws when the machine has neither `postgres` nor `nobody`. */
export function defaultRunUser(): RunUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = lookUp(name);
    if (user) return user;
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody": run as another user.',
  );
}

function lookUp(name: string): RunUser | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const user = { uid: id('-u'), gid: id('-g') };
    return user.uid > 0 ? user : undefined;
  } catch {
    return undefined;
  }
}

/** Whether that user can reach the folder: tried, since modes alone do not tell. */
export function canEnter(folder: string, user: RunUser | undefined): boolean {
  if (process.platform === 'win32') return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', stdio: 'ignore', ...cleanEnvironment, ...user })
      .status === 0
  );
}

/** Runs a program to its end; a program that cannot be started ends with code -1. */
export function run(program: string, parameters: string[], user?: RunUser): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    // A working directory that the other user may not enter would make every PostgreSQL program fail.
    const child = spawn(program, parameters, {
      cwd: rootFolder,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...cleanEnvironment,
      ...user,
    });
    const collect = (part: Buffer): void => void (output += part.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: -1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
    // On Windows the server that pg_ctl starts may inherit the pipes, which then never close.
    child.once('exit', (code) => void setTimeout(() => resolve({ code: code ?? -1, output }), 500).unref());
  });
}

export const rootFolder = process.platform === 'win32' ? undefined : '/';
