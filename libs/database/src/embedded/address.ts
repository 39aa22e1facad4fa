import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { canEnter, type RunUser } from './run-user.js';

/** Where a server listens: a socket in a folder of its own, or a port of this machine where sockets do not serve (Windows). */
export interface Address {
  port: number;
  socketFolder: string | undefined;
}

const prefix = 'mt-pg-';
/** The address of a Unix socket holds 107 bytes, on macOS 103. */
const mostBytes = 103;

/** A new address that only our user reaches. */
export async function chooseAddress(user: RunUser | undefined): Promise<Address> {
  if (process.platform === 'win32') return { port: await freePort(), socketFolder: undefined };
  return { port: 5432, socketFolder: makeSocketFolder(user) };
}

function makeSocketFolder(user: RunUser | undefined): string {
  const room = mostBytes - Buffer.byteLength(`/${prefix}XXXXXX/.s.PGSQL.5432`);
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find(
    (folder) => Buffer.byteLength(folder) <= room && canEnter(folder, user),
  );
  if (!parent)
    throw new Error('No temporary folder for the embedded database has a short enough path: set TMPDIR to one.');
  const folder = mkdtempSync(join(parent, prefix));
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Removes the socket's folder of a server that has ended. */
export function releaseAddress({ socketFolder }: Address): void {
  if (socketFolder && basename(socketFolder).startsWith(prefix)) rmSync(socketFolder, { recursive: true, force: true });
}

/** Names everything, lest PGPORT, PGSSLMODE and the like of a person's environment change the meaning. */
export function databaseUrl(address: Address, role: string, password: string, database: string): string {
  const query = new URLSearchParams({ sslmode: 'disable' });
  if (address.socketFolder) query.set('host', address.socketFolder);
  const host = address.socketFolder ? 'localhost' : '127.0.0.1';
  return `postgres://${role}:${password}@${host}:${address.port}/${database}?${query.toString()}`;
}

/** The server's flags for its address. */
export function listenFlags({ port, socketFolder }: Address): string[] {
  return socketFolder
    ? [
        '-p',
        `${port}`,
        '-c',
        'listen_addresses=',
        '-c',
        `unix_socket_directories=${socketFolder}`,
        '-c',
        'unix_socket_permissions=0700',
      ]
    : ['-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
