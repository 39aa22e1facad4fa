import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '#libs/database';
import { DigestsJobsModule, ReviewersDigest } from '#libs/digests';
import { PeopleQueries } from '#libs/identity';
import { MailRenderers } from '#libs/notifications';
import { Calendar, Clock, createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { QueuesModule } from '#libs/queues';
import { buildTown, type Stage, type Stages, type Town } from '#libs/testing';

/** A clock that shows what it is told. */
class SetClock extends Clock {
  time = new Date(0);

  now(): Date {
    return this.time;
  }
}

@Module({})
class DigestWorkerModule {}

const clock = new SetClock();
let town: Town;
let stages: Stages;
let workers: INestApplicationContext[];
let trade: Stage[];

beforeAll(async () => {
  ({ town, stages } = await buildTown({ measures: 24 }));
  workers = [await startWorker(), await startWorker()];
  // All waiting since Thursday, 16 December 2021; due on Thursday the 23rd.
  setTown('2021-12-16T10:00');
  trade = [await stages.proposed(), await stages.proposed()];
  setTown('2021-12-16T11:00');
  await stages.decided(await stages.proposed(), 'return');
});
afterEach(async () => {
  await town.database.rows('delete from mail');
  await town.database.rows('delete from digest');
  await town.database.rows('delete from outbox');
});
afterAll(async () => {
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
    DigestsJobsModule,
  ];
  return NestFactory.createApplicationContext({ module: DigestWorkerModule, imports }, { logger: false });
}

const beijing = (time: string) => new Date(`${time}${time.length === 16 ? ':00' : ''}+08:00`);

/** Sets the business time of the town, whose clock runs on. */
function setTown(time: string): void {
  const calendar = town.api.app.get(Calendar);
  calendar.shift(calendar.shiftMs + beijing(time).getTime() - calendar.now().getTime());
}

/** A tick of the job at a business time in Beijing. */
async function tick(time: string, worker = 0) {
  clock.time = beijing(time);
  return workers[worker]!.get(ReviewersDigest, { strict: false }).run();
}

const sentTo = async () =>
  (await town.database.rows<{ address: string }>('select address from mail order by address')).map(
    ({ address }) => address.split('@')[0],
  );
const tradeReviewers = ['both', 'reviewer.trade', 'reviewer2.trade'];
const digests = () =>
  town.database.rows<{ periodKey: string; from: Date; to: Date; isEmpty: boolean; content: Record<string, unknown> }>(
    `select period_key as "periodKey", window_from as "from", window_to as "to", is_empty as "isEmpty", content from digest
     where person_id = $1 order by window_to`,
    [town.people.get('reviewer.trade')],
  );

describe('the moment', () => {
  it('is 08:30 of a working day: none a minute before, one each at it, none again', async () => {
    await tick('2021-12-16T12:00');
    expect(await sentTo()).toEqual([]);
    expect(await tick('2021-12-17T08:29')).toEqual({ digests: 0, empty: 0 });
    expect(await sentTo()).toEqual([]);
    expect(await tick('2021-12-17T08:30')).toEqual({ digests: 3, empty: 4 });
    expect(await sentTo()).toEqual(tradeReviewers);
    expect(await tick('2021-12-17T08:31')).toEqual({ digests: 0, empty: 0 });
    expect(await tick('2021-12-17T23:59')).toEqual({ digests: 0, empty: 0 });
    expect(await sentTo()).toEqual(tradeReviewers);
  });

  it('does not come on a weekend', async () => {
    await tick('2021-12-17T09:00');
    expect(await tick('2021-12-18T08:30')).toEqual({ digests: 0, empty: 0 });
    expect(await tick('2021-12-19T12:00')).toEqual({ digests: 0, empty: 0 });
    expect(await tick('2021-12-20T08:30')).toMatchObject({ digests: 3 });
  });

  it('does not come on a holiday, but on a Saturday that is made up for it', async () => {
    await tick('2022-01-28T09:00');
    expect(await tick('2022-01-29T08:30')).toMatchObject({ digests: 3 });
    expect(await tick('2022-01-30T08:30')).toMatchObject({ digests: 3 });
    expect(await tick('2022-01-31T08:30')).toMatchObject({ digests: 0 });
    expect(await tick('2022-02-04T12:00')).toMatchObject({ digests: 0 });
    expect(await tick('2022-02-07T08:30')).toMatchObject({ digests: 3 });
  });

  it('is read in the time zone of the reviewer', async () => {
    const person = town.people.get('reviewer2.trade');
    await town.database.rows(`update person set time_zone = 'Asia/Urumqi' where id = $1`, [person]);
    await tick('2021-12-17T07:00');
    await town.database.rows('delete from mail');
    await tick('2021-12-17T09:00');
    expect(await sentTo()).toEqual(['both', 'reviewer.trade']);
    await tick('2021-12-17T10:30');
    expect(await sentTo()).toEqual(tradeReviewers);
    await town.database.rows(`update person set time_zone = 'Asia/Shanghai' where id = $1`, [person]);
  });

  it('goes by the week when the holiday calendar of a year is missing, and says so', async () => {
    await tick('2099-06-03T08:30');
    expect((await digests())[0]).toMatchObject({ periodKey: '2099-06-03', content: { calendarMissing: [2099] } });
    expect(await tick('2099-06-06T12:00')).toMatchObject({ digests: 3 });
    expect(await tick('2099-06-07T08:30')).toMatchObject({ digests: 0 });
  });
});

describe('the mail', () => {
  const render = async (language: 'zh' | 'en') => {
    const [mail] = await town.database.rows<{ kind: string; subjectId: string; personId: string }>(
      'select kind, subject_id as "subjectId", person_id as "personId" from mail limit 1',
    );
    const [recipient] = await workers[0]!.get(PeopleQueries, { strict: false }).recipients([mail!.personId]);
    const renderer = workers[0]!.get(MailRenderers, { strict: false }).of(mail!.kind);
    return renderer.render(mail!.subjectId, recipient!, language);
  };

  it('gives the counts, the window, and each submission with its link', async () => {
    await tick('2021-12-23T08:30');
    const zh = await render('zh');
    expect(zh).toMatchObject({
      subject: '待审核 2 件，今日到期 2 件，逾期 0 件',
      facts: [
        { label: '统计区间', value: '2021-12-22 08:30 – 2021-12-23 08:30' },
        { label: '区间内新到', value: '0 件' },
      ],
      paragraphs: [],
      lists: [{ title: '今日到期' }],
      link: { url: 'http://127.0.0.1:3000/review' },
      reason: expect.stringContaining('您是部门审核员'),
    });
    const { measure, id } = trade[0]!.item;
    expect(zh!.lists![0]!.rows).toContainEqual({
      text: `EAST地区，申报，第 ${measure} 项 举措${measure}（示意），期限 2021-12-23`,
      url: `http://127.0.0.1:3000/work-items/${id}`,
    });
    expect((await render('en'))!.subject).toBe('2 waiting for review, 2 due today, 0 overdue');
  });

  it('says that a holiday calendar is missing', async () => {
    await tick('2099-06-03T08:30');
    expect((await render('en'))!.paragraphs).toEqual([
      'The holiday calendar of 2099 is missing: terms that run into it have no end yet, and this mail goes out from Monday to Friday.',
    ]);
  });
});

describe('the content', () => {
  it('counts what waited when the window closed', async () => {
    await tick('2021-12-17T08:30');
    const [digest] = await digests();
    expect(digest!.content).toMatchObject({ queue: 2, due: 0, overdue: 0, arrived: 2, calendarMissing: [] });
    const items = digest!.content['items'] as { submissionId: string; dueOn: string }[];
    expect(items.map(({ submissionId }) => submissionId)).toEqual(trade.map(({ id }) => id));
    expect(items[0]).toMatchObject({ dueOn: '2021-12-23', urgency: 'waiting', region: 'EAST', kind: 'proposal' });
  });

  it.each([
    ['2021-12-22', { queue: 2, due: 0, overdue: 0 }],
    ['2021-12-23', { queue: 2, due: 2, overdue: 0 }],
    ['2021-12-24', { queue: 2, due: 0, overdue: 2 }],
  ])('on %s knows what is due and what is late', async (day, content) => {
    await tick(`${day}T08:30`);
    expect((await digests())[0]!.content).toMatchObject(content);
  });

  it('is the same when it is late, whatever was decided meanwhile', async () => {
    setTown('2021-12-24T09:00');
    const { item } = await stages.decided(trade.pop()!);
    setTown('2021-12-24T09:10');
    await stages.submitted('implementation-report', item);
    await tick('2021-12-24T10:00');
    expect((await digests())[0]!.content).toMatchObject({ queue: 2, overdue: 2 });
    await tick('2021-12-27T08:30');
    expect((await digests())[1]!.content).toMatchObject({ queue: 2, overdue: 1, arrived: 1 });
  });

  it('is none when nothing waits: kept, not sent, not made again', async () => {
    await tick('2021-12-16T08:30');
    expect(await sentTo()).toEqual([]);
    expect(await digests()).toMatchObject([{ isEmpty: true, content: { queue: 0 } }]);
    expect(await tick('2021-12-16T08:31')).toEqual({ digests: 0, empty: 0 });
  });
});

describe('the window', () => {
  it('begins where the last one closed, also after days without a worker: one digest, not one per day', async () => {
    await tick('2021-12-17T08:30');
    await tick('2021-12-22T11:00');
    expect(await digests()).toMatchObject([
      { periodKey: '2021-12-17', from: beijing('2021-12-16T08:30'), to: beijing('2021-12-17T08:30') },
      { periodKey: '2021-12-22', from: beijing('2021-12-17T08:30'), to: beijing('2021-12-22T08:30') },
    ]);
    expect(await sentTo()).toHaveLength(6);
  });

  it('is not opened again when the clock steps back', async () => {
    await tick('2021-12-22T11:00');
    expect(await tick('2021-12-21T11:00')).toEqual({ digests: 0, empty: 0 });
  });

  it('closes once when several workers look at the same time', async () => {
    const summaries = await Promise.all([0, 1, 0, 1].map((worker) => tick('2021-12-22T08:30', worker)));
    expect(summaries.reduce((sum, { digests: made }) => sum + Number(made), 0)).toBe(3);
    expect(await sentTo()).toEqual(tradeReviewers);
    const rows = await town.database.rows(`select from outbox where job = 'send-mail'`);
    expect(rows).toHaveLength(3);
  });
});
