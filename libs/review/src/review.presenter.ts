import { Injectable } from '@nestjs/common';
import type { SubmissionWhole } from '#libs/implementation';
import { Terms } from '#libs/implementation';
import type { Text } from '#libs/platform';
import { Reference } from '#libs/programme';
import { ReviewQueries } from './review.queries.js';

/** What the ministry's people read of a review; none of it is ever shown to a region. */
@Injectable()
export class ReviewPresenter {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly reference: Reference,
    private readonly terms: Terms,
  ) {}

  async receipts({ id, item }: SubmissionWhole) {
    const nameOf = await this.names(item.programme);
    return {
      items: (await this.queries.receipts(id)).map((row) => ({ ...row, departmentName: nameOf(row.department) })),
    };
  }

  async opinions({ id, item }: SubmissionWhole) {
    const nameOf = await this.names(item.programme);
    const [requests, given] = await Promise.all([this.queries.opinionRequests(id), this.queries.opinions(id)]);
    return {
      requests: await Promise.all(
        requests.map(async ({ clock, ...row }) => ({
          ...row,
          departmentName: nameOf(row.department),
          term: await this.terms.ofOpinion(item.programme, clock),
        })),
      ),
      opinions: given.map((row) => ({ ...row, departmentName: nameOf(row.department) })),
    };
  }

  /** The proof list with the ticks of the present round; what passed in the round before is a hint and no tick. */
  async ticks({ id, round, item }: SubmissionWhole) {
    const [ticks, passed, proofList] = await Promise.all([
      this.queries.ticks(id, round),
      this.queries.passedIn(id, round - 1),
      this.reference.proofList(item.programme, item.measure),
    ]);
    const ticked = new Map(ticks.map(({ point, ...tick }) => [point, tick]));
    return {
      round,
      points: proofList.map(({ no, required, text }) => ({
        no,
        required,
        text,
        ticked: ticked.get(no) ?? null,
        passedBefore: passed.includes(no),
      })),
    };
  }

  private async names(programme: string): Promise<(department: string) => Text> {
    const { departments } = await this.reference.programme(programme);
    return (code) => departments.get(code)?.name ?? { zh: code, en: code };
  }
}
