import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Actor } from '#libs/identity';
import { RoundExtras, type SubmissionWhole } from '#libs/implementation';
import { maySeeScans } from './scan.policy.js';
import { presentScan } from './scan.presenter.js';
import { ScanQueries } from './scan.queries.js';

/** Lists the signed scans with the rounds of a submission, for those who may see them. */
@Injectable()
export class RoundScans implements OnModuleInit {
  constructor(
    private readonly extras: RoundExtras,
    private readonly queries: ScanQueries,
  ) {}

  onModuleInit(): void {
    this.extras.add((submission, actor) => this.of(submission, actor));
  }

  private async of({ id, item, rounds }: SubmissionWhole, actor: Actor) {
    if (!maySeeScans(actor, item)) return new Map<number, Record<string, unknown>>();
    const scans = rounds.length > 0 ? await this.queries.ofSubmission(id) : [];
    return new Map(
      rounds.map(({ round }) => [
        round,
        { signedScans: scans.filter((scan) => scan.round === round).map(presentScan) },
      ]),
    );
  }
}
