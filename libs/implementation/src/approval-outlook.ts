import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import { type Blocker, Calendar } from '#libs/platform';
import { endedText } from './ended-submissions.js';
import { ItemFacts } from './item-facts.js';
import { ruleBlockers, stateBlockers } from './moves.rules.js';
import { moveOf } from './submission.kinds.js';
import { type SubmissionFilter, SubmissionQueries, type SubmissionRow } from './submission.queries.js';
import { maySeeSubmission } from './work-item.policy.js';
import { workItemLifecycle, type WorkItemStatus } from './work-item.lifecycle.js';

/** What an approval today would make of a submission. */
export interface ApprovalJudged {
  submission: SubmissionRow;
  /** Why nobody could approve it; empty when somebody could. */
  reasons: Blocker[];
  /** Where its work item would stand. */
  becomes: WorkItemStatus;
}

/**
 * Judges submissions as if whoever may decide approved them now. It asks neither who that is nor what the decision itself
 * would still have to say: ticked points and answers to objections come with it, and are not for everybody to know.
 */
@Injectable()
export class ApprovalOutlook {
  constructor(
    private readonly queries: SubmissionQueries,
    private readonly facts: ItemFacts,
    private readonly calendar: Calendar,
  ) {}

  /** By id; submissions of other programmes, and those that this person may not know of, are missing. */
  async judge(
    actor: Actor,
    programme: string,
    submissionIds: readonly string[],
  ): Promise<ReadonlyMap<string, ApprovalJudged>> {
    if (submissionIds.length === 0) return new Map();
    const ids = [...submissionIds];
    const { rows } = await this.queries.page({ programme, ids, scope: everything, limit: ids.length });
    const seen = rows.filter((row) => maySeeSubmission(actor, row.item, row));
    return new Map(await Promise.all(seen.map(async (row) => [row.id, await this.judgeOne(actor, row)] as const)));
  }

  private async judgeOne(actor: Actor, submission: SubmissionRow): Promise<ApprovalJudged> {
    const { item, kind, status, effectiveOn } = submission;
    if (status === 'approved' || status === 'rejected' || status === 'withdrawn') {
      return { submission, reasons: [{ code: 'already-ended', message: endedText(status) }], becomes: item.status };
    }
    const move = moveOf('approve', kind);
    // Whoever decides stands on no side yet.
    const paper = { ...submission, hands: [], deciders: [] };
    const state = { ...item, submission: paper, ...(await this.facts.of(item, this.calendar.now(), effectiveOn)) };
    const reasons = [...stateBlockers(move, state), ...ruleBlockers(move, state, actor)];
    return {
      submission,
      reasons,
      becomes: reasons.length > 0 ? item.status : workItemLifecycle.target(move, item.status),
    };
  }
}

const everything: SubmissionFilter['scope'] = { everything: true, drafts: true, regions: [], departments: [] };
