import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdDataFolder } from './data-folder.js';

let folder: string;
let other: ChildProcess;
const lock = (): string => join(folder, 'lock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mt-folder-'));
  other = spawn('sleep', ['60']);
});

afterEach(() => {
  other.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** The start of a process as the lock notes it. */
const startOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ')[19]!;
const noteHolder = (pid: number, startedAt: string | null): void =>
  writeFileSync(lock(), JSON.stringify({ pid, startedAt }));

test('the folder is held and let go', () => {
  const letGo = holdDataFolder(folder);
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: process.pid });
  letGo();
  expect(existsSync(lock())).toBe(false);
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a living holder is named', () => {
  noteHolder(other.pid!, startOf(other.pid!));
  expect(() => holdDataFolder(folder)).toThrow(new RegExp(`runs already .*\\(process ${other.pid}\\)`));
});

onLinux('a later process with the same number is not taken for the holder', () => {
  noteHolder(other.pid!, '1');
  holdDataFolder(folder)();
});

test('a killed holder does not count', async () => {
  const startedAt = process.platform === 'linux' ? startOf(other.pid!) : null;
  other.kill('SIGKILL');
  await once(other, 'exit');
  noteHolder(other.pid!, startedAt);
  holdDataFolder(folder)();
});

test('our own number in an older lock is that of a former container', () => {
  noteHolder(process.pid, '1');
  holdDataFolder(folder)();
});

test('a half-written lock does not count', () => {
  writeFileSync(lock(), '{"pid":');
  holdDataFolder(folder)();
});

test('letting go leaves the lock of another alone', () => {
  const letGo = holdDataFolder(folder);
  noteHolder(other.pid!, 'x');
  letGo();
  expect(existsSync(lock())).toBe(true);
});
