import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import {
  type Change,
  type Moved,
  moveOf,
  Mover,
  type OpenSubmission,
  type Outcome,
  paperOf,
  statusAfter,
  type SubmissionCommand,
} from '#libs/implementation';
import { invalid } from '#libs/platform';
import { Reference } from '#libs/programme';
import { decisionFaults } from './decision.rules.js';

export type DecideCommand = SubmissionCommand & { outcome: Outcome; reason?: string; failedPoints?: number[] };

/** A reviewer of the lead department approves, returns or rejects what a region has submitted. */
@Injectable()
export class Decide {
  constructor(
    private readonly mover: Mover,
    private readonly reference: Reference,
  ) {}

  async run(tx: Tx, commands: DecideCommand[]): Promise<Moved[]> {
    return this.mover.onSubmissions(tx, commands, async (command, item) => {
      const { outcome, reason, failedPoints } = command;
      const submission = paperOf(item.submission);
      const move = moveOf(outcome, submission.kind);
      await this.mover.check(tx, move, item, command);
      const faults = decisionFaults(
        submission.kind,
        command,
        await this.reference.proofList(item.programme, item.measure),
      );
      if (faults.length > 0) throw invalid(faults);
      return {
        move,
        party: 'ministry',
        decision: { outcome, reason, failedPoints },
        reason,
        submission: { ...submission, status: statusAfter[outcome], decidedAt: item.now },
        ...(outcome === 'approve' ? consequences(submission, item.plan) : {}),
      };
    });
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
