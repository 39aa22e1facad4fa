import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import { type Answer, Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { abilitiesOf } from './abilities.js';
import type { Moved } from './mover.js';
import { Names } from './names.js';
import { kindTexts, statusTexts } from './submission.kinds.js';
import { workItemLifecycle } from './work-item.lifecycle.js';
import type { SubmissionRow, SubmissionWhole } from './submission.queries.js';

/** Turns submissions into what this person may see of them. */
@Injectable()
export class SubmissionPresenter {
  constructor(
    private readonly names: Names,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** A row of the queue. */
  async row(row: SubmissionRow, actor: Actor) {
    const { item } = row;
    const open = ['draft', 'submitted', 'returned'].includes(row.status);
    const adjustmentsMissing = await this.reference.adjustmentsMissing(
      item.programme,
      item.measure,
      item.region,
      this.calendar.now(),
    );
    return {
      id: row.id,
      kind: row.kind,
      kindText: kindTexts[row.kind],
      status: row.status,
      statusText: statusTexts[row.status],
      round: row.round,
      createdAt: row.createdAt,
      submittedAt: row.submittedAt,
      decidedAt: row.decidedAt,
      version: item.version,
      workItem: {
        id: item.id,
        ...(await this.names.of(item)),
        status: item.status,
        statusText: workItemLifecycle.definition.states[item.status],
        version: item.version,
        targetDate: item.targetDate,
      },
      ...abilitiesOf(
        {
          region: item.region,
          leadDepartment: item.leadDepartment,
          status: item.status,
          submission: open ? row : undefined,
          adjustmentsMissing,
        },
        actor,
      ),
    };
  }

  /** The whole paper. The ministry sees the content as it was last sent, never what the region is still writing. */
  async whole(submission: SubmissionWhole, actor: Actor) {
    const { content, createdBy, rounds } = submission;
    const present = inRegion(actor, submission.item.region) ? content : rounds.at(-1)?.content;
    return {
      ...(await this.row(submission, actor)),
      content: present ?? null,
      createdBy,
      rounds,
      proofList: await this.reference.proofList(submission.item.programme, submission.item.measure),
    };
  }

  /** What an act answers: the submission and its work item as they stand after it. */
  answer(moved: Moved, status: 200 | 201): Answer {
    const { item, change, version } = moved;
    const { submission, decision } = change;
    return {
      status,
      version,
      ...(status === 201 && submission && !decision ? { location: `/api/v1/submissions/${submission.id}` } : {}),
      body: {
        ...(submission && {
          id: submission.id,
          kind: submission.kind,
          kindText: kindTexts[submission.kind],
          status: submission.status,
          statusText: statusTexts[submission.status],
          round: submission.round,
          ...(decision ? {} : { content: submission.content }),
          createdAt: submission.createdAt,
          submittedAt: submission.submittedAt,
        }),
        ...(decision && { decision: { ...decision, decidedAt: item.now } }),
        version,
        workItem: {
          id: item.id,
          status: moved.status,
          statusText: workItemLifecycle.definition.states[moved.status],
          version,
          region: item.region,
          measure: item.measure,
        },
      },
    };
  }
}
