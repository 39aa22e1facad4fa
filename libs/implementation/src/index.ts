export { ActAnswerDto, QueuedSubmissionDto, TermDto } from './answers.dto.js';
export { abilitiesOf, type Abilities } from './abilities.js';
export { type ApprovalJudged, ApprovalOutlook } from './approval-outlook.js';
export { type Cursor, type CursorPart, decodeCursor, encodeCursor } from './cursor.js';
export { amendmentDifferences, amendmentSummary } from './differences/amendment.rules.js';
export { contentDifferences } from './differences/content-difference.rules.js';
export type { Difference, PinnedEvidence } from './differences/difference.js';
export { Differences, noSuchRound } from './differences/differences.js';
export { planAfter } from './differences/plan-history.rules.js';
export { roundViews, type RoundView } from './differences/round-view.rules.js';
export { EditDraft, type EditDraftCommand } from './edit-draft.js';
export { RoundNumber, SubmissionId, WorkItemId } from './ids.js';
export { ImplementationHttpModule } from './implementation.http.module.js';
export { ImplementationModule } from './implementation.module.js';
export { implementationConstraints, implementationSqlStates } from './implementation.constraints.js';
export { implementationMigrations } from './migrations/index.js';
export { PageDto } from './list.dto.js';
export { LegalAdjustmentsJobsModule } from './legal-adjustments/legal-adjustments.jobs.module.js';
export { WarnLegalAdjustments } from './legal-adjustments/warn-legal-adjustments.js';
export {
  type Change,
  type Command,
  type ItemWithSubmission,
  type Moved,
  Mover,
  type SubmissionCommand,
} from './mover.js';
export { type Coded, Names, type PlaceNames } from './names.js';
export { OpenWorkItems } from './open-work-items.js';
export type { PartlyDone, Refused } from './partial-set.js';
export { type DeclineSignOffCommand, SignOff } from './sign-off.js';
export { RequestSignOff } from './request-sign-off.js';
export { type RoundExtra, RoundExtras } from './round-extras.js';
export { SingleAct } from './single-act.js';
export { StartDraft, type StartDraftCommand } from './start-draft.js';
export type { LocalPlan, PlanStep, SubmissionContent } from './submission-content.js';
export { SubmissionPresenter } from './submission.presenter.js';
export {
  cursorPartsOf as submissionCursorPartsOf,
  type Round,
  type SubmissionFilter,
  SubmissionQueries,
  type SubmissionRow,
  type SubmissionSort,
  submissionSorts,
  type SubmissionTally,
  type SubmissionWhole,
} from './submission.queries.js';
export { Submit } from './submit.js';
export {
  kindOf,
  kindTexts,
  moveOf,
  type Outcome,
  outcomes,
  statusAfter,
  statusTexts,
  type SubmissionKind,
  submissionKinds,
  type SubmissionStatus,
  submissionStatuses,
} from './submission.kinds.js';
export {
  type ClockState,
  type Colour,
  colourTexts,
  type StartedTerm,
  startTerm,
  type Term,
} from './terms/term.rules.js';
export { FillDueDates } from './terms/fill-due-dates.js';
export { clockRound, type DueFilter, dueFilters, type StoredRound, Terms, type TermView } from './terms/terms.js';
export { Withdraw } from './withdraw.js';
export { maySeeMove, maySeeSubmission, seesWhole, visibleStatus } from './work-item.policy.js';
export {
  type Move,
  textOfMove,
  workItemLifecycle,
  type WorkItemStatus,
  workItemStatuses,
} from './work-item.lifecycle.js';
export { type Handling, type LockedItem, type OpenSubmission, paperOf, unsigned } from './work-item.js';
export { WorkItemQueries } from './work-item.queries.js';
