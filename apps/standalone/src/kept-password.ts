import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The given password, else the one kept in the file, else a new one that is kept there for its owner's eyes only. */
export function keptPassword(file: string, given: string | undefined): string {
  const password = given ?? knownPassword(file) ?? randomBytes(12).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** The password kept in the file; undefined when the accounts were made from elsewhere. */
export function knownPassword(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
