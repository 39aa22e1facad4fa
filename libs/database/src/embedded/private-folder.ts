import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, type RunUser } from './run-user.js';

const name = 'measure-tracker';

/**
 * A lasting folder of ours outside the project that `user` can enter: for root below /var/lib, else below a temporary
 * folder. Only we may write there: a folder that somebody else made beforehand is not trusted.
 */
export function privateFolder(user: RunUser | undefined): string {
  const own = process.getuid?.() ?? 0;
  const candidates =
    own === 0 ? [`/var/lib/${name}`, `/var/tmp/${name}`, join(tmpdir(), name)] : [join(tmpdir(), `${name}-${own}`)];
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { mode: 0o755 });
    } catch {
      // It exists or cannot be made: what follows tells.
    }
    if (isOurs(folder, own) && canEnter(folder, user)) return folder;
  }
  throw new Error(`No folder for the embedded PostgreSQL can be made: tried ${candidates.join(', ')}.`);
}

function isOurs(folder: string, own: number): boolean {
  try {
    const { uid, mode } = statSync(folder);
    return process.platform === 'win32' || (uid === own && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}
