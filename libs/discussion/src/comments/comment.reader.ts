import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { type Actor, PeopleQueries, type Role, type Scope } from '#libs/identity';
import { type Cursor, maySeeSubmission } from '#libs/implementation';
import { type DomainError, forbidden, notFound, type Text } from '#libs/platform';
import { audiencesOf, mayReadThread, maySeeDiscussion, readBlockers } from '../discussion.policy.js';
import { Places } from '../places.js';
import { CommentPresenter } from './comment.presenter.js';
import { CommentQueries, type ThreadRow } from './comment.queries.js';
import { noSuchComment } from './lock-visible.js';
import type { Addressee } from './write-comment.js';

type Reads = Pick<Database | Tx, 'rows' | 'row'>;

export interface ThreadPage {
  state?: 'open' | 'resolved';
  limit: number;
  after?: Cursor;
}

/** Reads discussions for one person: finds, asks who may read, and words the answer. */
@Injectable()
export class CommentReader {
  constructor(
    private readonly database: Database,
    private readonly places: Places,
    private readonly queries: CommentQueries,
    private readonly presenter: CommentPresenter,
    private readonly people: PeopleQueries,
  ) {}

  /** Threads about an item with those about its submissions, or those about one submission alone. */
  async page(of: Addressee, { state, limit, after }: ThreadPage, actor: Actor) {
    const subject = await this.subject(of, actor);
    const { rows, nextCursor } = await this.queries.threads({
      workItemId: subject.workItemId,
      submissionId: subject.submission?.id,
      audiences: audiencesOf(actor, subject),
      resolved: state === undefined ? undefined : state === 'resolved',
      limit,
      after,
    });
    const comments = await this.queries.shownOf(rows.map(({ id }) => id));
    return { items: rows.map((row) => this.presenter.thread(row, comments, subject, actor)), nextCursor };
  }

  async replies(commentId: string, limit: number, after: number | undefined, actor: Actor) {
    const { thread, subject } = await this.thread(commentId, actor);
    const { rows, nextCursor } = await this.queries.replies(thread.id, limit, after);
    return { items: rows.map((row) => this.presenter.comment(row, thread, subject, actor)), nextCursor };
  }

  /** A comment as this person reads it; inside a transaction as it stands there. */
  async comment(id: string, actor: Actor, from: Reads = this.database) {
    const { thread, subject } = await this.thread(id, actor, from);
    const row = await this.queries.one(id, from);
    if (!row) throw noSuchComment();
    return this.presenter.comment(row, thread, subject, actor);
  }

  /** The thread of a comment with what comes with it. */
  async whole(commentId: string, actor: Actor, from: Reads = this.database) {
    const { thread, subject } = await this.thread(commentId, actor, from);
    return this.presenter.thread(thread, await this.queries.shownOf([thread.id], from), subject, actor);
  }

  /** Every text that a comment had. Throws 404 once it is withdrawn, but for the auditor. */
  async texts(id: string, actor: Actor) {
    await this.thread(id, actor);
    const row = await this.queries.one(id);
    if (!row || !this.presenter.showsTexts(row, actor)) throw noSuchComment();
    return { items: (await this.queries.texts(id)).map(({ body: text, ...former }) => ({ ...former, text })) };
  }

  /** Who takes part in the discussion of an item and can be mentioned: the region's people, reviewers, coordinators. */
  async participants(workItemId: string, actor: Actor) {
    const { region, leadDepartment, supportingDepartments } = await this.subject({ workItemId }, actor);
    const held: [Role, Scope][] = [
      ['regional-editor', { region }],
      ['regional-lead', { region }],
      ...[leadDepartment, ...supportingDepartments].map((department): [Role, Scope] => ['reviewer', { department }]),
      ['coordinator', {}],
    ];
    const found = new Map<string, { id: string; name: Text; role: Role }>();
    for (const [role, scope] of held) {
      for (const { personId: id, name } of await this.people.personsWith(role, scope))
        found.set(id, { id, name, role });
    }
    return { items: [...found.values()] };
  }

  private async subject(of: Addressee, actor: Actor) {
    const isItem = 'workItemId' in of;
    const subject = isItem
      ? await this.places.ofItem(this.database, of.workItemId)
      : await this.places.ofSubmission(this.database, of.submissionId);
    if (!subject || !maySeeDiscussion(actor, subject)) throw unknown(isItem);
    if (subject.submission && !maySeeSubmission(actor, subject, { ...subject.submission, status: 'draft' }))
      throw unknown(isItem);
    const blockers = readBlockers(actor, subject);
    if (blockers.length > 0) throw forbidden(blockers);
    return subject;
  }

  private async thread(commentId: string, actor: Actor, from: Reads = this.database) {
    const thread = await this.queries.threadOf(commentId, from);
    const subject = thread && (await this.places.ofItem(from, thread.workItemId));
    if (!thread || !subject || !mayReadThread(actor, subject, thread.audience)) throw noSuchComment();
    return { thread: thread satisfies ThreadRow, subject };
  }
}

function unknown(isItem: boolean): DomainError {
  return notFound(isItem ? { zh: '工作项', en: 'work item' } : { zh: '报送', en: 'submission' });
}
