import type { Blocker, Language, Text } from '#libs/platform';
import { statusTexts } from './statuses.js';

/** A refusal before it is put into a language. */
export interface Refusal {
  status: number;
  code: string;
  text: Text;
  blockers: Blocker[];
  /** Further members of the problem. */
  members: Record<string, unknown>;
  /** Seconds for Retry-After. */
  retryAfter?: number;
  /** Methods for Allow. */
  allow?: string[];
}

/** The body of a refusal per RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: { pointer: string; code: string; detail: string }[];
  blockers?: Blocker[];
  [member: string]: unknown;
}

/** A refusal that has no more to say than its status. */
export function plainRefusal(status: number, more: Partial<Refusal> = {}): Refusal {
  const { code, detail } = statusTexts(status);
  return { status, code, text: detail, blockers: [], members: {}, ...more };
}

/** `requestId` is a UUID; it names the occurrence and is what the log is searched for. */
export function problemOf(refusal: Refusal, language: Language, requestId: string): Problem {
  const blockers = reasonsOf(refusal);
  const errors = blockers.flatMap(({ pointer, code, message }) =>
    pointer === undefined ? [] : [{ pointer, code, detail: message[language] }],
  );
  return {
    ...refusal.members,
    type: `/problems/${refusal.code}`,
    title: statusTexts(refusal.status).title[language],
    status: refusal.status,
    detail: refusal.text[language],
    instance: `urn:uuid:${requestId}`,
    code: refusal.code,
    ...(errors.length > 0 ? { errors } : {}),
    ...(blockers.length > 0 ? { blockers } : {}),
  };
}

/** Every refusal names its reason in both languages; one without several is its own reason. */
function reasonsOf({ status, code, text, blockers }: Refusal): Blocker[] {
  return blockers.length > 0 || status >= 500 ? blockers : [{ code, message: text }];
}
