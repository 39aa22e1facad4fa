import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { privateFolder } from './private-folder.js';
import { randomName } from './random.js';
import { canEnter, defaultRunUser, type RunUser } from './run-user.js';

/** Where a cluster lives and as whom its server runs. */
export interface Home {
  folder: string;
  user: RunUser | undefined;
  /** A file that must name the folder once the cluster is made. */
  pointer?: string;
  /** What the person who starts the product should know about the place. */
  notices: string[];
}

export const homeFiles = (folder: string) => ({
  data: join(folder, 'data'),
  secrets: join(folder, 'secrets.json'),
  log: join(folder, 'server.log'),
});

/**
 * The cluster's folder: `<dataDir>/postgres`. Root's server runs as another user; where that user cannot enter
 * `dataDir` (a checkout under /root), the folder lies below /var/lib and a file in `dataDir` points to it.
 */
export function findHome(dataDir: string): Home {
  const absolute = resolve(dataDir);
  mkdirSync(absolute, { recursive: true });
  const pointer = join(absolute, 'postgres-location');
  if (existsSync(pointer)) return pointedHome(pointer, readFileSync(pointer, 'utf8').trim());
  const folder = join(absolute, 'postgres');
  if (existsSync(folder)) return { folder, user: ownerOf(folder), notices: [] };
  const user = defaultRunUser();
  if (!user || canEnter(absolute, user)) return { folder, user, notices: [] };
  return relocatedHome(absolute, pointer, user);
}

function pointedHome(pointer: string, folder: string): Home {
  // Beginning anew in silence would hide that the data is gone.
  if (!existsSync(folder)) {
    throw new Error(
      `The embedded database was in ${folder}, which is gone. Delete ${pointer} to begin with an empty one.`,
    );
  }
  return { folder, user: ownerOf(folder), notices: [notice(folder)] };
}

function relocatedHome(dataDir: string, pointer: string, user: RunUser): Home {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const wanted = join(privateFolder(user), `data-${hash}`);
  // Without its pointer an older cluster of the same folder was given up with the folder: leave it, take another name.
  const folder = existsSync(wanted) ? `${wanted}-${randomName()}` : wanted;
  return { folder, user, pointer, notices: [notice(folder)] };
}

function notice(folder: string): string {
  return `The embedded database is in ${folder}: PostgreSQL does not run as root, and its user cannot enter DATA_DIR.`;
}

/** An existing cluster is run by its owner, whoever starts the product. */
function ownerOf(folder: string): RunUser | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  const { uid, gid } = statSync(folder);
  if (own === uid && own !== 0) return undefined;
  if (own !== 0)
    throw new Error(`${folder} belongs to another user (uid ${uid}): start as that user, or set another DATA_DIR.`);
  if (uid === 0)
    throw new Error(
      `${folder} belongs to root, as whom PostgreSQL does not run: give it to another user with chown -R.`,
    );
  const user = { uid, gid };
  if (!canEnter(folder, user))
    throw new Error(`The owner of ${folder} (uid ${uid}) cannot enter it: open the folders above it with chmod o+x.`);
  return user;
}
