import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** Why tests that need Redis cannot run here. */
export const redisMissing = 'no Redis: set REDIS_URL, or put redis-server or valkey-server on the PATH';

const patienceMs = 5_000;

/**
 * The server of REDIS_URL, else a fresh `redis-server` or `valkey-server` of the PATH on a port of its own; undefined
 * when there is neither. A server of REDIS_URL is shared: tests use random queue prefixes on it.
 */
export async function startRedis(): Promise<TestRedis | undefined> {
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, stop: async () => undefined };
  const program = findProgram();
  return program === undefined ? undefined : startProgram(program);
}

/** Whether `startRedis` will find a server, known without waiting. */
export function hasRedis(): boolean {
  return Boolean(process.env['REDIS_URL']) || findProgram() !== undefined;
}

function findProgram(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const programs = ['redis-server', 'valkey-server'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return programs.find((program) => {
    try {
      accessSync(program, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function startProgram(program: string): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'mt-redis-'));
  const port = await freePort();
  const settings = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(program, settings, { stdio: 'ignore' });
  // A run that is broken off must not leave it behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill);
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(port, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.once('exit', (code) => (failure = new Error(`The Redis server ended with ${code}.`)));
  const deadline = Date.now() + patienceMs;
  while (!(await ping(port))) {
    if (failure) throw failure;
    if (Date.now() > deadline) throw new Error(`The Redis server did not answer within ${patienceMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 }, () => socket.write('PING\r\n'));
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => finish(data.toString().startsWith('+PONG')));
    socket
      .once('error', () => finish(false))
      .once('timeout', () => finish(false))
      .once('close', () => resolve(false));
  });
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
