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
export { readCatalogue, wholeCatalogue } from './catalogue/read-catalogue.js';
export {
  type AdoptedRule,
  type CountingRule,
  describeCountingRule,
  parseCountingRule,
  ruleAt,
  writeCountingRule,
} from './counting-rule.rules.js';
export { inForceOn } from './legal-adjustment.rules.js';
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
export { Reference } from './reference.js';
export { TextDto } from './text.dto.js';
