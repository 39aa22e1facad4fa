import type { Client } from 'pg';
import { type Address, chooseAddress, databaseUrl, releaseAddress } from './address.js';
import { type Binaries, usableBinaries } from './binaries.js';
import { pause, tryConnect } from './connection.js';
import { findHome, type Home, homeFiles } from './home.js';
import { initialise, type Secrets } from './initialise.js';
import { launch } from './launch.js';
import { endOf, readPostmaster, removeStaleLock, serves } from './postmaster.js';
import { ensureRole, tracker } from './roles.js';
import { signal, stopServer } from './stop.js';

export interface EmbeddedServerParts {
  /** The product's data folder; the cluster goes to `postgres` in it. Made when missing. */
  dataDir: string;
  logger?: { info(message: string): void };
  /** False only for tests: commits do not reach the disk. */
  durable: boolean;
  /** Told once, with the reason, when the server ends without being asked to. */
  onLost?: (reason: string) => void;
}

export interface EmbeddedServer {
  /** Connects as the product's role, which is no superuser. */
  url(database?: string): string;
  /** Connects as the superuser, to the database `postgres`. */
  adminUrl: string;
  /** Such as '18.4'. */
  version: string;
  /** True when a server was found running, left behind by a process that was killed. */
  reused: boolean;
  pid: number;
  /** The folder of the cluster, its passwords and its log. */
  folder: string;
  /** What the person who starts the product should know. */
  notices: string[];
  /** Ends the server in an orderly way, also one that was found running. */
  stop(): Promise<void>;
  /** Asks the server to end and does not wait. */
  stopNow(): void;
}

interface Running {
  admin: Client;
  address: Address;
  reused: boolean;
  ended: Promise<string>;
}

/** Longest wait for a server, which may have to recover from a kill first. */
const patienceMs = 60_000;
/** Complaints that pass as soon as the killed server's last processes have gone. */
const passing = /lock file .* already exists|pre-existing shared memory block/;

/**
 * Starts PostgreSQL in `dataDir`, making the cluster, the role `tracker` and its database on the first start.
 * A server left running there is taken over. Throws with one line that says what to do.
 */
export async function startEmbeddedServer({
  dataDir,
  logger,
  durable,
  onLost,
}: EmbeddedServerParts): Promise<EmbeddedServer> {
  const home = findHome(dataDir);
  const binaries = await usableBinaries(home.user);
  const secrets = await initialise(home, binaries, durable);
  const { admin, address, reused, ended } = await running(home, binaries, secrets, durable);
  const { data } = homeFiles(home.folder);
  const version = await prepare(admin, secrets);
  const pid = readPostmaster(data)?.pid ?? 0;
  logger?.info(`PostgreSQL ${version} ${reused ? 'found running' : 'started'} in ${home.folder}`);
  let stopping: Promise<void> | undefined;
  void ended.then((reason) => {
    if (stopping) return;
    releaseAddress(address);
    onLost?.(reason);
  });
  return {
    url: (database = tracker) => databaseUrl(address, tracker, secrets.tracker, database),
    adminUrl: databaseUrl(address, 'postgres', secrets.superuser, 'postgres'),
    version,
    reused,
    pid,
    folder: home.folder,
    notices: home.notices,
    stop: () => (stopping ??= stopServer({ pid, data, address, binaries })),
    stopNow: () => {
      stopping ??= Promise.resolve();
      signal(pid, data, 'SIGINT');
    },
  };
}

async function running(home: Home, binaries: Binaries, secrets: Secrets, durable: boolean): Promise<Running> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await takeOver(home, secrets, deadline);
    if (found) return found;
    const started = await start(home, binaries, secrets, durable, deadline);
    if (typeof started !== 'string') return started;
    if (!passing.test(started) || Date.now() > deadline)
      throw new Error(`The embedded database does not start: ${started}`);
    await pause(250);
  }
}

/** Connects to a server that runs already, waiting while it starts or ends; removes what a killed one left behind. */
async function takeOver(home: Home, secrets: Secrets, deadline: number): Promise<Running | undefined> {
  const { data } = homeFiles(home.folder);
  for (let noted = readPostmaster(data); noted; noted = readPostmaster(data)) {
    const { pid, address } = noted;
    if (!serves(pid, data)) {
      removeStaleLock(data, pid);
      releaseAddress(address);
      return undefined;
    }
    const admin = await tryConnect(databaseUrl(address, 'postgres', secrets.superuser, 'postgres'));
    if (admin !== 'not yet') return { admin, address, reused: true, ended: endOf(pid, data) };
    if (Date.now() > deadline)
      throw new Error(`A PostgreSQL server (pid ${pid}) holds ${data} but does not answer: stop it and start again.`);
    await pause(50);
  }
  return undefined;
}

/** Starts a server and waits for it; returns its complaint when it ends instead. */
async function start(
  home: Home,
  binaries: Binaries,
  secrets: Secrets,
  durable: boolean,
  deadline: number,
): Promise<Running | string> {
  const address = await chooseAddress(home.user);
  try {
    const { ended } = await launch(binaries, home, address, durable);
    const answer = await firstAnswer(databaseUrl(address, 'postgres', secrets.superuser, 'postgres'), ended, deadline);
    if (typeof answer !== 'string') return { admin: answer, address, reused: false, ended };
    releaseAddress(address);
    return answer;
  } catch (error) {
    releaseAddress(address);
    throw error;
  }
}

async function firstAnswer(url: string, ended: Promise<string>, deadline: number): Promise<Client | string> {
  let complaint: string | undefined;
  void ended.then((reason) => (complaint = reason));
  while (complaint === undefined) {
    await pause(20);
    const admin = await tryConnect(url);
    if (admin !== 'not yet') return admin;
    if (Date.now() > deadline) return `it did not answer within ${patienceMs / 1000} s`;
  }
  return complaint;
}

async function prepare(admin: Client, secrets: Secrets): Promise<string> {
  try {
    await ensureRole(admin, secrets.tracker);
    const { rows } = await admin.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split(' ')[0] ?? '';
  } finally {
    await admin.end();
  }
}
