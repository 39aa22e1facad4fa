export { presentFigures } from './completion.presenter.js';
export {
  CompletionQueries,
  type Dimension,
  dimensions,
  type Level,
  levels,
  type PlacedFigure,
} from './completion.queries.js';
export { Completion } from './completion.js';
export { Explanation } from './history/explanation.js';
export type { Selection } from './history/history.queries.js';
export { type AskedStandpoint, type Standpoint, Standpoints } from './history/standpoint.js';
export { HistoricFigures } from './history/historic-figures.js';
export { Counters } from './counters.js';
export { countedOf, type CountedStatus, isImplemented, measureStatus, rate, type Tally } from './counting.rules.js';
export { progressMigrations } from './migrations/index.js';
export { NewDay } from './new-day.js';
export { ProgressHttpModule } from './progress.http.module.js';
export { ProgressJobsModule } from './progress.jobs.module.js';
export { ProgressModule } from './progress.module.js';
export { Recalculate } from './recalculate.js';
export { Recount, type Recounted } from './recount.js';
export { recount } from './recount.sql.js';
export { Series } from './history/series.js';
export { Snapshots } from './snapshots/snapshots.js';
export { SettledEvents } from './snapshots/settled.js';
export { SnapshotCheck } from './snapshots/snapshot-check.js';
export { TakeSnapshots } from './snapshots/take-snapshots.js';
export { Tallies } from './snapshots/tallies.js';
