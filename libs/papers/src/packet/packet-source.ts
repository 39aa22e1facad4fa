import { Injectable } from '@nestjs/common';
import { Pins, type ResolvedPin } from '#libs/evidence';
import { type Actor, holdsRole, inRegion } from '#libs/identity';
import {
  amendmentDifferences,
  amendmentSummary,
  contentDifferences,
  Differences,
  kindTexts,
  Names,
  planAfter,
  type Round,
  type RoundView,
  statusAfter,
  statusTexts,
  type SubmissionWhole,
} from '#libs/implementation';
import { Configuration, publicAddress } from '#libs/platform';
import { Reference } from '#libs/programme';
import { RoundDigests } from '../digest/round-digests.js';
import { PaperRounds } from '../paper-rounds.js';
import type { ManifestEntry, Packet, PacketDecision } from './packet.js';
import { outcomeTexts } from './packet.texts.js';
import { type PacketFacts, PacketQueries } from './packet.queries.js';

/** Gathers what a review packet says, as far as its reader may know it. */
@Injectable()
export class PacketSource {
  constructor(
    private readonly rounds: PaperRounds,
    private readonly queries: PacketQueries,
    private readonly digests: RoundDigests,
    private readonly differences: Differences,
    private readonly pins: Pins,
    private readonly names: Names,
    private readonly reference: Reference,
    private readonly configuration: Configuration,
  ) {}

  async of(id: string, round: number, actor: Actor): Promise<Packet> {
    const { submission, views, view } = await this.rounds.find(id, round, actor);
    const { item, kind } = submission;
    const facts = await this.queries.facts(id);
    const digest = await this.digests.of(submission, view);
    const former = views.find((one) => one.round === round - 1);
    const [content, before] = await this.differences.asReadBy(actor, [view.content, former?.content ?? {}]);
    const [resolved] = await this.pins.resolve(actor, [view.content]);
    return {
      ...(await this.place(submission)),
      kind,
      kindText: kindTexts[kind],
      round,
      status: statusOf(submission, view),
      isDraft: !view.sent,
      isDemonstration: facts.demonstration,
      submissionId: id,
      content: content!,
      amendment: amendmentOf(submission, view),
      changes: former ? contentDifferences(before!, content!) : [],
      manifest: (resolved!.evidence ?? []).map((pin, index) => manifestEntry(pin, content!.evidence![index]!)),
      earlier: views.filter((one) => one.round < round).flatMap(({ sent }) => decisionOf(sent, facts) ?? []),
      decision: decisionOf(view.sent, facts),
      preparedBy: submission.createdBy.name,
      signedOffBy: inRegion(actor, item.region) || holdsRole(actor, 'auditor') ? signer(submission, view) : null,
      sent: view.sent ? sending(view.sent, facts) : null,
      address: this.addressOf(id, round, digest),
      digest,
    };
  }

  private async place({ item }: SubmissionWhole) {
    const { name: programme, timeZone } = await this.reference.programme(item.programme);
    const measure = await this.reference.measure(item.programme, item.measure);
    const { region, task, leadDepartment } = await this.names.of(item);
    const { no, title, text, illustrative } = measure;
    return {
      programme,
      timeZone,
      region: region.name,
      task,
      measure: { no, title, text, illustrative },
      leadDepartment: leadDepartment.name,
      proofList: await this.reference.proofList(item.programme, item.measure),
    };
  }

  /** The page that opens this very round and checks the digest. */
  private addressOf(id: string, round: number, digest: string): string {
    return new URL(`submissions/${id}?round=${round}&digest=${digest}`, publicAddress(this.configuration)).href;
  }
}

function statusOf({ status, round }: SubmissionWhole, view: RoundView): Packet['status'] {
  if (!view.sent) return statusTexts.draft;
  const { decision } = view.sent;
  return decision
    ? statusTexts[statusAfter[decision.outcome]]
    : statusTexts[view.round === round ? status : 'withdrawn'];
}

function amendmentOf({ amendment }: SubmissionWhole, { content }: RoundView): Packet['amendment'] {
  if (!amendment) return null;
  const plan = planAfter(amendment.approvals) ?? {};
  const changes = amendmentDifferences(plan, content.plan);
  return { plan, changes, summary: amendmentSummary(changes) };
}

function manifestEntry({ confidential, file }: ResolvedPin, pin: ManifestEntry['pin']): ManifestEntry {
  return {
    pin,
    ...(confidential && { confidential }),
    ...(file && { name: file.name, type: file.kind, size: file.size, sha256: file.sha256 }),
  };
}

function decisionOf(sent: Round | undefined, { decidedFor }: PacketFacts): PacketDecision | null {
  if (!sent?.decision) return null;
  const { outcome, reason, failedPoints, decidedBy, decidedAt } = sent.decision;
  return {
    round: sent.round,
    outcome: outcomeTexts[outcome],
    reason,
    failedPoints,
    decidedBy: decidedBy.name,
    onBehalfOf: decidedFor[sent.round],
    decidedAt: new Date(decidedAt),
  };
}

function sending({ round, submittedBy, submittedAt }: Round, { sentFor }: PacketFacts): Packet['sent'] {
  return { by: submittedBy.name, onBehalfOf: sentFor[round], at: new Date(submittedAt) };
}

function signer({ signedOffBy, handlers }: SubmissionWhole, { sent }: RoundView): Packet['signedOffBy'] {
  if (sent) return sent.signedOffBy?.name ?? null;
  return signedOffBy === null ? null : (handlers[signedOffBy] ?? null);
}
