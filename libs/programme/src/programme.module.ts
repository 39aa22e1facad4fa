import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { AdoptCountingRule } from './counting-rules/adopt-counting-rule.js';
import { SetCalendarYear } from './calendar/set-calendar-year.js';
import { AdjustmentActs } from './legal-adjustments/adjustment-acts.js';
import { AdjustmentGate } from './legal-adjustments/adjustment-gate.js';
import { AdjustmentMover } from './legal-adjustments/adjustment-mover.js';
import { AdjustmentStore } from './legal-adjustments/adjustment.store.js';
import { ApproveAdjustment } from './legal-adjustments/approve-adjustment.js';
import { BringIntoForce } from './legal-adjustments/bring-into-force.js';
import { ChangeWindow } from './legal-adjustments/change-window.js';
import { DraftAdjustment } from './legal-adjustments/draft-adjustment.js';
import { EditAdjustment } from './legal-adjustments/edit-adjustment.js';
import { LapseAdjustment } from './legal-adjustments/lapse-adjustment.js';
import { LapseOfWindows } from './legal-adjustments/lapse-of-windows.js';
import { LegalAdjustmentQueries } from './legal-adjustments/legal-adjustment.queries.js';
import { ReturnAdjustment } from './legal-adjustments/return-adjustment.js';
import { SubmitAdjustment } from './legal-adjustments/submit-adjustment.js';
import { ProgrammeQueries } from './programme.queries.js';
import { Reference } from './reference.js';
import { SetRegionalSignOff } from './sign-off/set-regional-sign-off.js';
import { SetTerms } from './terms/set-terms.js';

const adjustmentActs = [
  DraftAdjustment,
  EditAdjustment,
  SubmitAdjustment,
  ReturnAdjustment,
  ApproveAdjustment,
  BringIntoForce,
  ChangeWindow,
  LapseAdjustment,
];
const adjustments = [AdjustmentActs, AdjustmentGate, LapseOfWindows, LegalAdjustmentQueries, ...adjustmentActs];

/** Programmes and the names beside their codes. */
@Module({
  imports: [AuditModule],
  providers: [
    Reference,
    ProgrammeQueries,
    SetTerms,
    AdoptCountingRule,
    SetRegionalSignOff,
    SetCalendarYear,
    AdjustmentStore,
    AdjustmentMover,
    ...adjustments,
  ],
  exports: [
    Reference,
    ProgrammeQueries,
    SetTerms,
    AdoptCountingRule,
    SetRegionalSignOff,
    SetCalendarYear,
    ...adjustments,
  ],
})
export class ProgrammeModule {}
