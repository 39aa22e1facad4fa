import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import type { SubmissionWhole } from './submission.queries.js';

/** Members that a lib adds to the rounds of a submission, by the number of the round, as this person may see them. */
export type RoundExtra = (
  submission: SubmissionWhole,
  actor: Actor,
) => Promise<ReadonlyMap<number, Record<string, unknown>>>;

/** What libs that stand further down know of a round, such as the scans of its signed paper: they add themselves here. */
@Injectable()
export class RoundExtras {
  private readonly extras: RoundExtra[] = [];

  add(extra: RoundExtra): void {
    this.extras.push(extra);
  }

  async of(submission: SubmissionWhole, actor: Actor): Promise<(round: number) => Record<string, unknown>> {
    const found = await Promise.all(this.extras.map((extra) => extra(submission, actor)));
    return (round) => Object.assign({}, ...found.map((rounds) => rounds.get(round))) as Record<string, unknown>;
  }
}
