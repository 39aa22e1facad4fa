import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { type Blocker, conflict, DomainError, forbidden, illegalMove, notFound, staleVersion } from '#libs/platform';
import { Reference } from '#libs/programme';
import { changesSince } from './changes-since.js';
import { authorityBlockers, ruleBlockers, stateBlockers } from './moves.rules.js';
import { statusTexts } from './submission.kinds.js';
import type { LocalPlan } from './submission-content.js';
import { maySeeSubmission } from './work-item.policy.js';
import type { LockedItem, OpenSubmission, Paper } from './work-item.js';
import { type Move, workItemLifecycle, type WorkItemStatus } from './work-item.lifecycle.js';
import { type NewDecision, type Records, WorkItemStore } from './work-item.store.js';

/** One person's wish to act on one work item. */
export interface Command {
  actor: Actor;
  /** The item's version that the actor saw; missing only where an act needs none. */
  seen?: number;
  /** Scripted business time; set by the replay of the demonstration history only. */
  when?: Date;
}

export type SubmissionCommand = Command & { submissionId: string };

/** What an act makes of a work item. */
export interface Change {
  move: Move;
  submission?: Paper & { decidedAt?: Date };
  /** The side on which the actor stands from now on. */
  party?: 'region' | 'ministry';
  /** Freezes the submission's content as its present round. */
  freezes?: boolean;
  /** The decision on the submission's present round. */
  decision?: NewDecision;
  targetDate?: string;
  plan?: LocalPlan;
  implementedOn?: string;
  reason?: string;
  data?: Record<string, unknown>;
}

/** A work item after an act. */
export interface Moved {
  item: LockedItem;
  change: Change;
  status: WorkItemStatus;
  version: number;
}

/**
 * Runs acts in the one order: lock, load, authorise, stale?, legal?, rules, write, event, outbox row.
 * It works on sets, so that one act and five hundred go the same way; a set is written whole or not at all.
 */
@Injectable()
export class Mover {
  constructor(
    private readonly store: WorkItemStore,
    private readonly reference: Reference,
  ) {}

  /** Acts on items by their own ids. `plan` says what changes or throws the refusal. */
  async onItems<C extends Command & { workItemId: string }>(
    tx: Tx,
    commands: C[],
    plan: (command: C, item: LockedItem) => Change | Promise<Change>,
  ): Promise<Moved[]> {
    const items = await this.store.lockItems(
      tx,
      commands.map((command) => command.workItemId),
    );
    const byId = new Map(items.map((item) => [item.id, item]));
    return this.move(tx, commands, (command) => present(byId.get(command.workItemId)), plan);
  }

  /** Acts on the undecided submissions with these ids. */
  async onSubmissions<C extends SubmissionCommand>(
    tx: Tx,
    commands: C[],
    plan: (command: C, item: LockedItem & { submission: OpenSubmission }) => Change | Promise<Change>,
  ): Promise<Moved[]> {
    const ids = commands.map((command) => command.submissionId);
    const items = await this.store.lockItemsOfSubmissions(tx, ids);
    const bySubmission = new Map(items.map((item) => [item.submission?.id, item]));
    for (const id of ids) if (!bySubmission.has(id)) await this.refuseEnded(tx, id, commands[0]);
    return this.move(
      tx,
      commands,
      (command) => present(bySubmission.get(command.submissionId)),
      (command, item) => plan(command, item as LockedItem & { submission: OpenSubmission }),
    );
  }

  /** Throws unless this person may make this move on the item as it stands, in the order of the house. */
  async check(tx: Tx, move: Move, item: LockedItem, command: Command): Promise<void> {
    const { actor, seen } = command;
    // An item is known to everybody, and no refusal may tell whether a hidden submission lies on it.
    const isHidden = item.submission && !maySeeSubmission(actor, item, item.submission);
    if ('submissionId' in command && isHidden) throw missing();
    const authority = authorityBlockers(move, item, actor);
    if (authority.length > 0) throw forbidden(authority);
    if (seen !== undefined && seen !== item.version) {
      throw staleVersion(seen, item.version, { changes: await changesSince(tx, item, seen, actor) });
    }
    const state = { ...item, adjustmentsMissing: await this.adjustmentsMissing(move, item) };
    const illegal = stateBlockers(move, state);
    if (illegal.length > 0) throw illegalMove(illegal);
    const rules = ruleBlockers(move, state, actor);
    if (rules.some((blocker) => blocker.code === 'four-eyes')) throw fourEyes(rules);
    if (rules.length > 0) throw illegalMove(rules);
  }

  private async move<C extends Command>(
    tx: Tx,
    commands: C[],
    locate: (command: C) => LockedItem,
    plan: (command: C, item: LockedItem) => Change | Promise<Change>,
  ): Promise<Moved[]> {
    const records: Records = { items: [], submissions: [], rounds: [], decisions: [], parties: [], events: [] };
    const moved: Moved[] = [];
    for (const command of commands) {
      const item = atTime(locate(command), command.when);
      const change = await plan(command, item);
      const effectiveOn = change.implementedOn ?? (await this.reference.today(item.programme, item.now));
      moved.push(this.note(records, command.actor, item, change, effectiveOn));
    }
    this.store.record(tx, records);
    return moved;
  }

  /** Adds what one change writes to the records of the set. */
  private note(records: Records, actor: Actor, item: LockedItem, change: Change, effectiveOn: string): Moved {
    const { move, submission } = change;
    const status = workItemLifecycle.target(move, item.status);
    const at = item.now;
    records.items.push({
      id: item.id,
      version: item.version,
      fromStatus: item.status,
      toStatus: status,
      targetDate: change.targetDate,
      plan: change.plan,
      implementedOn: change.implementedOn,
      at,
    });
    if (submission) {
      records.submissions.push({ ...submission, workItemId: item.id, region: item.region, updatedAt: at });
      if (change.party)
        records.parties.push({ submissionId: submission.id, personId: actor.personId, side: change.party });
      if (change.decision) {
        const { id: submissionId, round } = submission;
        records.decisions.push({ ...change.decision, submissionId, round, decidedBy: actor.personId, decidedAt: at });
      }
      if (change.freezes) {
        const { id, round, content } = submission;
        records.rounds.push({ submissionId: id, round, content, submittedBy: actor.personId, submittedAt: at });
      }
    }
    records.events.push({
      kind: move,
      programme: item.programme,
      region: item.region,
      department: item.leadDepartment,
      workItemId: item.id,
      itemVersion: item.version + 1,
      move,
      fromStatus: item.status,
      toStatus: status,
      submissionId: submission?.id,
      actorPersonId: actor.personId,
      actorRole: roleFor(move, actor, item),
      reason: change.reason,
      data: { ...(submission ? { submissionKind: submission.kind, round: submission.round } : {}), ...change.data },
      effectiveOn,
      recordedAt: at,
    });
    return { item, change, status, version: item.version + 1 };
  }

  private async adjustmentsMissing(move: Move, item: LockedItem): Promise<string[]> {
    if (move !== 'approve-implementation-report') return [];
    return this.reference.adjustmentsMissing(item.programme, item.measure, item.region, item.now);
  }

  /** The submission is not open: unknown to this person, or ended meanwhile. */
  private async refuseEnded(tx: Tx, submissionId: string, command: Command | undefined): Promise<never> {
    const ended = await tx.row<{
      status: keyof typeof statusTexts;
      version: number;
      workItemId: string;
      region: string;
      leadDepartment: string;
      round: number;
    }>(
      `select s.status, s.round, w.version, w.id as "workItemId", w.region, w.lead_department as "leadDepartment"
       from submission s join work_item w on w.id = s.work_item_id where s.id = $1`,
      [submissionId],
    );
    if (!ended || !command || !maySeeSubmission(command.actor, ended, ended)) throw missing();
    if (command.seen !== undefined && command.seen !== ended.version) {
      throw staleVersion(command.seen, ended.version, {
        changes: await changesSince(tx, { id: ended.workItemId, region: ended.region }, command.seen, command.actor),
      });
    }
    const text = statusTexts[ended.status];
    throw conflict(
      'already-ended',
      { zh: `该报送${text.zh}，不能再办理。`, en: `This submission is ${text.en}; nothing more can be done with it.` },
      { submissionStatus: ended.status },
    );
  }
}

function present(item: LockedItem | undefined): LockedItem {
  if (!item) throw missing();
  return item;
}

function atTime(item: LockedItem, when: Date | undefined): LockedItem {
  return when ? { ...item, now: when } : item;
}

function missing(): DomainError {
  return notFound({ zh: '报送或工作项', en: 'submission or work item' });
}

function fourEyes(blockers: Blocker[]): DomainError {
  const { message } = blockers.find(({ code }) => code === 'four-eyes')!;
  return new DomainError(403, 'four-eyes', message, blockers);
}

/** The role in which the actor makes this move, for the record. */
function roleFor(move: Move, actor: Actor, item: LockedItem): string | undefined {
  const side = workItemLifecycle.move(move).by;
  const fits = actor.grants.find(
    ({ role, region, department }) =>
      (side === 'lead-department' && role === 'reviewer' && department === item.leadDepartment) ||
      (side === 'coordinator' && role === 'coordinator') ||
      (side === 'region-lead' && role === 'regional-lead' && region === item.region) ||
      (side === 'region-editor' && region === item.region),
  );
  return fits?.role;
}
