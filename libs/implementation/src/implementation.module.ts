import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { EvidenceModule } from '#libs/evidence';
import { ProgrammeModule } from '#libs/programme';
import { ApprovalOutlook } from './approval-outlook.js';
import { Differences } from './differences/differences.js';
import { CompleteContent } from './complete-content.js';
import { EditDraft } from './edit-draft.js';
import { HistoryQueries } from './history.queries.js';
import { ItemFacts } from './item-facts.js';
import { RestingItemQueries } from './legal-adjustments/resting-items.queries.js';
import { Mover } from './mover.js';
import { Names } from './names.js';
import { OpenWorkItems } from './open-work-items.js';
import { SingleAct } from './single-act.js';
import { RequestSignOff } from './request-sign-off.js';
import { RoundExtras } from './round-extras.js';
import { SignOff } from './sign-off.js';
import { StartDraft } from './start-draft.js';
import { SubmissionPresenter } from './submission.presenter.js';
import { SubmissionQueries } from './submission.queries.js';
import { Submit } from './submit.js';
import { Withdraw } from './withdraw.js';
import { FillDueDates } from './terms/fill-due-dates.js';
import { Terms } from './terms/terms.js';
import { WorkItemPresenter } from './work-item.presenter.js';
import { WorkItemQueries } from './work-item.queries.js';
import { WorkItemStore } from './work-item.store.js';

const acts = [OpenWorkItems, StartDraft, EditDraft, RequestSignOff, SignOff, Submit, Withdraw];
const reads = [
  WorkItemQueries,
  SubmissionQueries,
  HistoryQueries,
  ItemFacts,
  ApprovalOutlook,
  RestingItemQueries,
  CompleteContent,
  Differences,
  RoundExtras,
  Names,
  Terms,
  FillDueDates,
  WorkItemPresenter,
  SubmissionPresenter,
];

@Module({
  imports: [AuditModule, ProgrammeModule, EvidenceModule],
  providers: [WorkItemStore, Mover, SingleAct, ...acts, ...reads],
  exports: [Mover, SingleAct, ...acts, ...reads],
})
export class ImplementationModule {}
