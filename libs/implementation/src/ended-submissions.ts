import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { conflict, type DomainError, notFound, staleVersion, type Text } from '#libs/platform';
import { changesSince, type MissedRow } from './changes-since.js';
import { type SubmissionStatus, statusTexts } from './submission.kinds.js';
import { maySeeSubmission } from './work-item.policy.js';

/** A submission that nothing more can be done with, and where its work item stands. */
export interface EndedSubmission {
  submissionId: string;
  status: SubmissionStatus;
  round: number;
  /** Version of the work item. */
  version: number;
  /** Id of the work item. */
  id: string;
  region: string;
  leadDepartment: string;
  missed?: MissedRow[];
}

const withIds = `
  select s.id as "submissionId", s.status, s.round, w.version, w.id, w.region, w.lead_department as "leadDepartment"
  from submission s join work_item w on w.id = s.work_item_id where s.id = any($1::uuid[])`;

/** Reads submissions that are not open, by their ids; those that do not exist are missing. */
export async function endedSubmissions(tx: Tx, ids: string[]): Promise<Map<string, EndedSubmission>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<EndedSubmission>(withIds, [ids]);
  return new Map(rows.map((row) => [row.submissionId, row]));
}

/** Why nothing can be done with a submission that is not open: unknown to this person, stale, or ended. */
export async function refusalOfEnded(
  tx: Tx,
  ended: EndedSubmission | undefined,
  { actor, seen }: { actor: Actor; seen?: number },
): Promise<DomainError> {
  if (!ended || !maySeeSubmission(actor, ended, ended)) return missing();
  if (seen !== undefined && seen !== ended.version) {
    return staleVersion(seen, ended.version, { changes: await changesSince(tx, ended, seen, actor) });
  }
  return conflict('already-ended', endedText(ended.status), { submissionStatus: ended.status });
}

/** Why nothing more can be done with a submission of this status. */
export function endedText(status: SubmissionStatus): Text {
  const { zh, en } = statusTexts[status];
  return { zh: `该报送${zh}，不能再办理。`, en: `This submission is ${en}; nothing more can be done with it.` };
}

export function missing(): DomainError {
  return notFound({ zh: '报送或工作项', en: 'submission or work item' });
}
