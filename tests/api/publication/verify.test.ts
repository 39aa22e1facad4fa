import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { DatabaseModule } from '#libs/database';
import { Calendar, loadConfiguration, PlatformModule } from '#libs/platform';
import { PublicationJobsModule, VerifyStatements } from '#libs/publication';
import { QueuesModule } from '#libs/queues';
import { type Newsroom, newsroom, said } from './newsroom.js';

@Module({})
class VerifyingWorkerModule {}

let room: Newsroom;
let worker: INestApplicationContext;
const alarms: string[] = [];

beforeAll(async () => {
  room = await newsroom(12);
  const url = room.town.api.databaseUrl;
  const logger = pino({ level: 'error' }, { write: (line: string) => void alarms.push(line) });
  const imports = [
    PlatformModule.with({ configuration: loadConfiguration({ DATABASE_URL: url }), logger }),
    DatabaseModule.with({ url, pool: 4, applicationName: 'test-worker' }),
    QueuesModule.forWorker([]),
    PublicationJobsModule,
  ];
  worker = await NestFactory.createApplicationContext({ module: VerifyingWorkerModule, imports }, { logger: false });
});
afterAll(async () => {
  await worker?.close();
  await room?.close();
});

const verify = () => {
  const calendar = worker.get(Calendar, { strict: false });
  calendar.shift(room.town.api.app.get(Calendar, { strict: false }).shiftMs);
  return worker.get(VerifyStatements, { strict: false }).run();
};
const warnings = () =>
  room.town.database.rows(`select actor_person_id as by, data from event where kind = 'warn-statement' order by seq`);
const present = async (id: string) =>
  (await room.first.get<Record<string, unknown>>(`/statements/${id}`)).body['presentFigure'];

it('says nothing of what comes out, tells of each difference once, and is silent once it is restated', async () => {
  const out = await room.published({ asOf: '2021-12-16', knownAt: undefined, wordings: said(1, 12) });
  expect(await verify()).toEqual({ statements: 1, alarms: 0, differing: 0, notices: 0 });
  expect(await present(out.body.id)).toMatchObject({ implemented: 1, counted: 12, differs: false, restated: false });

  await room.stages.proposed();
  expect(await verify()).toMatchObject({ differing: 0 });

  await room.stages.implemented();
  expect(await verify()).toEqual({ statements: 1, alarms: 0, differing: 1, notices: 1 });
  expect(await verify()).toEqual({ statements: 1, alarms: 0, differing: 1, notices: 0 });
  expect(await warnings()).toEqual([
    { by: null, data: expect.objectContaining({ statementId: out.body.id, implemented: 2, counted: 12 }) },
  ]);
  expect(await present(out.body.id)).toMatchObject({ implemented: 2, differs: true, restated: false });

  const restated = await room.act(room.first, out, 'restatements', { reason: 'A report came late' });
  expect(restated.status).toBe(201);
  expect(await verify()).toMatchObject({ differing: 0, notices: 0 });
  expect(await present(out.body.id)).toMatchObject({ implemented: 2, differs: true, restated: true });

  await room.stages.implemented();
  expect(await verify()).toMatchObject({ differing: 1, notices: 1 });
  expect((await warnings()).length).toBe(2);
  expect(alarms).toEqual([]);
});

it('raises an alarm over a statement that the recount does not give', async () => {
  await room.town.database.rows(
    `insert into statement select (jsonb_populate_record(null::statement,
       to_jsonb(s) || jsonb_build_object('id', uuidv7(), 'no', 99, 'implemented', 3, 'digest', repeat('0', 64)))).*
     from statement s where status = 'published' limit 1`,
  );
  expect(await verify()).toMatchObject({ statements: 2, alarms: 1 });
  expect(alarms).toHaveLength(1);
  expect(JSON.parse(alarms[0]!)).toMatchObject({ no: 99, msg: 'a recount does not reproduce a statement' });
});
