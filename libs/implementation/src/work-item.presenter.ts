import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { abilitiesOf } from './abilities.js';
import { summaryOfAmendment } from './differences/amendment.rules.js';
import type { HistoryRow } from './history.queries.js';
import { ItemFacts } from './item-facts.js';
import { Names } from './names.js';
import { kindTexts, statusTexts } from './submission.kinds.js';
import { maySeeActor, maySeeMove, maySeeSubmission, seesWhole, visibleStatus } from './work-item.policy.js';
import { textOfMove, workItemLifecycle } from './work-item.lifecycle.js';
import type { WorkItemRow, WorkItemWhole } from './work-item.queries.js';

/** Turns work items into what this person may see of them. */
@Injectable()
export class WorkItemPresenter {
  constructor(
    private readonly names: Names,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
    private readonly facts: ItemFacts,
  ) {}

  /** A row of a list. */
  async row(item: WorkItemRow, actor: Actor) {
    const whole = seesWhole(actor, item);
    const status = visibleStatus(actor, item);
    const submission = item.submission && maySeeSubmission(actor, item, item.submission) ? item.submission : undefined;
    const now = this.calendar.now();
    const today = await this.reference.today(item.programme, now);
    return {
      id: item.id,
      ...(await this.names.of(item)),
      status,
      statusText: workItemLifecycle.definition.states[status],
      version: whole ? item.version : null,
      targetDate: item.targetDate,
      implementedOn: item.implementedOn,
      overdue: item.targetDate < today && status !== 'implemented' && status !== 'exempt',
      underReview: whole && item.submission?.status === 'submitted',
      changedAt: whole ? item.changedAt : null,
      submission: submission
        ? {
            id: submission.id,
            kind: submission.kind,
            kindText: kindTexts[submission.kind],
            status: submission.status,
            statusText: statusTexts[submission.status],
            round: submission.round,
          }
        : null,
      ...(await this.abilities(item, actor, now)),
    };
  }

  /** The page of one work item. */
  async whole(item: WorkItemWhole, actor: Actor) {
    const measure = (await this.reference.programme(item.programme)).measures.get(item.measure);
    const visible = item.submissions.filter((submission) => maySeeSubmission(actor, item, submission));
    return {
      ...(await this.row(item, actor)),
      programme: item.programme,
      plan: seesWhole(actor, item) ? item.plan : null,
      supportingDepartments: measure?.supportingDepartments ?? [],
      proofList: await this.reference.proofList(item.programme, item.measure),
      submissions: visible.map(({ amendment, ...submission }) => ({
        ...submission,
        summary: summaryOfAmendment(amendment, inRegion(actor, item.region)),
        kindText: kindTexts[submission.kind],
        statusText: statusTexts[submission.status],
      })),
    };
  }

  /** The acts of a work item that this person may see. */
  history(item: { region: string }, rows: HistoryRow[], actor: Actor) {
    return rows
      .filter((row) => maySeeMove(actor, item, row.move))
      .map((row) => ({
        ...row,
        ...(maySeeActor(actor, row.move) ? {} : { actor: null, onBehalfOf: null }),
        text: textOfMove(row.move),
      }));
  }

  private async abilities(item: WorkItemRow, actor: Actor, now: Date) {
    const visible = item.submission && maySeeSubmission(actor, item, item.submission) ? item.submission : undefined;
    return abilitiesOf(
      {
        region: item.region,
        leadDepartment: item.leadDepartment,
        status: visibleStatus(actor, item),
        submission: visible,
        ...(await this.facts.of(item, now, visible?.effectiveOn)),
      },
      actor,
    );
  }
}
