import type { SubmissionContent } from '../submission-content.js';
import type { SubmissionStatus } from '../submission.kinds.js';
import type { Round } from '../submission.queries.js';

/** One round as somebody may read it: a round that was sent, or what the region is writing for the next one. */
export interface RoundView {
  round: number;
  content: SubmissionContent;
  /** The round as it was sent; missing while it is being written. */
  sent?: Round;
}

interface Written {
  status: SubmissionStatus;
  round: number;
  content: SubmissionContent;
  rounds: readonly Round[];
}

/** The rounds of a submission, oldest first; for its region with the one that is being written. */
export function roundViews({ status, round, content, rounds }: Written, forRegion: boolean): RoundView[] {
  const sent = rounds.map((one) => ({ round: one.round, content: one.content, sent: one }));
  const isWriting = status === 'draft' || status === 'returned';
  return forRegion && isWriting ? [...sent, { round: round + 1, content }] : sent;
}
