import { Module } from '@nestjs/common';
import { ProgrammeModule } from '#libs/programme';
import { EditDraft } from './edit-draft.js';
import { HistoryQueries } from './history.queries.js';
import { Mover } from './mover.js';
import { Names } from './names.js';
import { OpenWorkItems } from './open-work-items.js';
import { SingleAct } from './single-act.js';
import { StartDraft } from './start-draft.js';
import { SubmissionPresenter } from './submission.presenter.js';
import { SubmissionQueries } from './submission.queries.js';
import { Submit } from './submit.js';
import { Withdraw } from './withdraw.js';
import { WorkItemPresenter } from './work-item.presenter.js';
import { WorkItemQueries } from './work-item.queries.js';
import { WorkItemStore } from './work-item.store.js';

const acts = [OpenWorkItems, StartDraft, EditDraft, Submit, Withdraw];
const reads = [WorkItemQueries, SubmissionQueries, HistoryQueries, Names, WorkItemPresenter, SubmissionPresenter];

@Module({
  imports: [ProgrammeModule],
  providers: [WorkItemStore, Mover, SingleAct, ...acts, ...reads],
  exports: [Mover, SingleAct, ...acts, ...reads],
})
export class ImplementationModule {}
