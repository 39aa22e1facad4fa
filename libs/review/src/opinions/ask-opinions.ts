import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { grantFor } from '#libs/identity';
import {
  type ItemWithSubmission,
  type Moved,
  Mover,
  paperOf,
  type StartedTerm,
  type SubmissionCommand,
  Terms,
} from '#libs/implementation';
import { type Blocker, invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { departmentFaults } from './opinion.rules.js';

export type AskOpinionsCommand = SubmissionCommand & { departments: string[]; question?: string };

const askedAlready = 'select department from opinion_request where submission_id = $1 and round = $2';

const insert = `
  insert into opinion_request (submission_id, round, department, question, asked_by, on_behalf_of, asked_at,
    allowed_days, due_on, calendar_missing)
  select r."submissionId", r.round, r.department, r.question, r."askedBy", r."onBehalfOf", r."askedAt",
    r."allowedDays", r."dueOn", coalesce(r."calendarMissing", '{}')
  from jsonb_to_recordset($1::jsonb) as r ("submissionId" uuid, round integer, department text, question text,
    "askedBy" uuid, "onBehalfOf" uuid, "askedAt" timestamptz, "allowedDays" integer, "dueOn" date,
    "calendarMissing" integer[])`;

/** The lead department asks departments that support the measure for their opinion (会签), each within a term of its own. */
@Injectable()
export class AskOpinions {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
    private readonly terms: Terms,
  ) {}

  async run(tx: Tx, commands: AskOpinionsCommand[]): Promise<Moved[]> {
    const requests: object[] = [];
    const moved = await this.mover.onSubmissions(tx, commands, async (command, item) => {
      await this.mover.check(tx, 'ask-opinions', item, command);
      const faults = await this.faults(tx, command, item);
      if (faults.length > 0) throw invalid(faults);
      const term = await this.terms.opinionDueOn(item.programme, item.now);
      requests.push(...requestsOf(command, item, term));
      const { departments, question } = command;
      return {
        move: 'ask-opinions',
        party: 'ministry',
        submission: paperOf(item.submission),
        data: { departments, question, dueOn: term.dueOn },
      };
    });
    tx.send(insert, [JSON.stringify(requests)]);
    return moved;
  }

  private async faults(tx: Tx, { departments }: AskOpinionsCommand, item: ItemWithSubmission): Promise<Blocker[]> {
    const { supportingDepartments } = await this.reference.measure(item.programme, item.measure);
    const { id, round } = item.submission;
    const asked = await tx.rows<{ department: string }>(askedAlready, [id, round]);
    return departmentFaults(
      departments,
      supportingDepartments,
      asked.map(({ department }) => department),
    );
  }
}

function requestsOf(
  { actor, departments, question }: AskOpinionsCommand,
  { submission, now, leadDepartment }: ItemWithSubmission,
  term: StartedTerm,
): object[] {
  return departments.map((department) => ({
    submissionId: submission.id,
    round: submission.round,
    department,
    question,
    askedBy: actor.personId,
    onBehalfOf: grantFor(actor, 'opinion.ask', { department: leadDepartment })?.onBehalfOf?.personId,
    askedAt: now,
    ...term,
  }));
}
