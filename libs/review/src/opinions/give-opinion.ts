import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { type Actor, type Grant, grantFor } from '#libs/identity';
import { type ItemWithSubmission, type Moved, Mover, paperOf, type SubmissionCommand } from '#libs/implementation';
import { forbidden, invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { opinionFaults, type Position } from './opinion.rules.js';

export type GiveOpinionCommand = SubmissionCommand & {
  position: Position;
  reason?: string;
  /** For whom the reviewer speaks; needed only by somebody of several supporting departments. */
  department?: string;
};

const insert = `
  insert into opinion (submission_id, round, department, position, reason, given_by, on_behalf_of, given_at)
  select o."submissionId", o.round, o.department, o.position, o.reason, o."givenBy", o."onBehalfOf", o."givenAt"
  from jsonb_to_recordset($1::jsonb) as o ("submissionId" uuid, round integer, department text, position text,
    reason text, "givenBy" uuid, "onBehalfOf" uuid, "givenAt" timestamptz)`;

/**
 * A reviewer of a supporting department says whether it objects (会签), asked or not, as long as the round is under
 * review. Saying it again replaces what the department said before; no region ever learns of it.
 */
@Injectable()
export class GiveOpinion {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
  ) {}

  async run(tx: Tx, commands: GiveOpinionCommand[]): Promise<Moved[]> {
    const opinions: object[] = [];
    const moved = await this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'give-opinion', item, command);
      const { position, reason } = command;
      const faults = opinionFaults(position, reason);
      if (faults.length > 0) throw invalid(faults);
      const { department, onBehalfOf } = await this.speaker(command, item);
      const { id: submissionId, round } = item.submission;
      const { personId: givenBy } = command.actor;
      opinions.push({
        submissionId,
        round,
        department,
        position,
        reason,
        givenBy,
        onBehalfOf: onBehalfOf?.personId,
        givenAt: item.now,
      });
      return {
        move: 'give-opinion',
        party: 'ministry',
        department,
        reason,
        submission: paperOf(item.submission),
        data: { department, position },
      };
    });
    tx.send(insert, [JSON.stringify(opinions)]);
    return moved;
  }

  private async speaker({ actor, department }: GiveOpinionCommand, item: ItemWithSubmission): Promise<Grant> {
    const { supportingDepartments } = await this.reference.measure(item.programme, item.measure);
    const named = supportingDepartments.filter((supporting) => !department || supporting === department);
    const grants = named.flatMap((one) => grantOf(actor, one) ?? []);
    // Somebody's own department before that of a person for whom they act.
    const speaker = grants.find(({ onBehalfOf }) => !onBehalfOf) ?? grants[0];
    if (!speaker) throw forbidden([notYours]);
    return speaker;
  }
}

function grantOf(actor: Actor, department: string): Grant | undefined {
  return grantFor(actor, 'opinion.give', { department });
}

const notYours = {
  code: 'not-supporting',
  message: {
    zh: '您不能代表该部门会签。',
    en: 'You cannot speak for this department.',
  },
  pointer: '/department',
};
