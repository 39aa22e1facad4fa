// `npm run build`, and the build that the start scripts do when the sources have changed since the last one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = [
  'apps',
  'libs',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
  'tsconfig.build.json',
  'tsconfig.json',
];
/** Built by a tool of its own, or never built. */
const elsewhere = /^(apps[\\/]web|libs[\\/]testing)$|\.spec\.ts$/;
const record = join(root, 'dist', '.sources');
const lock = join(root, 'node_modules', '.build-lock');

/** Names, sizes and times of all sources: any change shows, also a deleted file or an older one put back. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (elsewhere.test(path)) return;
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const walk = (path) => {
    if (elsewhere.test(path) || !existsSync(join(root, path))) return;
    if (!statSync(join(root, path)).isDirectory()) return add(path);
    for (const name of readdirSync(join(root, path)).sort()) walk(join(path, name));
  };
  sources.forEach(walk);
  return hash.digest('hex');
}

function isFresh() {
  // An image that carries only the built product has nothing to build from.
  if (!existsSync(join(root, 'apps'))) return true;
  return existsSync(record) && readFileSync(record, 'utf8') === fingerprint();
}

/** Builds whatever the state of dist; throws when the compiler finds faults. */
export function build() {
  const before = fingerprint();
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed.');
  writeFileSync(record, before);
}

/** Builds when the sources have changed; processes that start together build once. */
export async function buildWhenStale() {
  if (isFresh()) return;
  while (!take()) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    if (isFresh()) return;
    const started = Date.now();
    process.stdout.write('Building (only after a change) …\n');
    build();
    process.stdout.write(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  } finally {
    rmSync(lock, { force: true });
  }
}

function take() {
  try {
    const file = openSync(lock, 'wx');
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHeld()) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for the moment between making and writing.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 2_000;
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
