import { Injectable } from '@nestjs/common';
import { Database, type Tx, UnitOfWork } from '#libs/database';
import { PeopleQueries, type RoleHolder } from '#libs/identity';
import { MailQueue } from '#libs/notifications';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { jobName, ScheduledJob, type Summary } from '#libs/queues';
import { type DigestMoment, lastMoment, momentBefore } from './digest-moment.rules.js';
import { type DigestWindow, type ReviewersContent, ReviewQueue } from './review-queue.js';

/** Kind of the mail, and with it the name of its renderer. */
export const reviewersMail = 'reviewers-digest';

const latest = `
  select person_id as "personId", max(window_to) as "windowTo" from digest where kind = 'reviewers' group by person_id`;

const insert = `
  insert into digest (kind, person_id, period_key, window_from, window_to, created_at, content, is_empty)
  values ('reviewers', $1, $2, $3, $4, $5, $6::jsonb, $7)
  on conflict on constraint digest_once do nothing
  returning id`;

type Outcome = 'sent' | 'empty' | 'done before';

/**
 * The reviewers' daily digest. It asks every minute who lacks the digest of the last working day's 08:30, so that a
 * worker that was down catches up with one digest over the whole window, and not with one per missed day.
 */
@Injectable()
export class ReviewersDigest extends ScheduledJob {
  readonly job = jobName('reviewers-digest');

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PeopleQueries,
    private readonly queue: ReviewQueue,
    private readonly mails: MailQueue,
    private readonly calendar: Calendar,
    private readonly reference: Reference,
  ) {
    super();
  }

  async run(): Promise<Summary> {
    const now = this.calendar.now();
    const days = await this.reference.workingDays();
    const reviewers = await this.people.personsWith('reviewer');
    const rows = await this.database.rows<{ personId: string; windowTo: Date }>(latest);
    const closed = new Map(rows.map(({ personId, windowTo }) => [personId, windowTo]));
    const summary = { digests: 0, empty: 0 };
    for (const reviewer of reviewers) {
      const moment = lastMoment(now, reviewer.timeZone, days);
      const last = closed.get(reviewer.personId);
      if (last !== undefined && last >= moment.at) continue;
      const from = last ?? momentBefore(moment, reviewer.timeZone, days).at;
      const outcome = await this.unitOfWork.run((tx) => this.write(tx, reviewer, moment, from, now));
      if (outcome === 'sent') summary.digests += 1;
      if (outcome === 'empty') summary.empty += 1;
    }
    return summary;
  }

  /** The digest, its mail and the outbox row together, or nothing when another worker was first. */
  private async write(
    tx: Tx,
    reviewer: RoleHolder,
    { at, periodKey }: DigestMoment,
    from: Date,
    now: Date,
  ): Promise<Outcome> {
    const window: DigestWindow = { from, to: at, day: periodKey };
    const content = await this.queue.contentFor(tx, reviewer.departments, window);
    const isEmpty = isNothing(content);
    const parameters = [reviewer.personId, periodKey, from, at, now, JSON.stringify(content), isEmpty];
    const digest = await tx.row<{ id: string }>(insert, parameters);
    if (!digest) return 'done before';
    if (isEmpty) return 'empty';
    const dedupeKey = `${reviewersMail}:${periodKey}:${reviewer.personId}`;
    await this.mails.add(tx, [{ dedupeKey, kind: reviewersMail, subjectId: digest.id, recipient: reviewer }]);
    return 'sent';
  }
}

/** Nothing waits, so there is nothing to say. */
function isNothing({ queue }: ReviewersContent): boolean {
  return queue === 0;
}
