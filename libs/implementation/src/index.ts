export { ActAnswerDto } from './answers.dto.js';
export { abilitiesOf, type Abilities } from './abilities.js';
export { EditDraft, type EditDraftCommand } from './edit-draft.js';
export { SubmissionId, WorkItemId } from './ids.js';
export { ImplementationHttpModule } from './implementation.http.module.js';
export { ImplementationModule } from './implementation.module.js';
export { implementationConstraints, implementationSqlStates } from './implementation.constraints.js';
export { implementationMigrations } from './migrations/index.js';
export { type Change, type Command, type Moved, Mover, type SubmissionCommand } from './mover.js';
export { type Coded, Names, type PlaceNames } from './names.js';
export { OpenWorkItems } from './open-work-items.js';
export { SingleAct } from './single-act.js';
export { StartDraft, type StartDraftCommand } from './start-draft.js';
export type { LocalPlan, PlanStep, SubmissionContent } from './submission-content.js';
export { SubmissionPresenter } from './submission.presenter.js';
export { SubmissionQueries } from './submission.queries.js';
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
export { Withdraw } from './withdraw.js';
export { type Move, workItemLifecycle, type WorkItemStatus, workItemStatuses } from './work-item.lifecycle.js';
export { type LockedItem, type OpenSubmission, paperOf } from './work-item.js';
export { WorkItemQueries } from './work-item.queries.js';
