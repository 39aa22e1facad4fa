/** One change, as an act hands it to the log. Times are business times. */
export interface NewEvent {
  /** What happened; for work items the name of the move. */
  kind: string;
  programme?: string;
  region?: string;
  /** The department that leads the measure concerned. */
  department?: string;
  workItemId?: string;
  /** The version that the work item has after the event. */
  itemVersion?: number;
  move?: string;
  fromStatus?: string | null;
  toStatus?: string;
  submissionId?: string;
  /** Missing when the product itself acted. */
  actorPersonId?: string;
  actorRole?: string;
  /** The absent person for whom the actor acted. */
  onBehalfOf?: string;
  reason?: string;
  data?: Record<string, unknown>;
  /** The day on which it took effect, in the programme's time zone, 'YYYY-MM-DD'. */
  effectiveOn: string;
  recordedAt: Date;
}

/** An event as read back. */
export interface LoggedEvent {
  /** Position in the log, a decimal number as text. */
  seq: string;
  kind: string;
  programme: string | null;
  region: string | null;
  department: string | null;
  workItemId: string | null;
  itemVersion: number | null;
  fromStatus: string | null;
  toStatus: string | null;
  submissionId: string | null;
  actorPersonId: string | null;
  actorRole: string | null;
  onBehalfOf: string | null;
  reason: string | null;
  data: Record<string, unknown>;
  effectiveOn: string;
  recordedAt: Date;
}
