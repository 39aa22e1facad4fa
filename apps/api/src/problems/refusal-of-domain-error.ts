import type { DomainError } from '#libs/platform';
import type { Refusal } from './problem.js';

/** Seconds to wait when a 429 or 503 does not say so in its member `retryAfter`. */
const usualWait: Record<number, number> = { 429: 60, 503: 5 };

export function refusalOfDomainError({ status, code, text, blockers, members }: DomainError): Refusal {
  const wait = typeof members.retryAfter === 'number' ? Math.max(1, Math.ceil(members.retryAfter)) : usualWait[status];
  return { status, code, text, blockers, members, retryAfter: wait };
}
