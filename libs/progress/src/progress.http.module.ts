import { Module } from '@nestjs/common';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { AttentionController } from './attention/attention.controller.js';
import { Attention } from './attention/attention.js';
import { AttentionQueries } from './attention/attention.queries.js';
import { CompletionController } from './completion.controller.js';
import { ProgressModule } from './progress.module.js';
import { WhatIfController } from './what-if/what-if.controller.js';
import { WhatIf } from './what-if/what-if.js';

@Module({
  imports: [ProgressModule, ProgrammeModule, ImplementationModule],
  providers: [WhatIf, Attention, AttentionQueries],
  controllers: [CompletionController, WhatIfController, AttentionController],
})
export class ProgressHttpModule {}
