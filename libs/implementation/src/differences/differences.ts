import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import { type EvidenceLink, Pins, type ResolvedPin } from '#libs/evidence';
import { notFound } from '#libs/platform';
import type { SubmissionContent } from '../submission-content.js';
import { SubmissionQueries, type SubmissionWhole } from '../submission.queries.js';
import { maySeeSubmission } from '../work-item.policy.js';
import { amendmentDifferences, amendmentSummary } from './amendment.rules.js';
import { contentDifferences } from './content-difference.rules.js';
import type { Difference } from './difference.js';
import { planAfter } from './plan-history.rules.js';
import { roundViews, type RoundView } from './round-view.rules.js';

/** Where a round is asked for that is not there, or not for this person. */
export const noSuchRound = () => notFound({ zh: '该轮报送', en: 'round' });

/** What changed between rounds, and what an amendment changes, for people who may see the submission. */
@Injectable()
export class Differences {
  constructor(
    private readonly submissions: SubmissionQueries,
    private readonly pins: Pins,
  ) {}

  /** What changed from one round to another, with what was decided in between. `against` is the former round if missing. */
  async betweenRounds(id: string, round: number, against: number | undefined, actor: Actor) {
    const { submission, views } = await this.find(id, actor);
    const later = viewOf(views, round);
    const former = against === undefined ? views.find((view) => view.round === round - 1) : viewOf(views, against);
    if (former && former.round >= later.round) throw noSuchRound();
    const [before, after] = await this.asReadBy(actor, [former?.content ?? {}, later.content]);
    const changes = former ? contentDifferences(before!, after!) : [];
    const decisions = views.flatMap(({ round: no, sent }) =>
      former && sent?.decision && no >= former.round && no < later.round ? [decisionOn(sent.decision, no)] : [],
    );
    const failed = new Set(decisions.flatMap(({ failedPoints }) => failedPoints));
    const touched = new Set(changes.map(({ point }) => point));
    return {
      submissionId: submission.id,
      round: later.round,
      against: former?.round ?? null,
      sent: later.sent !== undefined,
      decisions,
      changes: changes.map((change) =>
        change.point === undefined ? change : { ...change, failed: failed.has(change.point) },
      ),
      failedPointsUntouched: [...failed].filter((point) => !touched.has(point)).sort((a, b) => a - b),
    };
  }

  /** What an amendment changes in the plan as it stood when it was begun. */
  async ofAmendment(id: string, round: number | undefined, actor: Actor) {
    const { submission, views } = await this.find(id, actor);
    const view = round === undefined ? views.at(-1) : viewOf(views, round);
    if (submission.kind !== 'amendment' || !submission.amendment) throw noSuchAmendment();
    // A draft that was discarded has no round, and its region may still read it.
    const content = view?.content ?? submission.content;
    const plan = planAfter(submission.amendment.approvals) ?? {};
    const changes: Difference[] = amendmentDifferences(plan, content.plan);
    return {
      submissionId: submission.id,
      round: view?.round ?? null,
      sent: view?.sent !== undefined,
      summary: amendmentSummary(changes),
      plan,
      reason: content.reason ?? null,
      progress: content.progress ?? null,
      changes,
    };
  }

  /** Contents without what confidential evidence says to those for whom it is not. */
  async asReadBy(actor: Actor, contents: readonly SubmissionContent[]): Promise<SubmissionContent[]> {
    const resolved = await this.pins.resolve(actor, contents);
    return contents.map(({ evidence, ...content }, place) => ({
      ...content,
      ...(evidence && { evidence: evidence.map((pin, index) => shown(pin, resolved[place]!.evidence![index]!)) }),
    }));
  }

  private async find(id: string, actor: Actor): Promise<{ submission: SubmissionWhole; views: RoundView[] }> {
    const submission = await this.submissions.whole(id);
    if (!submission || !maySeeSubmission(actor, submission.item, submission)) throw noSuchSubmission();
    const forRegion = inRegion(actor, submission.item.region);
    const views = roundViews(submission, forRegion);
    // The auditor knows of a draft, and reads what it says once it is sent.
    if (views.length === 0 && !forRegion) throw noSuchRound();
    return { submission, views };
  }
}

/** Of confidential evidence others learn that a point has it, and no more. */
function shown(pin: EvidenceLink, { point, title, confidential, file, url }: ResolvedPin): EvidenceLink {
  const isClosed = confidential && file === null && url === undefined;
  return isClosed ? { point, title, evidenceId: pin.evidenceId } : pin;
}

function decisionOn(
  { outcome, reason, failedPoints, decidedBy, decidedAt }: NonNullable<NonNullable<RoundView['sent']>['decision']>,
  round: number,
) {
  return { round, outcome, reason, failedPoints, decidedBy, decidedAt };
}

function viewOf(views: RoundView[], round: number): RoundView {
  const found = views.find((view) => view.round === round);
  if (!found) throw noSuchRound();
  return found;
}

const noSuchSubmission = () => notFound({ zh: '报送', en: 'submission' });
const noSuchAmendment = () => notFound({ zh: '变更申请', en: 'amendment' });
