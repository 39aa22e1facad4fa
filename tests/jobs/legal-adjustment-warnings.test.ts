import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '#libs/database';
import { LegalAdjustmentsJobsModule, WarnLegalAdjustments } from '#libs/implementation';
import { Calendar, createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { Reference } from '#libs/programme';
import { QueuesModule } from '#libs/queues';
import { buildTown, type Stages, type Town } from '#libs/testing';

@Module({})
class WarningWorkerModule {}

let town: Town;
let stages: Stages;
let workers: INestApplicationContext[];
let count = 0;

beforeAll(async () => {
  ({ town, stages } = await buildTown({ measures: 24 }));
  workers = [await startWorker(), await startWorker()];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await town.close();
});

async function startWorker(): Promise<INestApplicationContext> {
  const url = town.api.databaseUrl;
  const parts = { configuration: loadConfiguration({ DATABASE_URL: url }), logger: createLogger('silent') };
  const imports = [
    PlatformModule.with(parts),
    DatabaseModule.with({ url, pool: 4, applicationName: 'test-worker' }),
    QueuesModule.forWorker([]),
    LegalAdjustmentsJobsModule,
  ];
  return NestFactory.createApplicationContext({ module: WarningWorkerModule, imports }, { logger: false });
}

/** Sets the business time of everybody, in Beijing. */
function setTime(time: string): void {
  for (const app of [town.api.app, ...workers]) {
    const calendar = app.get(Calendar, { strict: false });
    calendar.shift(calendar.shiftMs + new Date(`${time}:00+08:00`).getTime() - calendar.now().getTime());
  }
}

const run = (worker = 0) => workers[worker]!.get(WarnLegalAdjustments, { strict: false }).run();

async function tick(time: string) {
  setTime(time);
  return run();
}

const path = '/programmes/small-pilot/legal-adjustments';
const text = (en: string) => ({ zh: '文', en });

async function act(code: string, name: string, body?: Record<string, unknown>) {
  const coordinator = await town.as('coordinator');
  const { body: present } = await coordinator.get<{ version: number }>(`${path}/${code}`);
  const reply = await coordinator.post(`${path}/${code}/${name}`, body, { ifMatch: present.version });
  expect([name, reply.status]).toEqual([name, 200]);
}

/** An adjustment in force since 15 November 2021: in EAST until the day given, in WEST until its own. */
async function inForce(to: string | null, west?: string): Promise<string> {
  setTime('2021-12-16T10:00');
  const code = `W-${(count += 1)}`;
  const coordinator = await town.as('coordinator');
  const draft = {
    code,
    name: text('Travel'),
    kind: 'administrative-regulation',
    instrument: text('regulation'),
    provision: text('article 1'),
    approvingBody: text('Council'),
    measures: [1, 2],
    regions: ['EAST', 'WEST'],
  };
  expect((await coordinator.post(path, draft)).status).toBe(201);
  await act(code, 'submit');
  await act(code, 'approve', { documentNumber: 'Doc 1', approvedOn: '2021-11-01' });
  const regions = west === undefined ? undefined : [{ region: 'WEST', to: west }];
  await act(code, 'bring-into-force', { from: '2021-11-15', to, regions });
  return code;
}

interface Warned {
  kind: string;
  region: string;
  by: string | null;
  on: string;
  data: Record<string, unknown>;
}

const told = `
  select replace(kind, 'warn-legal-adjustment-', '') as kind, region, actor_person_id as by, effective_on as on, data
  from event where kind like 'warn-legal-adjustment-%' and data ->> 'adjustment' = $1 order by seq`;
const warnings = (code: string) => town.database.rows<Warned>(told, [code]);
const lines = async (code: string) =>
  (await warnings(code)).map(({ kind, region, data }) => `${kind} ${region} ${String(data['inForceTo'])}`);
const one = async (code: string) => {
  // The worker is another process to the API, which hears of its acts a second later.
  await town.api.app.get(Reference, { strict: false }).refresh();
  return (await (await town.as('auditor')).get(`${path}/${code}`)).body;
};

describe('nothing is said', () => {
  it('of a window without an end, or before it is brought into force', async () => {
    const code = await inForce(null);
    expect(await tick('2030-01-01T09:00')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await lines(code)).toEqual([]);
    expect((await one('DRAFTED'))['status']).toBe('drafting');
  });

  it('91 days before the end, at night, or twice', async () => {
    const code = await inForce('2022-12-31');
    expect(await tick('2022-10-01T23:59')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await tick('2022-10-02T07:59')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await tick('2022-10-02T08:00')).toEqual({ lapsed: 0, warnings: 2 });
    expect(await tick('2022-10-02T08:05')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await tick('2022-11-30T12:00')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await lines(code)).toEqual(['90 EAST 2022-12-31', '90 WEST 2022-12-31']);
    await act(code, 'lapse', { reason: 'Not needed' });
    await tick('2022-11-30T12:05');
  });
});

describe('people are warned', () => {
  it('of each region and end: 90 days, 30 days, and when it has lapsed', async () => {
    await stages.approved(town.item(1));
    const code = await inForce('2022-12-31', '2023-03-31');
    await tick('2022-10-02T08:00');
    await tick('2022-12-01T08:00');
    await tick('2022-12-31T08:00');
    await tick('2023-01-01T08:00');
    expect(await lines(code)).toEqual([
      '90 EAST 2022-12-31',
      '30 EAST 2022-12-31',
      '90 WEST 2023-03-31',
      'lapsed EAST 2022-12-31',
    ]);
    // It goes on in WEST.
    expect(await one(code)).toMatchObject({ status: 'in-force', lapsedOn: null });
    const [first] = await warnings(code);
    expect(first).toEqual({
      kind: '90',
      region: 'EAST',
      by: null,
      on: '2022-10-02',
      data: {
        adjustment: code,
        measures: [1, 2],
        regions: ['EAST'],
        inForceTo: '2022-12-31',
        lapsedOn: null,
        affected: { open: 1, approved: 1 },
      },
    });
    await tick('2023-03-01T08:00');
    expect(await tick('2023-04-01T00:01')).toEqual({ lapsed: 1, warnings: 0 });
    expect(await one(code)).toMatchObject({ status: 'lapsed', lapsedOn: '2023-04-01', can: { lapse: false } });
    expect(await tick('2023-04-01T08:00')).toEqual({ lapsed: 0, warnings: 1 });
    expect(await tick('2023-04-02T08:00')).toEqual({ lapsed: 0, warnings: 0 });
    expect((await lines(code)).slice(4)).toEqual(['30 WEST 2023-03-31', 'lapsed WEST 2023-03-31']);
  });

  it('after days without a worker: of the latest stage only, and the lapse counts from its day', async () => {
    const code = await inForce('2022-12-31', '2023-03-31');
    await tick('2023-03-02T09:00');
    expect(await lines(code)).toEqual(['lapsed EAST 2022-12-31', '30 WEST 2023-03-31']);
    expect(await tick('2023-05-09T09:00')).toEqual({ lapsed: 1, warnings: 1 });
    const [lapse] = await town.database.rows<Record<string, unknown>>(
      `select effective_on as on, actor_person_id as by, (recorded_at at time zone 'Asia/Shanghai')::date as recorded
       from event where kind = 'lapse-legal-adjustment' and data ->> 'adjustment' = $1`,
      [code],
    );
    expect(lapse).toEqual({ on: '2023-04-01', by: null, recorded: '2023-05-09' });
    expect((await one(code))['history']).toMatchObject({ length: 8 });
  });

  it('again when the end is moved, and of the old end no more', async () => {
    const code = await inForce('2022-12-31');
    await tick('2022-12-01T09:00');
    await act(code, 'change-window', { to: '2023-02-28', reason: 'Extended' });
    expect(await tick('2022-12-01T09:05')).toEqual({ lapsed: 0, warnings: 2 });
    await act(code, 'change-window', { to: '2022-12-31', reason: 'Shortened again' });
    expect(await tick('2022-12-01T09:10')).toEqual({ lapsed: 0, warnings: 2 });
    expect(await tick('2022-12-01T09:15')).toEqual({ lapsed: 0, warnings: 0 });
    expect((await lines(code)).filter((line) => line.includes('EAST'))).toEqual([
      '30 EAST 2022-12-31',
      '90 EAST 2023-02-28',
      '30 EAST 2022-12-31',
    ]);
    await act(code, 'lapse', { reason: 'Not needed' });
    await tick('2022-12-01T09:20');
  });

  it('of a lapse before its time, in every region, from the day of the act', async () => {
    const code = await inForce(null);
    await act(code, 'lapse', { reason: 'Replaced by law' });
    expect(await tick('2021-12-16T10:05')).toEqual({ lapsed: 0, warnings: 2 });
    expect(await tick('2021-12-17T10:05')).toEqual({ lapsed: 0, warnings: 0 });
    expect(await lines(code)).toEqual(['lapsed EAST 2021-12-16', 'lapsed WEST 2021-12-16']);
  });

  it('once, though two workers run at the same time', async () => {
    const code = await inForce('2022-12-31');
    setTime('2023-01-01T09:00');
    const done = await Promise.all([run(0), run(1)]);
    expect(done.map(({ lapsed }) => lapsed).toSorted()).toEqual([0, 1]);
    expect((await lines(code)).toSorted()).toEqual(['lapsed EAST 2022-12-31', 'lapsed WEST 2022-12-31']);
  });
});
