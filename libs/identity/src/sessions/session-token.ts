import { createHash, randomBytes } from 'node:crypto';

/** A new session token: 256 random bits in 43 characters. Only its owner's browser keeps it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The key under which a session is stored, or undefined when the text cannot be a token. */
export function tokenHash(token: string): Buffer | undefined {
  return /^[\w-]{43}$/.test(token) ? createHash('sha256').update(token).digest() : undefined;
}
