import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor, Grant } from '#libs/identity';
import { type Blocker, DomainError, forbidden, illegalMove, staleVersion } from '#libs/platform';
import { Reference } from '#libs/programme';
import { actingGrant } from './acting-grant.rules.js';
import { changesSince, readMissed } from './changes-since.js';
import { endedSubmissions, missing, refusalOfEnded } from './ended-submissions.js';
import { ItemFacts } from './item-facts.js';
import { authorityBlockers, ruleBlockers, stateBlockers } from './moves.rules.js';
import { judgeEach, onePerSubmission, type PartlyDone, writeEach } from './partial-set.js';
import type { LocalPlan } from './submission-content.js';
import type { StartedTerm } from './terms/term.rules.js';
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
  /** Others who stand on that side from now on. */
  withThem?: string[];
  /** Freezes the submission's content as its present round. */
  freezes?: boolean;
  /** The term that begins with that round. */
  term?: StartedTerm;
  /** The decision on the submission's present round. */
  decision?: NewDecision;
  /** For which department the actor speaks, where it does not lead. */
  department?: string;
  targetDate?: string;
  plan?: LocalPlan;
  implementedOn?: string;
  reason?: string;
  data?: Record<string, unknown>;
}

/** What a command will change, judged and not yet written. */
interface Planned<C> {
  command: C;
  item: LockedItem;
  change: Change;
  effectiveOn: string;
}

/** Says what changes, or throws the refusal. */
type Plan<C, I = LockedItem> = (command: C, item: I) => Change | Promise<Change>;
/** A locked item with the submission that an act is about. */
export type ItemWithSubmission = LockedItem & { submission: OpenSubmission };

/** A work item after an act. */
export interface Moved {
  item: LockedItem;
  change: Change;
  status: WorkItemStatus;
  version: number;
  /** The absent person for whom the actor acted. */
  onBehalfOf?: Grant['onBehalfOf'];
}

/**
 * Runs acts in the one order: lock, load, authorise, stale?, legal?, rules, write, event, outbox row.
 * It works on sets, so that one act and five hundred go the same way; a set is written whole or not at all, unless
 * it is asked to judge each on its own.
 */
@Injectable()
export class Mover {
  constructor(
    private readonly store: WorkItemStore,
    private readonly reference: Reference,
    private readonly facts: ItemFacts,
  ) {}

  /** Acts on items by their own ids. */
  async onItems<C extends Command & { workItemId: string }>(tx: Tx, commands: C[], plan: Plan<C>): Promise<Moved[]> {
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
    plan: Plan<C, ItemWithSubmission>,
  ): Promise<Moved[]> {
    const locate = await this.locked(tx, commands);
    return this.move(tx, commands, locate, plan as Plan<C>);
  }

  /**
   * Acts on undecided submissions, each on its own merits: what is refused stays as it is and says why, the others are
   * written together. Everything that a judgement needs is read for the whole set, so a set costs what its size does.
   */
  async eachSubmission<C extends SubmissionCommand>(
    tx: Tx,
    commands: C[],
    plan: Plan<C, ItemWithSubmission>,
  ): Promise<PartlyDone<C, Moved & { command: C }>> {
    const { first, again } = onePerSubmission(commands);
    const ids = first.map(({ submissionId }) => submissionId);
    const items = await this.store.lockItemsOfSet(tx, ids);
    const open = new Map(items.map((item) => [item.submission?.id, item]));
    const ended = await endedSubmissions(
      tx,
      ids.filter((id) => !open.has(id)),
    );
    await readMissed(
      tx,
      first.map(({ submissionId, seen }) => ({ seen, of: open.get(submissionId) ?? ended.get(submissionId) })),
    );
    const { planned, refused } = await judgeEach(first, async (command) => {
      const item = open.get(command.submissionId);
      if (!item) throw await refusalOfEnded(tx, ended.get(command.submissionId), command);
      return this.plan(command, item, plan as Plan<C>);
    });
    const written = await writeEach<C, Planned<C>, Moved & { command: C }>(tx, planned, (part) => this.write(tx, part));
    return { moved: written.moved, refused: [...again, ...refused, ...written.refused] };
  }

  /**
   * Locks an undecided submission for an act that is no move of the lifecycle: nothing on it changes meanwhile, and the
   * work item keeps its version.
   */
  async lockSubmission(tx: Tx, command: SubmissionCommand): Promise<ItemWithSubmission> {
    const locate = await this.locked(tx, [command]);
    return atTime(locate(command), command.when) as ItemWithSubmission;
  }

  /** Throws unless this person may make this move on the item as it stands, in the order of the house. */
  async check(tx: Tx, move: Move, item: LockedItem, command: Command): Promise<void> {
    const { actor, seen } = command;
    // An item is known to everybody, and no refusal may tell whether a hidden submission lies on it.
    const isHidden = item.submission && !maySeeSubmission(actor, item, item.submission);
    if ('submissionId' in command && isHidden) throw missing();
    const state = { ...item, ...(isHidden && { submission: undefined }), ...(await this.facts.of(item, item.now)) };
    const authority = authorityBlockers(move, state, actor);
    if (authority.length > 0) throw forbidden(authority);
    if (seen !== undefined && seen !== item.version) {
      throw staleVersion(seen, item.version, { changes: await changesSince(tx, item, seen, actor) });
    }
    const illegal = stateBlockers(move, state);
    if (illegal.length > 0) throw illegalMove(illegal);
    const rules = ruleBlockers(move, { ...state, ...(await this.facts.held(tx, move, item)) }, actor);
    if (rules.some((blocker) => blocker.code === 'four-eyes')) throw fourEyes(rules);
    if (rules.length > 0) throw illegalMove(rules);
  }

  /** Locks undecided submissions; throws the refusal where one has ended or cannot be known of. */
  private async locked<C extends SubmissionCommand>(tx: Tx, commands: C[]): Promise<(command: C) => LockedItem> {
    const items = await this.store.lockItemsOfSubmissions(
      tx,
      commands.map(({ submissionId }) => submissionId),
    );
    const bySubmission = new Map(items.map((item) => [item.submission?.id, item]));
    const gone = commands.find(({ submissionId }) => !bySubmission.has(submissionId));
    if (gone) {
      const ended = await endedSubmissions(tx, [gone.submissionId]);
      throw await refusalOfEnded(tx, ended.get(gone.submissionId), gone);
    }
    return (command) => present(bySubmission.get(command.submissionId));
  }

  private async move<C extends Command>(
    tx: Tx,
    commands: C[],
    locate: (command: C) => LockedItem,
    plan: Plan<C>,
  ): Promise<Moved[]> {
    const planned: Planned<C>[] = [];
    for (const command of commands) planned.push(await this.plan(command, locate(command), plan));
    return this.write(tx, planned);
  }

  private async plan<C extends Command>(command: C, locked: LockedItem, plan: Plan<C>): Promise<Planned<C>> {
    const item = atTime(locked, command.when);
    const change = await plan(command, item);
    const effectiveOn = change.implementedOn ?? (await this.reference.today(item.programme, item.now));
    return { command, item, change, effectiveOn };
  }

  /** Sends what was planned to the database as one set. */
  private write<C extends Command>(tx: Tx, planned: Planned<C>[]): (Moved & { command: C })[] {
    const records: Records = { items: [], submissions: [], rounds: [], decisions: [], parties: [], events: [] };
    const moved = planned.map(({ command, item, change, effectiveOn }) => ({
      ...this.note(records, command.actor, item, change, effectiveOn),
      command,
    }));
    this.store.record(tx, records);
    return moved;
  }

  /** Adds what one change writes to the records of the set. */
  private note(records: Records, actor: Actor, item: LockedItem, change: Change, effectiveOn: string): Moved {
    const { move, submission } = change;
    const status = workItemLifecycle.target(move, item.status);
    const at = item.now;
    const { department } = change;
    const grant = actingGrant(move, { ...item, supportingDepartments: department ? [department] : [] }, actor);
    const onBehalfOf = grant?.onBehalfOf?.personId;
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
      const { party } = change;
      if (party)
        for (const personId of [actor.personId, ...(onBehalfOf ? [onBehalfOf] : []), ...(change.withThem ?? [])])
          records.parties.push({ submissionId: submission.id, personId, side: party });
      if (change.decision) {
        const { id: submissionId, round } = submission;
        records.decisions.push({
          ...change.decision,
          submissionId,
          round,
          decidedBy: actor.personId,
          onBehalfOf,
          decidedAt: at,
        });
      }
      if (change.freezes) {
        const { id, round, content, signedOffBy, signedOffAt } = submission;
        records.rounds.push({
          submissionId: id,
          round,
          content,
          signedOffBy,
          signedOffAt,
          submittedBy: actor.personId,
          onBehalfOf,
          submittedAt: at,
          ...change.term,
        });
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
      actorRole: grant?.role,
      onBehalfOf,
      reason: change.reason,
      data: {
        ...(submission ? { submissionKind: submission.kind, round: submission.round } : {}),
        ...(change.targetDate ? { targetDate: change.targetDate, formerTargetDate: item.targetDate } : {}),
        ...change.data,
      },
      effectiveOn,
      recordedAt: at,
    });
    return { item, change, status, version: item.version + 1, onBehalfOf: grant?.onBehalfOf };
  }
}

function present(item: LockedItem | undefined): LockedItem {
  if (!item) throw missing();
  return item;
}

function atTime(item: LockedItem, when: Date | undefined): LockedItem {
  return when ? { ...item, now: when } : item;
}

function fourEyes(blockers: Blocker[]): DomainError {
  const { message } = blockers.find(({ code }) => code === 'four-eyes')!;
  return new DomainError(403, 'four-eyes', message, blockers);
}
