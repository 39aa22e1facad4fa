import { type RecurringJob, StartRefused } from '#libs/queues';
import { Clock } from '#libs/platform';
import { JobBench, type WorkerParts } from './job-worker.js';
import { Chore, NoteDown, NoteOutside } from './note-handlers.js';

let bench: JobBench;

beforeAll(async () => {
  bench = await JobBench.open();
});

afterAll(() => bench.close());
afterEach(() => bench.pool.query('delete from event_subscription'));

const chore: RecurringJob = { job: 'chore', text: { zh: '杂务', en: 'A chore' }, when: { every: 60_000 } };

async function faults(parts: WorkerParts): Promise<string[]> {
  const error: unknown = await bench.worker(parts).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartRefused);
  return (error as StartRefused).faults;
}

class ListensToEvents extends NoteDown {
  override readonly fedBy = 'events';
}

class SkewedClock extends Clock {
  constructor(private readonly ms: number) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.ms);
  }
}

describe('refuses to start', () => {
  it('for a subscription without a handler, and for a consumer without its subscription', async () => {
    await bench.pool.query(
      `insert into event_subscription (job, kind) values ('nobody', 'approved'), ('nobody', 'returned')`,
    );
    expect(await faults({ handlers: [new ListensToEvents()] })).toEqual([
      'event_subscription names nobody, which has no handler',
      'job note-down waits for events but event_subscription does not name it',
    ]);
  });

  it('for a subscription of a scheduled job', async () => {
    await bench.pool.query(`insert into event_subscription (job, kind) values ('chore', '*')`);
    expect(await faults({ handlers: [new Chore()], page: [chore] })).toEqual([
      'event_subscription names chore, which has no handler',
    ]);
  });

  it('for two handlers of one job', async () => {
    expect(await faults({ handlers: [new NoteDown(), new NoteDown()] })).toEqual([
      'job note-down has more than one handler',
    ]);
  });

  it('for a schedule without a handler, a handler without a schedule, and a schedule twice', async () => {
    expect(await faults({ handlers: [], page: [chore, chore] })).toEqual([
      'chore is more than once on the page of schedules',
      'chore is on the page of schedules but has no handler',
    ]);
    expect(await faults({ handlers: [new Chore()] })).toEqual([
      'job chore is to be scheduled but is not on the page of schedules',
    ]);
  });

  it('for a cadence that makes no sense', async () => {
    const when = { cron: '61 8 * * *', timeZone: 'Asia/Shanghai' };
    expect(await faults({ handlers: [new Chore()], page: [{ ...chore, when }] })).toEqual([
      'chore has no valid cron pattern and time zone: "61 8 * * *", "Asia/Shanghai"',
    ]);
    expect(await faults({ handlers: [new Chore()], page: [{ ...chore, when: { every: 10 } }] })).toEqual([
      'chore must recur every 1000 ms or more',
    ]);
  });

  it.each([3_600_000, -3_600_000, 2_600])('for a clock that is %d ms off', async (ms) => {
    expect(await faults({ handlers: [], clock: new SkewedClock(ms) })).toEqual([
      expect.stringContaining('ms off the database'),
    ]);
  });
});

it('starts when all fits together', async () => {
  await bench.pool.query(`insert into event_subscription (job, kind) values ('note-down', '*')`);
  const handlers = [new ListensToEvents(), new NoteOutside(), new Chore()];
  const worker = await bench.worker({ handlers, page: [chore], clock: new SkewedClock(1_000) });
  expect((await worker.consumers.list()).map(({ job, kind }) => `${job} ${kind}`)).toEqual([
    'note-down transactional',
    'note-outside external',
  ]);
  await worker.stop();
});

it('uses no more connections than it says', async () => {
  const handlers = [new NoteDown(), new NoteOutside(), new Chore()];
  const worker = await bench.worker({ handlers, page: [chore] });
  const names = await bench.rows<{ name: string; count: number }>(
    `select application_name as name, count(*)::int as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() group by 1`,
  );
  const connections = (name: string) => names.find((row) => row.name === name)?.count ?? 0;
  expect(['transactional', 'external', 'scheduled'].map(connections)).toEqual([1, 1, 1]);
  expect(connections('measure-tracker-queues')).toBeLessThanOrEqual(5);
  expect(connections('test-worker')).toBeLessThanOrEqual(6);
  await worker.stop();
});
