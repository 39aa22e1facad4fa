import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { ProgrammeModule } from '#libs/programme';
import { Completion } from './completion.js';
import { CompletionQueries } from './completion.queries.js';
import { Counters } from './counters.js';
import { Explanation } from './history/explanation.js';
import { HistoricFigures } from './history/historic-figures.js';
import { HistoryQueries } from './history/history.queries.js';
import { Outlook } from './forecast/outlook.js';
import { Series } from './history/series.js';
import { Standpoints } from './history/standpoint.js';
import { SettledEvents } from './snapshots/settled.js';
import { SnapshotCheck } from './snapshots/snapshot-check.js';
import { Snapshots } from './snapshots/snapshots.js';
import { Tallies } from './snapshots/tallies.js';

@Module({
  imports: [ProgrammeModule, AuditModule],
  providers: [
    Counters,
    CompletionQueries,
    Completion,
    HistoricFigures,
    HistoryQueries,
    Standpoints,
    Explanation,
    Series,
    Outlook,
    Tallies,
    SettledEvents,
    Snapshots,
    SnapshotCheck,
  ],
  exports: [
    Counters,
    CompletionQueries,
    Completion,
    HistoricFigures,
    Standpoints,
    Explanation,
    Series,
    Outlook,
    Tallies,
    Snapshots,
    SnapshotCheck,
  ],
})
export class ProgressModule {}
