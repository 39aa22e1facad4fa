import { randomBytes } from 'node:crypto';

/** A password that needs no escaping in URLs and SQL. */
export function randomPassword(): string {
  return randomBytes(24).toString('hex');
}

/** A short name that no other process chooses. */
export function randomName(): string {
  return randomBytes(6).toString('hex');
}
