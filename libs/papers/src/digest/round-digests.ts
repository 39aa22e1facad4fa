import { Injectable } from '@nestjs/common';
import { EvidenceQueries } from '#libs/evidence';
import type { RoundView, SubmissionWhole } from '#libs/implementation';
import { digestOf } from './round-digest.rules.js';

/** The digests of a submission's rounds, from what the database keeps of them. */
@Injectable()
export class RoundDigests {
  constructor(private readonly evidence: EvidenceQueries) {}

  /** The digest of one round, over its whole content whoever asks: a digest tells nothing of it. */
  async of({ id, kind, item }: SubmissionWhole, { round, content, sent }: RoundView): Promise<string> {
    const { id: workItemId, programme, measure, region } = item;
    return digestOf({
      programme,
      measure,
      region,
      workItemId,
      submissionId: id,
      kind,
      round,
      content,
      submittedAt: sent ? new Date(sent.submittedAt) : null,
      files: await this.filesOf(content.evidence),
    });
  }

  /** The number of the round that has this digest, among those given. */
  async find(submission: SubmissionWhole, views: readonly RoundView[], digest: string): Promise<number | undefined> {
    for (const view of views) if ((await this.of(submission, view)) === digest) return view.round;
    return undefined;
  }

  private async filesOf(pins: readonly { evidenceId?: string }[] = []): Promise<Record<string, string>> {
    const ids = [...new Set(pins.flatMap(({ evidenceId }) => evidenceId?.toLowerCase() ?? []))];
    if (ids.length === 0) return {};
    const rows = await this.evidence.byIds(ids);
    return Object.fromEntries(rows.flatMap(({ id, file }) => (file ? [[id, file.sha256]] : [])));
  }
}
