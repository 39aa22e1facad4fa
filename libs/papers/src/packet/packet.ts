import type { Difference, LocalPlan, PinnedEvidence, SubmissionContent, SubmissionKind } from '#libs/implementation';
import type { Text } from '#libs/platform';

/** One decision on a round, as the packet prints it. */
export interface PacketDecision {
  round: number;
  outcome: Text;
  reason: string | null;
  failedPoints: readonly number[];
  decidedBy: Text;
  /** The absent person for whom somebody else acted. */
  onBehalfOf?: Text;
  decidedAt: Date;
}

/** One piece of evidence in the manifest; a link has no size and no hash. */
export interface ManifestEntry {
  pin: PinnedEvidence;
  /** Name and type of the file. */
  name?: string;
  type?: string;
  /** Bytes. */
  size?: number;
  sha256?: string;
  confidential?: boolean;
}

/** Everything that one review packet says; the same packet always prints the same. */
export interface Packet {
  programme: Text;
  region: Text;
  task: { no: number; name: Text };
  measure: { no: number; title: Text; text: Text; illustrative: boolean };
  leadDepartment: Text;
  kind: SubmissionKind;
  kindText: Text;
  round: number;
  /** What became of the round. */
  status: Text;
  /** Being written: for the region only. */
  isDraft: boolean;
  /** Of the invented history: says so on every page. */
  isDemonstration: boolean;
  submissionId: string;
  content: SubmissionContent;
  /** Of an amendment: the plan before, what changes in it, and all of it in one line. */
  amendment: { plan: LocalPlan; changes: readonly Difference[]; summary: Text } | null;
  /** What changed since the round before; empty for the first. */
  changes: readonly Difference[];
  proofList: readonly { no: number; required: boolean; text: Text }[];
  manifest: readonly ManifestEntry[];
  earlier: readonly PacketDecision[];
  decision: PacketDecision | null;
  preparedBy: Text;
  signedOffBy: Text | null;
  /** Who sent it, and when; null for a draft. */
  sent: { by: Text; onBehalfOf?: Text; at: Date } | null;
  timeZone: string;
  /** Address of the exact version, which the QR code holds. */
  address: string;
  digest: string;
}
