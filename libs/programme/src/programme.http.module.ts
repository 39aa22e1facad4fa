import { Module } from '@nestjs/common';
import { IdentityModule } from '#libs/identity';
import { CalendarController } from './calendar/calendar.controller.js';
import { CountingRulesController } from './counting-rules/counting-rules.controller.js';
import { LegalAdjustmentController } from './legal-adjustments/legal-adjustment.controller.js';
import { ProgrammeController } from './programme.controller.js';
import { ProgrammeModule } from './programme.module.js';
import { RegionalSignOffController } from './sign-off/regional-sign-off.controller.js';
import { TermsController } from './terms/terms.controller.js';

/** The routes below `programmes`. */
@Module({
  imports: [IdentityModule, ProgrammeModule],
  controllers: [
    ProgrammeController,
    LegalAdjustmentController,
    TermsController,
    CalendarController,
    RegionalSignOffController,
    CountingRulesController,
  ],
})
export class ProgrammeHttpModule {}
