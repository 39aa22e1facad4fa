import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { type Home, homeFiles } from './home.js';
import { randomName, randomPassword } from './random.js';
import { run, type RunUser } from './run-user.js';

/** Passwords of the superuser and of the role that the product connects as. */
export interface Secrets {
  superuser: string;
  tracker: string;
}

/** Makes the cluster unless it exists, and checks that these binaries can run it. Returns its passwords. */
export async function initialise(home: Home, binaries: Binaries, durable: boolean): Promise<Secrets> {
  if (!existsSync(home.folder)) await create(home, binaries, durable);
  const { data, secrets } = homeFiles(home.folder);
  checkVersion(data, binaries.version);
  if (!existsSync(secrets))
    throw new Error(
      `${secrets} with the database passwords is missing: restore it, or remove ${home.folder} to begin anew.`,
    );
  return JSON.parse(readFileSync(secrets, 'utf8')) as Secrets;
}

/** Built whole under another name, so that a start that was killed leaves no half cluster behind. */
async function create(home: Home, binaries: Binaries, durable: boolean): Promise<void> {
  removeDrafts(home.folder);
  const draft = `${home.folder}.new-${process.pid}-${randomName()}`;
  const { data, secrets } = homeFiles(draft);
  const passwords: Secrets = { superuser: randomPassword(), tracker: randomPassword() };
  mkdirSync(draft, { mode: 0o700 });
  give(draft, home.user);
  writePrivately(secrets, JSON.stringify(passwords), home.user);
  const passwordFile = join(draft, 'superuser');
  writePrivately(passwordFile, `${passwords.superuser}\n`, home.user);
  // Without these, a machine whose LANG is unset or C yields SQL_ASCII.
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { code, output } = await run(
    binaries.initdb,
    [`--pgdata=${data}`, ...text, ...access, '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    home.user,
  );
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`The embedded database could not be made in ${home.folder}: ${output.trim()}`);
  }
  try {
    renameSync(draft, home.folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was quicker.
    if (!existsSync(home.folder)) throw error;
  }
  if (home.pointer) writeFileSync(home.pointer, `${home.folder}\n`);
}

function removeDrafts(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    const maker = name.startsWith(`${basename(folder)}.new-`)
      ? Number(name.slice(basename(folder).length + 5).split('-')[0])
      : NaN;
    if (Number.isInteger(maker) && !isAlive(maker))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function writePrivately(path: string, text: string, user: RunUser | undefined): void {
  writeFileSync(path, text, { mode: 0o600 });
  give(path, user);
}

function give(path: string, user: RunUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}

function checkVersion(data: string, version: string): void {
  const file = join(data, 'PG_VERSION');
  if (!existsSync(file))
    throw new Error(
      `${data} holds no PostgreSQL cluster: remove ${dirname(data)} to begin anew, or set another DATA_DIR.`,
    );
  const made = readFileSync(file, 'utf8').trim();
  const major = version.split('.')[0];
  if (made !== major) {
    throw new Error(
      `${data} was made by PostgreSQL ${made}, the embedded one is ${version} and cannot read it: ` +
        `set another DATA_DIR, or move the data with the tools of a full PostgreSQL ${major}.`,
    );
  }
}
