import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import { Database, DatabaseModule, UnitOfWork } from '#libs/database';
import { ImplementationModule, OpenWorkItems } from '#libs/implementation';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { loadCatalogue, ProgrammeModule, Reference, wholeCatalogue } from '#libs/programme';
import { type Dimension, dimensions, HistoricFigures, ProgressModule } from '#libs/progress';
import { cloneDatabase, type TestDatabase } from '#libs/testing';
import {
  countItems,
  countMeasures,
  type Happening,
  lookBack,
  type Rule,
  type Status,
  type Thing,
} from './history-model.js';

const programme = 'services-trade-2020';
const opened = new Date('2020-08-02T00:00:00+08:00');
const dayMs = 86_400_000;

let database: TestDatabase;
let parts: TestingModule;
let things: Thing[];
let past: Happening[];

/** Random lives, legal but otherwise wild: dates of effect before, on and long before the day of the decision. */
const legal: Record<Status, [move: string, to: Status][]> = {
  open: [
    ['submit-proposal', 'proposed'],
    ['submit-exemption', 'open'],
    ['approve-exemption', 'exempt'],
  ],
  proposed: [
    ['approve-proposal', 'approved'],
    ['return-proposal', 'open'],
    ['withdraw-proposal', 'open'],
  ],
  approved: [
    ['submit-implementation-report', 'approved'],
    ['approve-implementation-report', 'implemented'],
    ['approve-amendment', 'approved'],
    ['approve-exemption', 'exempt'],
  ],
  implemented: [['revoke', 'approved']],
  exempt: [['reinstate', 'open']],
};

function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A life of up to fourteen acts for an item, its recorded times growing, its days of effect as they like. */
function live(thing: Thing, next: () => number): Happening[] {
  const life: Happening[] = [];
  let status: Status = 'open';
  let at = opened.getTime();
  const length = Math.floor(next() * 14);
  for (let version = 2; version < length + 2; version += 1) {
    const choices: [move: string, to: Status][] = legal[status];
    const [move, to]: [string, Status] = choices[Math.floor(next() * choices.length)]!;
    at += Math.floor(next() * 60 * dayMs) + 1;
    const late = next() < 0.4 ? Math.floor(next() * 120) : 0;
    const dated = move === 'approve-proposal' || (move === 'approve-amendment' && next() < 0.6);
    life.push({
      item: thing.id,
      version,
      move,
      to,
      effectiveOn: new Date(at + 8 * 3_600_000 - late * dayMs).toISOString().slice(0, 10),
      recordedAt: new Date(at),
      ...(dated && { targetDate: new Date(at + next() * 400 * dayMs).toISOString().slice(0, 10) }),
    });
    status = to;
  }
  return life;
}

async function record(happenings: Happening[]): Promise<void> {
  const before = new Map<string, Status>();
  const events = happenings.map(({ item, version, move, to, effectiveOn, recordedAt, targetDate }) => {
    const fromStatus = before.get(item) ?? 'open';
    before.set(item, to);
    const data = targetDate ? { targetDate } : {};
    const common = { kind: move, programme, workItemId: item, itemVersion: version, move, fromStatus, toStatus: to };
    return { ...common, effectiveOn, recordedAt, data };
  });
  await parts.get(UnitOfWork).run(async (tx) => {
    await tx.rows('set constraints work_item_head deferred');
    await tx.rows('select append_events($1::jsonb)', [JSON.stringify(events)]);
    await tx.rows(`
      update work_item w set status = e.to_status, version = e.item_version,
        implemented_on = case when e.to_status = 'implemented' then e.effective_on end
      from (select distinct on (work_item_id) * from event order by work_item_id, item_version desc) e
      where e.work_item_id = w.id and e.item_version > 1`);
  });
}

beforeAll(async () => {
  database = await cloneDatabase();
  parts = await Test.createTestingModule({
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
  // The histories here are told by their events alone: decisions and adjustments behind them are for other tests.
  await parts.get(Database).rows('alter table work_item disable trigger user');
  await parts
    .get(Database)
    .rows('alter table event drop constraint event_has_decision, drop constraint event_decision_named');
  await parts.get(Reference).refresh();
  things = await parts.get(Database).rows<Thing>(
    `select w.id, w.measure, w.task, w.region, w.lead_department as department, m.target_date as "targetDate"
     from work_item w join measure m on m.programme = w.programme and m.no = w.measure`,
  );
  const next = numbers(20_211_216);
  const lives = things.map((thing) => live(thing, next)).flat();
  past = [
    ...things.map((thing): Happening => {
      return {
        item: thing.id,
        version: 1,
        move: 'open-item',
        to: 'open',
        effectiveOn: '2020-08-02',
        recordedAt: opened,
      };
    }),
    ...lives,
  ];
  await record(lives.sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || a.version - b.version));
});

afterAll(async () => {
  await parts?.close();
  await database?.drop();
});

const keys: Record<Dimension, (thing: Thing) => string> = {
  programme: () => programme,
  task: ({ task }) => String(task),
  region: ({ region }) => region,
  department: ({ department }) => department,
  'task-region': ({ task, region }) => `${task}:${region}`,
};

const rules: (Rule | undefined)[] = [
  undefined,
  { kind: 'any' },
  { kind: 'all' },
  { kind: 'count', n: 5 },
  { kind: 'share', numerator: 2, denominator: 5 },
];

async function counted(level: 'measure' | 'work-item', by: Dimension, asOf: string, knownAt: Date, rule?: Rule) {
  const reference = await parts.get(Reference).programme(programme);
  const rows = await parts.get(HistoricFigures).read(reference, { asOf, knownAt }, { by, level }, { rule });
  const entries = rows.map(({ key, open, proposed, approved, implemented, exempt, underReview, overdue }) => {
    return [key, [open, proposed, approved, implemented, exempt, underReview, overdue]] as const;
  });
  return Object.fromEntries(entries);
}

/** Days and moments from before the beginning to after the last act, now and then exactly at an act's own. */
const standpoint = fc.record({
  day: fc.integer({ min: -20, max: 1_100 }),
  at: fc.integer({ min: -20 * 24, max: 1_100 * 24 }),
  own: fc.option(fc.nat(), { nil: undefined }),
  rule: fc.constantFrom(...rules),
});

it('two ways of counting agree on every figure, from every standpoint, under every rule', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(standpoint, async ({ day, at, own, rule }) => {
      const act = own === undefined ? undefined : past[own % past.length];
      const asOf = act?.effectiveOn ?? new Date(opened.getTime() + day * dayMs).toISOString().slice(0, 10);
      const knownAt = act?.recordedAt ?? new Date(opened.getTime() + at * 3_600_000);
      const states = lookBack(past, asOf, knownAt);
      for (const by of dimensions) {
        const items = Object.fromEntries(countItems(things, states, asOf, keys[by]));
        expect(await counted('work-item', by, asOf, knownAt)).toEqual(items);
        seen += Object.keys(items).length;
      }
      const ruleOf = (no: number): Rule =>
        rule ?? (no % 4 === 0 ? { kind: 'share', numerator: 1, denominator: 3 } : { kind: 'any' });
      for (const by of ['programme', 'task', 'department'] as const) {
        const measures = Object.fromEntries(countMeasures(things, states, ruleOf, keys[by]));
        expect(await counted('measure', by, asOf, knownAt, rule)).toEqual(measures);
      }
    }),
    { numRuns: 15, seed: 16, endOnFailure: true },
  );
  expect(seen).toBeGreaterThan(2_000);
}, 120_000);
