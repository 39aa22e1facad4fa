import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import { Pins } from '#libs/evidence';
import { type Answer, Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { abilitiesOf } from './abilities.js';
import { summaryOfAmendment } from './differences/amendment.rules.js';
import { presentHandling, presentRound } from './handling.presenter.js';
import { ItemFacts } from './item-facts.js';
import type { Moved } from './mover.js';
import { Names } from './names.js';
import { kindTexts, statusTexts } from './submission.kinds.js';
import { RoundExtras } from './round-extras.js';
import { Terms } from './terms/terms.js';
import { workItemLifecycle } from './work-item.lifecycle.js';
import type { SubmissionRow, SubmissionWhole } from './submission.queries.js';

/** Turns submissions into what this person may see of them. */
@Injectable()
export class SubmissionPresenter {
  constructor(
    private readonly names: Names,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
    private readonly facts: ItemFacts,
    private readonly terms: Terms,
    private readonly pins: Pins,
    private readonly extras: RoundExtras,
  ) {}

  /** A row of the queue. */
  async row(row: SubmissionRow, actor: Actor) {
    const { item } = row;
    const open = ['draft', 'submitted', 'returned'].includes(row.status);
    return {
      id: row.id,
      kind: row.kind,
      kindText: kindTexts[row.kind],
      status: row.status,
      statusText: statusTexts[row.status],
      round: row.round,
      summary: summaryOfAmendment(row.amendment, inRegion(actor, item.region)),
      createdAt: row.createdAt,
      submittedAt: row.submittedAt,
      decidedAt: row.decidedAt,
      term: await this.terms.ofSubmission(item.programme, row.status, row.clock, row.withdrawnAt),
      ...presentHandling(row, actor),
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
          ...(await this.facts.of(item, this.calendar.now(), row.effectiveOn)),
        },
        actor,
      ),
    };
  }

  /** The whole paper. The ministry sees the content as it was last sent, never what the region is still writing. */
  async whole(submission: SubmissionWhole, actor: Actor) {
    const { content, createdBy, rounds } = submission;
    const present = inRegion(actor, submission.item.region) ? content : (rounds.at(-1)?.content ?? {});
    const [shown, ...sent] = await this.pins.resolve(actor, [present, ...rounds.map((round) => round.content)]);
    const extra = await this.extras.of(submission, actor);
    return {
      ...(await this.row(submission, actor)),
      content: rounds.length > 0 || present === content ? shown : null,
      createdBy,
      rounds: rounds.map((round, place) => ({
        ...presentRound({ ...round, content: sent[place]! }, submission, actor),
        ...extra(round.round),
      })),
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
        ...(moved.onBehalfOf && { onBehalfOf: { id: moved.onBehalfOf.personId, name: moved.onBehalfOf.name } }),
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
