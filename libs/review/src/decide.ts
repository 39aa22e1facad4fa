import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import {
  type Change,
  type ItemWithSubmission,
  type Moved,
  moveOf,
  Mover,
  type OpenSubmission,
  type Outcome,
  paperOf,
  type PartlyDone,
  statusAfter,
  type SubmissionCommand,
  unsigned,
} from '#libs/implementation';
import { illegalMove, invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { decisionFaults } from './decision.rules.js';
import { type Answered, answerFaults, unanswered } from './opinions/opinion.rules.js';
import { nothingSaid, ReviewState, type RoundState } from './review-state.js';
import { passedPoints, untickedPoints } from './ticks/tick.rules.js';

type StateOf = (submissionId: string) => Promise<RoundState>;

export type DecideCommand = SubmissionCommand & {
  outcome: Outcome;
  reason?: string;
  failedPoints?: number[];
  /** Points that convince, beside those ticked before. */
  passedPoints?: number[];
  /** To the objections of supporting departments; no region reads it. */
  answers?: Answered[];
  /** What the event says beside the decision. */
  data?: Record<string, unknown>;
};

/** A reviewer of the lead department approves, returns or rejects what a region has submitted. */
@Injectable()
export class Decide {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
    private readonly state: ReviewState,
  ) {}

  /** Decides all of them or none. */
  async run(tx: Tx, commands: DecideCommand[]): Promise<Moved[]> {
    const stateOf = this.stateOf(tx, commands);
    return this.mover.onSubmissions(tx, commands, (command, item) => this.judge(tx, command, item, stateOf));
  }

  /** Decides each on its own merits. */
  async each(
    tx: Tx,
    commands: DecideCommand[],
  ): Promise<PartlyDone<DecideCommand, Moved & { command: DecideCommand }>> {
    const stateOf = this.stateOf(tx, commands);
    return this.mover.eachSubmission(tx, commands, (command, item) => this.judge(tx, command, item, stateOf));
  }

  private stateOf(tx: Tx, commands: readonly DecideCommand[]): StateOf {
    return this.state.under(
      tx,
      commands.map(({ submissionId }) => submissionId),
    );
  }

  private async judge(tx: Tx, command: DecideCommand, item: ItemWithSubmission, stateOf: StateOf): Promise<Change> {
    const { outcome, reason, failedPoints = [], answers, data } = command;
    const submission = paperOf(item.submission);
    const move = moveOf(outcome, submission.kind);
    await this.mover.check(tx, move, item, command);
    const proofList = await this.reference.proofList(item.programme, item.measure);
    const { supportingDepartments } = await this.reference.measure(item.programme, item.measure);
    const mayHoldMore = submission.kind === 'implementation-report' || supportingDepartments.length > 0;
    const { ticked, objections } = mayHoldMore ? await stateOf(submission.id) : nothingSaid;
    const faults = [...decisionFaults(submission.kind, command, proofList), ...answerFaults(answers ?? [], objections)];
    if (faults.length > 0) throw invalid(faults);
    const passed = passedPoints(ticked, command.passedPoints ?? [], failedPoints);
    const recognises = move === 'approve-implementation-report';
    const { departments } = await this.reference.programme(item.programme);
    const left = [
      ...(recognises ? untickedPoints(proofList, passed) : []),
      ...unanswered(answers ?? [], objections, (code) => departments.get(code)?.name ?? { zh: code, en: code }),
    ];
    if (left.length > 0) throw illegalMove(left);
    return {
      move,
      party: 'ministry',
      decision: { outcome, reason, failedPoints, passedPoints: passed, answers },
      reason,
      data,
      submission: {
        ...submission,
        // What was signed off went out; another round needs another sign-off.
        ...(outcome === 'return' ? unsigned : {}),
        status: statusAfter[outcome],
        decidedAt: item.now,
      },
      ...(outcome === 'approve' ? consequences(submission, item.plan) : {}),
    };
  }
}

/** What an approval changes in the work item itself. */
function consequences(
  { kind, content }: Pick<OpenSubmission, 'kind' | 'content'>,
  plan: object | null,
): Partial<Change> {
  switch (kind) {
    case 'proposal':
      return { plan: content.plan, targetDate: content.plan?.targetDate };
    case 'implementation-report':
      return { implementedOn: content.effectiveOn };
    case 'amendment':
      return { plan: { ...plan, ...content.plan }, targetDate: content.plan?.targetDate };
    case 'exemption':
      return {};
  }
}
