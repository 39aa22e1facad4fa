import type { Tx } from '#libs/database';
import { type Actor, grantFor } from '#libs/identity';
import type { Moved } from '#libs/implementation';

const insert = `
  insert into review_receipt (submission_id, round, kind, department, given_by, on_behalf_of, holder, reason, at)
  select r."submissionId", r.round, r.kind, r.department, r."givenBy", r."onBehalfOf", r.holder, r.reason, r.at
  from jsonb_to_recordset($1::jsonb) as r ("submissionId" uuid, round integer, kind text, department text,
    "givenBy" uuid, "onBehalfOf" uuid, holder uuid, reason text, at timestamptz)`;

/** Writes who took a round up or handed it over; for acts that have just named its holder. */
export function recordReceipts(
  tx: Tx,
  kind: 'acknowledge' | 'hand-over',
  commands: readonly { actor: Actor }[],
  moved: readonly Moved[],
): void {
  const receipts = moved.map(({ item, change: { submission, reason } }, place) => {
    const { actor } = commands[place]!;
    const department = item.leadDepartment;
    return {
      submissionId: submission?.id,
      round: submission?.round,
      kind,
      department,
      givenBy: actor.personId,
      onBehalfOf: grantFor(actor, 'submission.decide', { department })?.onBehalfOf?.personId,
      holder: submission?.holder,
      reason,
      at: item.now,
    };
  });
  tx.send(insert, [JSON.stringify(receipts)]);
}
