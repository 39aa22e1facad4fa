import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import { Database, DatabaseModule, UnitOfWork } from '#libs/database';
import { OpenWorkItems, ImplementationModule } from '#libs/implementation';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { loadCatalogue, ProgrammeModule, Reference, wholeCatalogue } from '#libs/programme';
import { Counters, ProgressModule, Recount, type Recounted } from '#libs/progress';
import { cloneDatabase, type TestDatabase } from '#libs/testing';

const programme = 'services-trade-2020';
const startedAt = new Date('2020-08-02T00:00:00+08:00');

/** Legal steps of a work item, enough to reach every status from every other. */
const steps: Record<string, { move: string; to: string }[]> = {
  open: [
    { move: 'submit-proposal', to: 'proposed' },
    { move: 'approve-exemption', to: 'exempt' },
  ],
  proposed: [
    { move: 'approve-proposal', to: 'approved' },
    { move: 'return-proposal', to: 'open' },
  ],
  approved: [
    { move: 'approve-implementation-report', to: 'implemented' },
    { move: 'approve-exemption', to: 'exempt' },
  ],
  implemented: [{ move: 'revoke', to: 'approved' }],
  exempt: [{ move: 'reinstate', to: 'open' }],
};

interface Item {
  id: string;
  status: string;
  version: number;
}

let database: TestDatabase;
let parts: TestingModule;
let items: Item[];

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
    providers: [Recount],
  }).compile();
  const catalogue = await wholeCatalogue('catalogues/services-trade-2020');
  await parts.get(UnitOfWork).run(async (tx) => {
    await loadCatalogue(tx, catalogue);
    await parts.get(OpenWorkItems).run(tx, programme, startedAt);
  });
  // The histories here are told by their events alone: decisions and adjustments behind them are for other tests.
  await parts.get(Database).rows('alter table work_item disable trigger user');
  await parts
    .get(Database)
    .rows('alter table event drop constraint event_has_decision, drop constraint event_decision_named');
  await parts.get(Reference).refresh();
  // Four measures in all regions are enough to meet every case, and few enough to meet it often.
  items = await parts
    .get(Database)
    .rows<Item>('select id, status, version from work_item where measure <= 4 order by measure, region');
});

afterAll(async () => {
  await parts?.close();
  await database?.drop();
});

async function step(item: Item, choice: number): Promise<void> {
  const legal = steps[item.status]!;
  const { move, to } = legal[choice % legal.length]!;
  const at = new Date();
  const event = {
    kind: move,
    programme,
    workItemId: item.id,
    itemVersion: item.version + 1,
    move,
    fromStatus: item.status,
    toStatus: to,
    effectiveOn: '2021-06-01',
    recordedAt: at,
  };
  const change = {
    id: item.id,
    version: item.version,
    fromStatus: item.status,
    toStatus: to,
    implementedOn: '2021-06-01',
    at,
  };
  await parts.get(UnitOfWork).run(async (tx) => {
    await tx.rows("select record_moves($1::jsonb, '[]', '[]', '[]', '[]', $2::jsonb)", [
      JSON.stringify([change]),
      JSON.stringify([event]),
    ]);
  });
  Object.assign(item, { status: to, version: item.version + 1 });
}

const apply = (ids: string[]) => parts.get(UnitOfWork).run((tx) => parts.get(Counters).apply(tx, programme, ids));
const differences = async (): Promise<Recounted[]> =>
  (await parts.get(Recount).compare(programme)).filter((row) => row.recounted?.join() !== row.kept?.join());

async function adopt(
  kind: string,
  numbers: { n?: number; numerator?: number; denominator?: number } = {},
): Promise<void> {
  const { n = null, numerator = null, denominator = null } = numbers;
  await parts.get(UnitOfWork).run((tx) =>
    tx.change(
      `insert into counting_rule (programme, version, kind, n, numerator, denominator, adopted_at)
       select $1, max(version) + 1, $2, $3, $4, $5, now() from counting_rule where programme = $1`,
      [programme, kind, n, numerator, denominator],
    ),
  );
  await parts.get(Reference).refresh();
  await parts.get(UnitOfWork).run((tx) => parts.get(Counters).rebuild(tx, programme));
}

it('counts all 122 measures and 3,416 work items once they are opened', async () => {
  await parts.get(UnitOfWork).run((tx) => parts.get(Counters).rebuild(tx, programme));
  const rows = await parts.get(Recount).compare(programme);
  expect(rows.find((row) => row.level === 'measure' && row.dimension === 'programme')).toMatchObject({
    kept: [122, 0, 0, 0, 0],
  });
  expect(rows.find((row) => row.level === 'work-item' && row.dimension === 'programme')).toMatchObject({
    kept: [3416, 0, 0, 0, 0],
  });
  expect(await differences()).toEqual([]);
});

it('disagrees with the recount as long as a change is not applied', async () => {
  await step(items[0]!, 0);
  const wrong = await differences();
  expect(wrong.map((row) => `${row.level} ${row.dimension}`).sort()).toEqual([
    'measure department',
    'measure programme',
    'measure task',
    'work-item department',
    'work-item measure',
    'work-item programme',
    'work-item region',
    'work-item task',
    'work-item task-region',
  ]);
  expect(wrong[0]!.pending).toBe(true);
  await apply([items[0]!.id]);
  expect(await differences()).toEqual([]);
});

it.each([
  ['any', {}],
  ['all', {}],
  ['count', { n: 2 }],
  ['share', { numerator: 1, denominator: 14 }],
] as const)(
  'agrees with the recount under the rule %s for random histories, applied late, twice and in any order',
  async (kind, numbers) => {
    await adopt(kind, numbers);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(items.length - 1), fc.nat(1)), { minLength: 1, maxLength: 12 }),
        fc.nat(11),
        async (acts, cut) => {
          const touched: string[] = [];
          for (const [index, [which, choice]] of acts.entries()) {
            const item = items[which]!;
            await step(item, choice);
            touched.push(item.id);
            if (index === cut) await apply([...touched].reverse());
          }
          await apply([...touched, ...touched]);
          await apply(touched.slice(0, 1));
          expect(await differences()).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  },
  60_000,
);

it('applies the same changes from two workers at once to the same figures', async () => {
  const some = items.slice(0, 8);
  for (const item of some) await step(item, 0);
  await Promise.all([apply(some.map((item) => item.id)), apply(some.map((item) => item.id).reverse())]);
  expect(await differences()).toEqual([]);
});

it('raises an alarm in the nightly recount where a counter was tampered with, and names it', async () => {
  const run = () => parts.get(Recount).run();
  expect(await run()).toMatchObject({ differences: 0 });
  const rows = await parts.get(Recount).compare(programme);
  expect(rows.length).toBeGreaterThan(300);
  await parts
    .get(UnitOfWork)
    .run((tx) => tx.change("update completion set open = open + 1 where level = 'work-item' and key = '320500'"));
  expect(await run()).toMatchObject({ differences: 1 });
  expect((await differences()).map((row) => row.key)).toEqual(['320500']);
  await parts
    .get(UnitOfWork)
    .run((tx) => tx.change("update completion set open = open - 1 where level = 'work-item' and key = '320500'"));
});

it('marks what has become overdue when days have passed, each item once', async () => {
  const overdue = async () =>
    (
      await parts
        .get(Database)
        .row<{ overdue: number }>(
          "select overdue from completion where level = 'work-item' and dimension = 'programme' and programme = $1",
          [programme],
        )
    )?.overdue;
  const late = (day: string) =>
    parts
      .get(Database)
      .row<{ count: number }>(
        "select count(*)::integer as count from work_item where target_date < $1 and status not in ('implemented', 'exempt')",
        [day],
      );
  // As if the counters had last been looked at in the middle of the programme.
  await parts
    .get(UnitOfWork)
    .run((tx) => parts.get(Counters).rebuild(tx, programme, new Date('2021-12-16T10:00:00+08:00')));
  expect(await overdue()).toBe((await late('2021-12-16'))?.count);
  expect(await overdue()).toBeGreaterThan(0);
  const turn = () => parts.get(UnitOfWork).run((tx) => parts.get(Counters).turnDay(tx, programme));
  const today = await turn();
  expect(today).toBeDefined();
  expect(await overdue()).toBe((await late(today!))?.count);
  expect(await turn()).toBeUndefined();
  expect(await differences()).toEqual([]);
});
