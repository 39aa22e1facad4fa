import { Test, type TestingModule } from '@nestjs/testing';
import { Database, DatabaseModule, type Tx, UnitOfWork } from '#libs/database';
import { ImplementationModule, OpenWorkItems } from '#libs/implementation';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { loadCatalogue, ProgrammeModule, Reference, wholeCatalogue } from '#libs/programme';
import { type Dimension, ProgressModule } from '#libs/progress';
import { cloneDatabase, type TestDatabase } from '#libs/testing';
import type { Happening, Status, Thing } from './history-model.js';
import { opened } from './lives.js';

export const programme = 'services-trade-2020';

/** A programme whose history is told by its events alone: decisions and adjustments behind them are for other tests. */
export class HistorySetting {
  /** What has been written so far. */
  readonly past: Happening[] = [];
  private readonly statuses = new Map<string, Status>();

  private constructor(
    readonly database: TestDatabase,
    readonly parts: TestingModule,
    readonly things: Thing[],
  ) {
    for (const { id } of things) this.past.push(openingOf(id));
  }

  static async open(): Promise<HistorySetting> {
    const database = await cloneDatabase();
    const parts = await Test.createTestingModule({
      imports: [
        PlatformModule.with({ configuration: loadConfiguration({}), logger: createLogger('silent') }),
        DatabaseModule.with({ url: database.url, pool: 4, applicationName: 'test' }),
        ProgrammeModule,
        ImplementationModule,
        ProgressModule,
      ],
    }).compile();
    const catalogue = await wholeCatalogue('catalogues/services-trade-2020');
    await parts.get(UnitOfWork).run(async (tx) => {
      await loadCatalogue(tx, catalogue);
      await parts.get(OpenWorkItems).run(tx, programme, opened);
      // One measure in four counts by a rule of its own.
      await tx.change(
        `update measure set counting_rule = '{"kind": "share", "numerator": 1, "denominator": 3}' where no % 4 = 0`,
      );
    });
    await parts.get(Database).rows('alter table work_item disable trigger user');
    await parts
      .get(Database)
      .rows('alter table event drop constraint event_has_decision, drop constraint event_decision_named');
    await parts.get(Reference).refresh();
    const things = await parts.get(Database).rows<Thing>(
      `select w.id, w.measure, w.task, w.region, w.lead_department as department, m.target_date as "targetDate"
       from work_item w join measure m on m.programme = w.programme and m.no = w.measure`,
    );
    return new HistorySetting(database, parts, things);
  }

  /** Writes what happened; of one item the earlier versions first. */
  async record(happenings: readonly Happening[]): Promise<void> {
    await this.parts.get(UnitOfWork).run((tx) => this.write(tx, happenings));
  }

  /** The same within a transaction that ends when it ends. */
  async write(tx: Tx, happenings: readonly Happening[]): Promise<void> {
    const events = happenings.map(({ item, version, move, to, effectiveOn, recordedAt, targetDate }) => {
      const fromStatus = this.statuses.get(item) ?? 'open';
      this.statuses.set(item, to);
      const data = targetDate ? { targetDate } : {};
      const common = { kind: move, programme, workItemId: item, itemVersion: version, move, fromStatus, toStatus: to };
      return { ...common, effectiveOn, recordedAt, data };
    });
    await tx.rows('set constraints work_item_head deferred');
    await tx.rows('select append_events($1::jsonb)', [JSON.stringify(events)]);
    await tx.rows(
      `update work_item w set status = e.to_status, version = e.item_version,
         implemented_on = case when e.to_status = 'implemented' then e.effective_on end
       from (select distinct on (work_item_id) * from event where work_item_id = any($1::uuid[])
         order by work_item_id, item_version desc) e
       where e.work_item_id = w.id and e.item_version > 1`,
      [happenings.map(({ item }) => item)],
    );
    this.past.push(...happenings);
  }

  async close(): Promise<void> {
    await this.parts.close();
    await this.database.drop();
  }
}

/** In the order in which it was recorded. */
export function inOrder(lives: readonly Happening[]): Happening[] {
  return [...lives].sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || a.version - b.version);
}

export const keys: Record<Dimension, (thing: Thing) => string> = {
  programme: () => programme,
  task: ({ task }) => String(task),
  region: ({ region }) => region,
  department: ({ department }) => department,
  'task-region': ({ task, region }) => `${task}:${region}`,
};

function openingOf(item: string): Happening {
  return { item, version: 1, move: 'open-item', to: 'open', effectiveOn: '2020-08-02', recordedAt: opened };
}
