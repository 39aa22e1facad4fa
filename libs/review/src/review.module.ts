import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { Acknowledge } from './handling/acknowledge.js';
import { HandOver } from './handling/hand-over.js';
import { AskOpinions } from './opinions/ask-opinions.js';
import { GiveOpinion } from './opinions/give-opinion.js';
import { ReviewPresenter } from './review.presenter.js';
import { ReviewQueries } from './review.queries.js';
import { ReviewState } from './review-state.js';
import { SaveTicks } from './ticks/save-ticks.js';
import { Decide } from './decide.js';
import { Reinstate } from './reinstate.js';
import { Revoke } from './revoke.js';

const acts = [Acknowledge, HandOver, AskOpinions, GiveOpinion, SaveTicks, Decide, Revoke, Reinstate];
const reads = [ReviewState, ReviewQueries, ReviewPresenter];

@Module({
  imports: [AuditModule, IdentityModule, ProgrammeModule, ImplementationModule],
  providers: [...acts, ...reads],
  exports: [...acts, ...reads],
})
export class ReviewModule {}
