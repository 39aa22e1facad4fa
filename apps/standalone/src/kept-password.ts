import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The given password, else the one kept in the file, else a new one that is kept there for its owner's eyes only. */
export function keptPassword(file: string, given: string | undefined): string {
  if (given === undefined && existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = given ?? randomBytes(12).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
