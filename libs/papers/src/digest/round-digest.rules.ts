import { createHash } from 'node:crypto';
import type { SubmissionContent, SubmissionKind } from '#libs/implementation';
import { canonicalJson } from '#libs/platform';

/** What a digest stands for: one round of one submission, as it was sent. */
export interface DigestedRound {
  programme: string;
  measure: number;
  region: string;
  workItemId: string;
  submissionId: string;
  kind: SubmissionKind;
  round: number;
  content: SubmissionContent;
  /** Null while it is being written. */
  submittedAt: Date | null;
  /** SHA-256 of the files that the content pins, by the id of the evidence. */
  files: Readonly<Record<string, string>>;
}

/**
 * The digest of a round, 64 hexadecimal digits: SHA-256 over the canonical JSON (RFC 8785, UTF-8) of exactly these
 * members. A change here makes every paper printed before a stranger: it needs a new `format`.
 */
export function digestOf({ submittedAt, ...round }: DigestedRound): string {
  const { programme, measure, region, workItemId, submissionId, kind, content, files } = round;
  const canonical = canonicalJson({
    format: 'round/1',
    programme,
    measure,
    region,
    workItemId,
    submissionId,
    kind,
    round: round.round,
    submittedAt: submittedAt?.toISOString() ?? null,
    content,
    files,
  });
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

/** A digest as people compare it: groups of four digits. */
export function groupsOf(digest: string): string {
  return digest.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** A digest as it is read from a paper, typed with blanks, hyphens or capitals; undefined when it is none. */
export function readDigest(text: string): string | undefined {
  const digest = text.replace(/[\s-]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}
