import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import {
  maySeeSubmission,
  noSuchRound,
  roundViews,
  type RoundView,
  SubmissionQueries,
  type SubmissionWhole,
} from '#libs/implementation';
import { notFound } from '#libs/platform';

export interface PaperRound {
  submission: SubmissionWhole;
  /** All rounds that this person may read, oldest first. */
  views: RoundView[];
  view: RoundView;
}

/** Finds the round that a paper is about, as far as this person may read it: drafts are for their region only. */
@Injectable()
export class PaperRounds {
  constructor(private readonly submissions: SubmissionQueries) {}

  /** Throws 404 for what is not there or not for this person. */
  async find(id: string, round: number, actor: Actor): Promise<PaperRound> {
    const submission = await this.submissions.whole(id);
    if (!submission || !maySeeSubmission(actor, submission.item, submission)) {
      throw notFound({ zh: '报送', en: 'submission' });
    }
    const views = roundViews(submission, inRegion(actor, submission.item.region));
    const view = views.find((one) => one.round === round);
    if (!view) throw noSuchRound();
    return { submission, views, view };
  }
}
