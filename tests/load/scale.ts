import { NestFactory } from '@nestjs/core';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import pg from 'pg';
import { DatabaseModule, UnitOfWork } from '#libs/database';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { Reference } from '#libs/programme';
import { Completion, Counters, Explanation, ProgressModule, recount, Series, Snapshots, Tallies } from '#libs/progress';
import { call, drive, median } from './drive.js';
import { grow, grown } from './grow.js';
import { explain, recorded } from './plans.js';
import { signIn } from './product.js';
import { leadOf, prepare, type Setting } from './setting.js';

const sizes = [
  { regions: 28, measures: 122 },
  { regions: 280, measures: 3_572 },
];
const asOf = '2021-06-30';
const knownAt = new Date('2022-12-31T12:00:00+08:00');

/** What a recount costs at the least: each item's last event, grouped once. */
const plainRecount = `
  select w.task, w.region, m.lead_department, w.measure, l.to_status, count(*) from (
    select distinct on (e.work_item_id) e.work_item_id as id, e.to_status from event e
    where e.work_item_id is not null and e.programme = $1 order by e.work_item_id, e.item_version desc) l
  join work_item w on w.id = l.id join measure m on m.programme = w.programme and m.no = w.measure
  group by grouping sets ((l.to_status), (w.task, l.to_status), (w.region, l.to_status), (m.lead_department, l.to_status),
    (w.task, w.region, l.to_status), (w.measure, l.to_status))`;

interface Side {
  items: number;
  setting: Setting;
  parts: INestApplicationContext;
  client: pg.Client;
  /** Work items that take turns. */
  ids: string[];
}

@Module({})
class CountingModule {
  static with(url: string): DynamicModule {
    const platform = { configuration: loadConfiguration({ DATABASE_URL: url }), logger: createLogger('error') };
    return {
      module: CountingModule,
      imports: [
        PlatformModule.with(platform),
        DatabaseModule.with({ url, pool: 2, applicationName: 'bench' }),
        ProgressModule,
      ],
    };
  }
}

const sides: Side[] = [];
try {
  for (const size of sizes) sides.push(await open(size));
  const [small, large] = sides as [Side, Side];
  await compare('recalculation after one change (bar: within 1.5 ×)', 60, recalculateOne);
  await compare('counters rebuilt from nothing', 1, async ({ parts }) => {
    await parts.get(UnitOfWork).run((tx) => parts.get(Counters).rebuild(tx, grown));
  });
  for (const side of sides) await benchRecount(side);
  for (const side of sides) await benchMatrix(side);
  await compare('snapshots of every finished day, taken from nothing', 1, async ({ parts }) => {
    await parts.get(Snapshots).forget(grown);
    await parts.get(Snapshots).take(grown, new Date('2022-12-30T12:00:00+08:00'));
  });
  await compare('snapshot of one more day', 1, async ({ parts }) => {
    await parts.get(Snapshots).take(grown, new Date('2022-12-31T12:00:00+08:00'));
  });
  await compare(`tasks × regions as of ${asOf}, from events`, 3, async ({ parts }) => {
    await parts.get(Tallies).fromEvents(grown, { asOf, knownAt }, 'task-region');
  });
  await compare(`tasks × regions as of ${asOf}, from the snapshot`, 9, async ({ parts }) => {
    if (!(await parts.get(Tallies).fromSnapshot(grown, { asOf, knownAt }, 'task-region')))
      throw new Error('no snapshot');
  });
  await compare('course of the headline figure, behind trend and forecast', 3, async ({ parts }) => {
    await parts.get(Series).of(await parts.get(Reference).programme(grown), 'measure', {});
  });
  await compare('explanation of one measure', 9, async ({ parts }) => {
    await parts.get(Explanation).basis(grown, { level: 'work-item', measure: 7, asOf, knownAt: knownAt.toISOString() });
  });
  print(`\nPlans at ${small.items.toLocaleString('en')} and at ${large.items.toLocaleString('en')} work items`);
  for (const side of sides) await printPlans(side);
} finally {
  for (const { client, parts, setting } of sides) {
    await client.end();
    await parts.close();
    await setting.close();
  }
}
process.exit(0);

async function open({ regions, measures }: { regions: number; measures: number }): Promise<Side> {
  const started = performance.now();
  const setting = await prepare((adminUrl) => grow(adminUrl, regions, measures));
  const parts = await NestFactory.createApplicationContext(CountingModule.with(setting.databaseUrl), { logger: false });
  const client = new pg.Client({ connectionString: setting.adminUrl });
  await client.connect();
  const items = regions * measures;
  print(`${items.toLocaleString('en')} work items are there after ${seconds(performance.now() - started)}`);
  const counted = await timed(() => parts.get(UnitOfWork).run((tx) => parts.get(Counters).rebuild(tx, grown)));
  print(`  counters built in ${seconds(counted)}`);
  await client.query('vacuum analyze completion; ');
  await client.query('vacuum analyze progress_item');
  const { rows } = await client.query<{ id: string }>(
    `select id from work_item where programme = $1 and status in ('open', 'proposed') order by random() limit 200`,
    [grown],
  );
  return { items, setting, parts, client, ids: rows.map(({ id }) => id) };
}

/** The same work on both sizes in turn. */
async function compare(what: string, times: number, work: (side: Side) => Promise<void>): Promise<void> {
  const taken = new Map<Side, number[]>(sides.map((side) => [side, []]));
  if (times > 1) for (const side of sides) await work(side);
  for (let time = 0; time < times; time += 1)
    for (const side of sides) taken.get(side)?.push(await timed(() => work(side)));
  const [small = 0, large = 0] = sides.map((side) => median(taken.get(side) ?? []));
  print(`\n${what}\n  ${ms(small)} and ${ms(large)}: ${(large / small).toFixed(2)} ×`);
}

/** Changes a work item without its walls, then brings the counters up to date as the worker does. */
async function recalculateOne({ client, parts, ids }: Side): Promise<void> {
  const id = await changeOne(client, ids);
  await parts.get(UnitOfWork).run((tx) => parts.get(Counters).apply(tx, grown, [id]));
}

async function changeOne(client: pg.Client, ids: string[]): Promise<string> {
  const id = ids.shift()!;
  ids.push(id);
  await client.query('begin; set local session_replication_role = replica');
  await client.query(
    `update work_item set status = case status when 'open' then 'proposed' else 'open' end where id = $1`,
    [id],
  );
  await client.query('commit');
  return id;
}

async function benchRecount({ client, items }: Side): Promise<void> {
  await client.query('set statement_timeout = 0');
  const plain: number[] = [];
  const full: number[] = [];
  await client.query(plainRecount, [grown]);
  for (let time = 0; time < 3; time += 1) {
    plain.push(await timed(() => client.query(plainRecount, [grown])));
    full.push(await timed(() => client.query(recount, [grown])));
  }
  const ratio = (median(full) / median(plain)).toFixed(2);
  print(`\nfull recount at ${items.toLocaleString('en')} (bar: within 1.2 × of the plain GROUP BY)`);
  print(`  ${ms(median(full))} = ${ratio} × the plain GROUP BY over the last events (${ms(median(plain))})`);
}

async function benchMatrix({ setting: { product, bare }, client, items }: Side): Promise<void> {
  const { rows } = await client.query<{ code: string }>("select code from region where code not like 'S%' limit 1");
  const asLead = await signIn(product, leadOf(rows[0]?.code ?? ''));
  const url = `${product}/api/v1/programmes/${grown}/completion?by=task-region&level=work-item`;
  const rate = (get: () => Promise<unknown>, span = 2) => drive(8, span, async () => void (await get()));
  await call('GET', url, undefined, asLead);
  const own = await rate(() => call('GET', url, undefined, asLead));
  const counters = await rate(() => call('GET', `${bare}/counters/${grown}`));
  const counting = await rate(() => call('GET', `${bare}/completion/${grown}`));
  print(`\ntasks × regions at ${items.toLocaleString('en')}, 8 at once`);
  print(
    `  ${own.toFixed(0)}/s = ${(own / counters).toFixed(2)} × the bare route that reads counters (${counters.toFixed(0)}/s)`,
  );
  print(`  = ${(own / counting).toFixed(2)} × the bare route that counts each time (${counting.toFixed(1)}/s)`);
}

async function printPlans(side: Side): Promise<void> {
  const { items, parts, client } = side;
  print(`\n== ${items.toLocaleString('en')} work items`);
  const reading: [string, () => Promise<unknown>][] = [
    ['recalculation after one change', () => recalculateOne(side)],
    ['tasks × regions', () => parts.get(Completion).answer(grown, { by: 'task-region', level: 'work-item' })],
    ['as of a day, from the snapshot', () => parts.get(Tallies).fromSnapshot(grown, { asOf, knownAt }, 'task-region')],
    ['as of a day, from events', () => parts.get(Tallies).fromEvents(grown, { asOf, knownAt }, 'task-region')],
    [
      'course of a figure',
      async () => parts.get(Series).of(await parts.get(Reference).programme(grown), 'measure', {}),
    ],
  ];
  for (const [name, read] of reading) {
    print(`\n-- ${name}`);
    for (const statement of await recorded(read)) print(await explain(client, statement));
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
}

function seconds(value: number): string {
  return `${(value / 1000).toFixed(1)} s`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
