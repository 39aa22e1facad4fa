import { isIPv6 } from 'node:net';

/** So many tries at once, then one more every so many seconds. */
export interface Limit {
  tries: number;
  everySeconds: number;
}

/** One account from one address: a person who mistypes; the only limit where the account has signed in before. */
export const accountHere: Limit = { tries: 10, everySeconds: 30 };
/** One address, whatever account: one password tried on many accounts. Wide enough for an office behind one address. */
export const anyAccountHere: Limit = { tries: 200, everySeconds: 30 };
/** One account, from all addresses where it has never signed in: NIST's hundred, then slowly. */
export const accountElsewhere: Limit = { tries: 100, everySeconds: 900 };

/** How long an address counts as the account's own after it signed in from there, in days. */
export const knownForDays = 30;

/** Seconds until one more try fits, given the moment up to which the tries so far keep the limit busy. */
export function secondsToWait({ tries, everySeconds }: Limit, busyUntil: Date, now: Date): number {
  const busySeconds = (busyUntil.getTime() - now.getTime()) / 1000;
  return Math.max(1, Math.ceil(busySeconds + everySeconds - tries * everySeconds));
}

/** The part of an address that one visitor cannot change at will: all of an IPv4 address, the first half of an IPv6 one. */
export function addressBlock(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? 0 : 8 - groups.length - after;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ? tail.split(':') : [])];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
