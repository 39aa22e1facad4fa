import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule, UnitOfWork } from '#libs/database';
import { Calendar, Clock, createLogger, dayAfter, loadConfiguration, PlatformModule } from '#libs/platform';
import { QueuesModule } from '#libs/queues';
import { beginReminding, Reminders, ReviewJobsModule } from '#libs/review';
import { buildTown, type Stage, type Stages, type Town, type TownItem } from '#libs/testing';

/** A clock that shows what it is told. */
class SetClock extends Clock {
  time = new Date(0);

  now(): Date {
    return this.time;
  }
}

@Module({})
class ReminderWorkerModule {}

const clock = new SetClock();
let town: Town;
let stages: Stages;
let workers: INestApplicationContext[];

beforeEach(async () => {
  ({ town, stages } = await buildTown({ measures: 24 }));
  workers = [await startWorker(), await startWorker()];
  // Away from what the tests look at, unless they say otherwise.
  await town.database.rows(`update work_item set target_date = '2023-06-30'`);
  setTown('2021-12-16T10:00');
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await town.close();
});

async function startWorker(): Promise<INestApplicationContext> {
  const url = town.api.databaseUrl;
  const parts = { configuration: loadConfiguration({ DATABASE_URL: url }), logger: createLogger('silent'), clock };
  const imports = [
    PlatformModule.with(parts),
    DatabaseModule.with({ url, pool: 4, applicationName: 'test-worker' }),
    QueuesModule.forWorker([]),
    ReviewJobsModule,
  ];
  return NestFactory.createApplicationContext({ module: ReminderWorkerModule, imports }, { logger: false });
}

const beijing = (time: string) => new Date(`${time}:00+08:00`);

/** Sets the business time of the town, whose clock runs on. */
function setTown(time: string): void {
  const calendar = town.api.app.get(Calendar);
  calendar.shift(calendar.shiftMs + beijing(time).getTime() - calendar.now().getTime());
}

/** A tick of the job at a business time in Beijing. */
function tick(time: string, worker = 0) {
  clock.time = beijing(time);
  return workers[worker]!.get(Reminders, { strict: false }).run();
}

/** Ticks each morning of the days from one to another, weekends included. */
async function mornings(from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = dayAfter(day, 1)) await tick(`${day}T08:05`);
}

/** Reminding begins after this day, as on a server that has long been at work. */
const begin = (day: string) =>
  workers[0]!.get(UnitOfWork, { strict: false }).run((tx) => beginReminding(tx, town.programme, day));

interface Told {
  kind: string;
  on: string;
  stage: string;
  ordinal: number;
  submissionId: string | null;
  workItemId: string;
}

const told = () =>
  town.database.rows<Told>(
    `select kind, effective_on as "on", data ->> 'stage' as stage, (data ->> 'ordinal')::integer as ordinal,
       submission_id as "submissionId", data ->> 'workItemId' as "workItemId"
     from event where kind like 'remind-%' or kind like 'escalate-%' order by seq`,
  );
const brief = async ({ item }: { item: TownItem }) =>
  (await told())
    .filter(({ workItemId }) => workItemId === item.id)
    .map(({ kind, on, stage, ordinal }) => `${on} ${kind} ${stage} ${ordinal}`);
const target = (item: TownItem, day: string) =>
  town.database.rows('update work_item set target_date = $2 where id = $1', [item.id, day]);

describe('a term', () => {
  let stage: Stage;

  beforeEach(async () => {
    // Due on Thursday, 23 December.
    stage = await stages.proposed();
    await begin('2021-12-16');
  });

  it('is reminded of 3 working days before, on the day and weekly; from the third on the head hears of it too', async () => {
    await mornings('2021-12-17', '2022-01-07');
    expect(await brief(stage)).toEqual([
      '2021-12-20 remind-review due-soon 1',
      '2021-12-23 remind-review due-today 2',
      '2021-12-30 remind-review overdue 3',
      '2021-12-30 escalate-review overdue 3',
      '2022-01-06 remind-review overdue 4',
      '2022-01-06 escalate-review overdue 4',
    ]);
  });

  it('is made up for after days without a worker: one reminder, true on the day on which it comes', async () => {
    await mornings('2021-12-17', '2021-12-19');
    await mornings('2021-12-29', '2022-01-07');
    expect(await brief(stage)).toEqual([
      '2021-12-29 remind-review overdue 1',
      '2021-12-30 remind-review overdue 2',
      '2022-01-06 remind-review overdue 3',
      '2022-01-06 escalate-review overdue 3',
    ]);
  });

  it('is reminded of once, however often and in how many workers the job runs', async () => {
    await mornings('2021-12-17', '2021-12-19');
    expect(await tick('2021-12-20T07:59')).toEqual({ reminders: 0, escalations: 0 });
    const made = await Promise.all([0, 1, 0, 1].map((worker) => tick('2021-12-20T08:00', worker)));
    expect(made.reduce((sum, { reminders }) => sum + Number(reminders), 0)).toBe(1);
    for (const time of ['08:05', '12:00', '23:59'])
      expect(await tick(`2021-12-20T${time}`)).toEqual({ reminders: 0, escalations: 0 });
    // A clock that steps back opens no day again.
    expect(await tick('2021-12-17T09:00')).toEqual({ reminders: 0, escalations: 0 });
    expect(await brief(stage)).toEqual(['2021-12-20 remind-review due-soon 1']);
  });

  it('is not reminded of on free days, nor late in the day when the worker comes up late', async () => {
    await tick('2021-12-17T08:05');
    await tick('2021-12-18T12:00');
    await tick('2021-12-20T17:30');
    expect(await brief(stage)).toEqual(['2021-12-20 remind-review due-soon 1']);
  });

  it('is over with a decision; the next round is reminded of anew', async () => {
    await mornings('2021-12-17', '2021-12-20');
    setTown('2021-12-21T10:00');
    const returned = await stages.decided(stage, 'return');
    await mornings('2021-12-21', '2021-12-31');
    expect(await brief(stage)).toEqual(['2021-12-20 remind-review due-soon 1']);
    setTown('2021-12-31T10:00');
    await stages.submit(returned);
    // Two days of the five are left: due on 5 January, and 3 working days before it there was no round.
    await mornings('2022-01-03', '2022-01-12');
    expect((await brief(stage)).slice(1)).toEqual([
      '2022-01-05 remind-review due-today 1',
      '2022-01-12 remind-review overdue 2',
    ]);
  });

  it('is told with everything that routes it, by nobody, to the subscribers of the log', async () => {
    await mornings('2021-12-17', '2021-12-30');
    const [event] = await town.database.rows(
      `select programme, region, department, submission_id as "submissionId", work_item_id as "workItemId",
         actor_person_id as actor, data from event where kind = 'escalate-review'`,
    );
    expect(event).toEqual({
      programme: town.programme,
      region: 'EAST',
      department: 'TRADE',
      submissionId: stage.id,
      workItemId: null,
      actor: null,
      data: { workItemId: stage.item.id, dueOn: '2021-12-23', stage: 'overdue', ordinal: 3, round: 1 },
    });
  });
});

describe('a target date', () => {
  let item: TownItem;

  beforeEach(async () => {
    ({ item } = await stages.approved());
    await target(item, '2021-12-31');
    await begin('2021-12-20');
  });

  it('is reminded of 3 days before, on the day and weekly, and escalated from the third on', async () => {
    await mornings('2021-12-21', '2022-01-14');
    expect(await brief({ item })).toEqual([
      '2021-12-28 remind-target due-soon 1',
      '2021-12-31 remind-target due-today 2',
      '2022-01-07 remind-target overdue 3',
      '2022-01-07 escalate-target overdue 3',
      '2022-01-14 remind-target overdue 4',
      '2022-01-14 escalate-target overdue 4',
    ]);
    const [event] = await town.database.rows<{ data: object }>(`select data from event where kind = 'remind-target'`);
    expect(event!.data).toEqual({ workItemId: item.id, targetDate: '2021-12-31', stage: 'due-soon', ordinal: 1 });
  });

  it('is said before a weekend on which it falls', async () => {
    await target(item, '2021-12-25');
    await mornings('2021-12-21', '2022-01-04');
    expect(await brief({ item })).toEqual([
      '2021-12-22 remind-target due-soon 1',
      '2021-12-24 remind-target due-soon 2',
      '2022-01-04 remind-target overdue 3',
      '2022-01-04 escalate-target overdue 3',
    ]);
  });

  it('starts anew with a later date', async () => {
    await mornings('2021-12-21', '2021-12-28');
    setTown('2021-12-28T10:00');
    const steps = [{ title: 'First step', dueOn: '2022-01-10' }];
    const plan = { targetDate: '2022-01-12', steps };
    const content = { plan, reason: 'Later than thought', progress: 'Half is done' };
    await stages.decided(await stages.submitted('amendment', item, content));
    await mornings('2021-12-29', '2022-01-12');
    expect(await brief({ item })).toEqual([
      '2021-12-28 remind-target due-soon 1',
      '2022-01-07 remind-target due-soon 1',
      '2022-01-12 remind-target due-today 2',
    ]);
  });

  it('is left alone while the report is with the ministry, and when it is implemented', async () => {
    await mornings('2021-12-21', '2021-12-28');
    setTown('2021-12-29T10:00');
    const report = await stages.submitted('implementation-report', item);
    await mornings('2021-12-29', '2022-01-03');
    const targets = async () => (await brief({ item })).filter((line) => line.includes('remind-target'));
    expect(await targets()).toEqual(['2021-12-28 remind-target due-soon 1']);
    setTown('2022-01-04T10:00');
    const returned = await stages.decided(report, 'return');
    await mornings('2022-01-05', '2022-01-05');
    expect((await targets()).slice(1)).toEqual(['2022-01-05 remind-target overdue 2']);
    setTown('2022-01-05T10:00');
    await stages.decided(await stages.submit(returned));
    await mornings('2022-01-06', '2022-01-21');
    expect(await targets()).toHaveLength(2);
  });
});

describe('an opinion', () => {
  it('is asked for again until it is given', async () => {
    const stage = await stages.proposed();
    await begin('2021-12-16');
    await town.database.rows(
      `insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry')`,
      [stage.id, town.people.get('reviewer.trade')],
    );
    await town.database.rows(
      `insert into opinion_request (submission_id, round, department, asked_by, asked_at, allowed_days, due_on)
       values ($1, 1, 'LAW', $2, '2021-12-16T10:00+08:00', 4, '2021-12-22'),
         ($1, 1, 'FINANCE', $2, '2021-12-16T10:00+08:00', 4, '2021-12-22')`,
      [stage.id, town.people.get('reviewer.trade')],
    );
    await mornings('2021-12-17', '2021-12-20');
    await town.database.rows(
      `insert into submission_party (submission_id, person_id, side) values ($1, $2, 'ministry')`,
      [stage.id, town.people.get('reviewer.finance')],
    );
    await town.database.rows(
      `insert into opinion (submission_id, round, department, position, given_by, given_at)
       values ($1, 1, 'FINANCE', 'no-objection', $2, '2021-12-20T10:00+08:00')`,
      [stage.id, town.people.get('reviewer.finance')],
    );
    await mornings('2021-12-21', '2022-01-06');
    const asked = await town.database.rows(
      `select effective_on as "on", data ->> 'department' as department, data ->> 'stage' as stage,
         (data ->> 'ordinal')::integer as ordinal from event where kind = 'remind-opinion' order by seq`,
    );
    expect(asked).toEqual([
      { on: '2021-12-17', department: 'FINANCE', stage: 'due-soon', ordinal: 1 },
      { on: '2021-12-17', department: 'LAW', stage: 'due-soon', ordinal: 1 },
      { on: '2021-12-22', department: 'LAW', stage: 'due-today', ordinal: 2 },
      { on: '2021-12-29', department: 'LAW', stage: 'overdue', ordinal: 3 },
      { on: '2022-01-05', department: 'LAW', stage: 'overdue', ordinal: 4 },
    ]);
    setTown('2022-01-06T10:00');
    await stages.decided(stage, 'return');
    await mornings('2022-01-07', '2022-01-14');
    expect((await told()).filter(({ kind }) => kind === 'remind-opinion')).toHaveLength(5);
  });
});

describe('three weeks with a gap', () => {
  it('bring each subject at most one reminder a day, and none twice for one day of the plan', async () => {
    for (const day of ['15', '16', '17', '20']) {
      setTown(`2021-12-${day}T10:00`);
      await stages.proposed();
      await target(town.fresh(), `2021-12-${day}`);
    }
    await begin('2021-12-14');
    for (let day = '2021-12-15'; day <= '2022-01-05'; day = dayAfter(day, 1)) {
      if (day >= '2021-12-22' && day <= '2021-12-27') continue;
      await Promise.all([tick(`${day}T08:00`, 0), tick(`${day}T08:00`, 1)]);
      await tick(`${day}T08:05`);
    }
    const reminders = (await told()).filter(({ kind }) => kind.startsWith('remind-'));
    const days = reminders.map(({ workItemId, on, kind }) => `${workItemId} ${on} ${kind}`);
    expect(new Set(days).size).toBe(days.length);
    expect(new Set(reminders.map(({ workItemId }) => workItemId)).size).toBe(8);
    const rows = await town.database.rows<{ count: number }>('select count(*)::integer as count from reminder');
    expect(rows).toEqual([{ count: reminders.length }]);
    const escalations = (await told()).filter(({ kind }) => kind.startsWith('escalate-'));
    const third = reminders.filter(({ ordinal }) => ordinal > 2);
    expect(third.length).toBeGreaterThan(0);
    expect(escalations.map(({ workItemId, ordinal }) => [workItemId, ordinal])).toEqual(
      third.map(({ workItemId, ordinal }) => [workItemId, ordinal]),
    );
  });
});

it('the first run looks ahead only: of what had passed nobody is reminded, but by its next week', async () => {
  const stage = await stages.proposed();
  const item = town.fresh();
  await target(item, '2021-09-30');
  clock.time = beijing('2021-12-30T09:00');
  // 91 days after its target date, a week of the plan falls on this very day.
  expect(await tick('2021-12-30T09:00')).toEqual({ reminders: 0, escalations: 0 });
  await mornings('2021-12-31', '2022-01-06');
  expect(await brief({ item })).toEqual(['2022-01-06 remind-target overdue 1']);
  expect(await brief(stage)).toEqual(['2022-01-06 remind-review overdue 1']);
});

it('a term without a due date is not reminded of; the morning fills what the calendar can tell by then', async () => {
  await town.database.rows('alter table calendar_year disable trigger calendar_year_kept');
  await town.database.rows('delete from calendar_year where year = 2022');
  setTown('2021-12-29T10:00');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const stage = await stages.proposed();
  await begin('2021-12-29');
  await mornings('2021-12-30', '2022-01-04');
  expect(await brief(stage)).toEqual([]);
  await town.database.rows(
    `insert into calendar_year (year, holidays, workdays, source)
     values (2022, '{2022-01-01,2022-01-02,2022-01-03}', '{}', 'published')`,
  );
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await mornings('2022-01-05', '2022-01-06');
  const [round] = await town.database.rows('select due_on as "dueOn" from submission_round where submission_id = $1', [
    stage.id,
  ]);
  expect(round).toEqual({ dueOn: '2022-01-06' });
  expect(await brief(stage)).toEqual(['2022-01-05 remind-review due-soon 1', '2022-01-06 remind-review due-today 2']);
});

it('the database keeps one reminder of a subject and ordinal, and never changes one', async () => {
  const stage = await stages.proposed();
  await begin('2021-12-16');
  await mornings('2021-12-17', '2021-12-20');
  const again = `insert into reminder (kind, programme, work_item_id, submission_id, round, department, due_on, ordinal, stage, for_day, made_on)
    select kind, programme, work_item_id, submission_id, round, department, due_on, ordinal, stage, for_day + 1, made_on from reminder`;
  await expect(town.database.rows(again)).rejects.toMatchObject({ constraint: 'reminder_once' });
  const sameDay = again.replace('ordinal, stage, for_day + 1', 'ordinal + 1, stage, for_day');
  await expect(town.database.rows(sameDay)).rejects.toMatchObject({ constraint: 'reminder_once_a_moment' });
  await expect(town.database.rows('delete from reminder')).rejects.toMatchObject({ code: 'MT001' });
  expect(await brief(stage)).toHaveLength(1);
});
