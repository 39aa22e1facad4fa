import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';

/** What the ministry has said so far about a submission's present round. */
export interface RoundState {
  /** Points that reviewers of the lead department have ticked. */
  ticked: number[];
  /** Departments whose standing opinion is an objection. */
  objections: string[];
}

const ofSubmissions = `
  select s.id,
    array(select t.point from proof_tick t where t.submission_id = s.id and t.round = s.round order by t.point) as ticked,
    array(
      select latest.department from (
        select distinct on (o.department) o.department, o.position from opinion o
        where o.submission_id = s.id and o.round = s.round order by o.department, o.id desc
      ) as latest where latest.position = 'objection'
    ) as objections
  from submission s where s.id = any($1::uuid[])`;

/** A round that nobody has looked at. */
export const nothingSaid: RoundState = { ticked: [], objections: [] };

/** Reads what decisions have to take into account, for a whole set at once. */
@Injectable()
export class ReviewState {
  /** The first question reads for all of them; ask it under the locks of the set, when nothing changes any more. */
  under(tx: Tx, submissionIds: string[]): (submissionId: string) => Promise<RoundState> {
    let read: Promise<Map<string, RoundState>> | undefined;
    return async (submissionId) => {
      read ??= this.of(tx, submissionIds);
      return (await read).get(submissionId) ?? nothingSaid;
    };
  }

  private async of(tx: Tx, submissionIds: string[]): Promise<Map<string, RoundState>> {
    const rows = await tx.rows<RoundState & { id: string }>(ofSubmissions, [submissionIds]);
    return new Map(rows.map(({ id, ...state }) => [id, state]));
  }
}
