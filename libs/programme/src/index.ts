export { readWorkingDays } from './calendar/calendar.store.js';
export { seedCalendar } from './calendar/seed-calendar.js';
export {
  type Catalogue,
  type CatalogueFile,
  catalogueFileNames,
  type CatalogueRow,
} from './catalogue/catalogue.files.js';
export { type CatalogueBytes, type CatalogueReading, checkCatalogue } from './catalogue/catalogue.rules.js';
export { catalogueDigest } from './catalogue/digest.rules.js';
export { CatalogueError, type CatalogueFault, faultLine } from './catalogue/fault.js';
export { loadCatalogue, type LoadedCatalogue } from './catalogue/load-catalogue.js';
export { type QuotedStatement, quotedStatements } from './catalogue/quoted-statements.js';
export { readCatalogue, wholeCatalogue } from './catalogue/read-catalogue.js';
export {
  type AdoptedRule,
  type CountingRule,
  describeCountingRule,
  measureRuleAt,
  parseCountingRule,
  ruleAt,
  writeCountingRule,
} from './counting-rule.rules.js';
export { AdjustmentGate, type GateState } from './legal-adjustments/adjustment-gate.js';
export { adjustmentColumns } from './legal-adjustments/adjustment.sql.js';
export { LapseOfWindows, type WindowsLapsed } from './legal-adjustments/lapse-of-windows.js';
export { legalAdjustmentSqlStates } from './legal-adjustments/legal-adjustment.constraints.js';
export {
  type AdjustmentMove,
  type AdjustmentStatus,
  adjustmentStatuses,
  legalAdjustmentLifecycle,
  textOfAdjustmentEvent,
} from './legal-adjustments/legal-adjustment.lifecycle.js';
export { LegalAdjustmentQueries } from './legal-adjustments/legal-adjustment.queries.js';
export { inForceOn, windowIn } from './legal-adjustments/window.rules.js';
export type { MeasureFilter } from './measure-filter.rules.js';
export { CodedNameDto, NumberedNameDto } from './measure.dto.js';
export { programmeMigrations } from './migrations/index.js';
export type {
  Department,
  LegalAdjustment,
  Measure,
  ProgrammeReference,
  ProofPoint,
  Region,
  Source,
  Task,
  Theme,
} from './programme-reference.js';
export { CountingRuleDto } from './programme.dto.js';
export { ProgrammeHttpModule } from './programme.http.module.js';
export { ProgrammeModule } from './programme.module.js';
export { presentCountingRule } from './programme.presenter.js';
export { ProgrammeQueries } from './programme.queries.js';
export { adjustmentsMissingOn, adjustmentStartsIn, Reference } from './reference.js';
export { TextDto } from './text.dto.js';
