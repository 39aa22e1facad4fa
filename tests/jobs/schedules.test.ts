import { setTimeout as pause } from 'node:timers/promises';
import type { Occasion, RecurringJob } from '#libs/queues';
import { JobBench, until } from './job-worker.js';
import { Chore } from './note-handlers.js';

let bench: JobBench;

beforeEach(async () => {
  bench = await JobBench.open();
});

afterEach(() => bench.close());

const minute = 60_000;
const text = { zh: '杂务', en: 'A chore' };
const everySecond: RecurringJob = { job: 'chore', text, when: { every: 1_000 } };
const daily: RecurringJob = { job: 'chore', text, when: { cron: '30 8 * * *', timeZone: 'Asia/Shanghai' } };

interface RunRow {
  trigger: string;
  outcome: string;
  error: string | null;
}
const runs = () => bench.rows<RunRow>('select trigger, outcome, error from job_run order by id');

it('runs a job at its times in one of the workers, and lists what it did', async () => {
  const occasions: Occasion[] = [];
  const chore = new Chore((occasion) => occasions.push(occasion));
  const worker = await bench.worker({ handlers: [chore], page: [everySecond] });
  await bench.worker({ handlers: [chore], page: [everySecond] });
  await until(() => occasions.length >= 3);
  const dues = occasions.map(({ dueAt }) => dueAt.getTime());
  expect(new Set(dues).size).toBe(dues.length);
  await until(async () => (await worker.schedules.list())[0]?.lastRun?.outcome === 'done');
  expect(await worker.schedules.list()).toEqual([
    {
      job: 'chore',
      text,
      cadence: { every: 1_000 },
      nextAt: expect.any(Date),
      lastRun: {
        trigger: 'schedule',
        outcome: 'done',
        summary: { done: 1 },
        error: null,
        startedAt: expect.any(Date),
        finishedAt: expect.any(Date),
      },
    },
  ]);
});

it('reads a cron pattern on the wall clock of business time', async () => {
  const shiftMs = -1_000 * minute;
  const worker = await bench.worker({ handlers: [new Chore()], page: [daily], shiftMs });
  const [schedule] = await worker.schedules.list();
  const business = new Date((schedule?.nextAt?.getTime() ?? 0) + shiftMs);
  expect(business.toISOString()).toMatch(/T00:30:00\.000Z$/);
  expect((schedule?.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(0);
  expect((schedule?.nextAt?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(24 * 60 * minute);
});

it('runs at once when asked, once however often it was asked, and says when it failed', async () => {
  let fails = false;
  let count = 0;
  const chore = new Chore(() => {
    count += 1;
    if (fails) throw new Error('no use');
  });
  const worker = await bench.worker({ handlers: [chore], page: [daily] });
  await worker.unitOfWork.run(async (tx) => {
    for (let times = 0; times < 3; times += 1) await worker.schedules.runNow(tx, 'chore');
  });
  await bench.emptied();
  expect(count).toBe(1);
  fails = true;
  await worker.unitOfWork.run((tx) => worker.schedules.runNow(tx, 'chore'));
  await bench.emptied();
  expect(await runs()).toEqual([
    { trigger: 'manual', outcome: 'done', error: null },
    { trigger: 'manual', outcome: 'failed', error: 'no use' },
  ]);
  await expect(worker.unitOfWork.run((tx) => worker.schedules.runNow(tx, 'nothing'))).rejects.toMatchObject({
    status: 404,
  });
});

it('never lets two runs of one job overlap', async () => {
  let running = 0;
  let most = 0;
  const chore = new Chore(async () => {
    running += 1;
    most = Math.max(most, running);
    await pause(300);
    running -= 1;
  });
  const workers = [
    await bench.worker({ handlers: [chore], page: [everySecond] }),
    await bench.worker({ handlers: [chore], page: [everySecond] }),
  ];
  for (let round = 0; round < 4; round += 1) {
    await workers[0]?.unitOfWork.run((tx) => workers[0]!.schedules.runNow(tx, 'chore'));
    await pause(400);
  }
  await bench.emptied();
  expect(most).toBe(1);
  expect((await runs()).some(({ trigger }) => trigger === 'manual')).toBe(true);
});

it('leaves the plan alone at a new start, follows a changed page, forgets what is no longer on it', async () => {
  const schedulers = () =>
    bench.rows<{ id: string; pattern: string; next: string }>(
      'select scheduler_id as id, pattern, next_run_ms as next from bullmq.scheduler order by 1',
    );
  await (await bench.worker({ handlers: [new Chore()], page: [daily] })).stop();
  const before = await schedulers();
  await (await bench.worker({ handlers: [new Chore()], page: [daily] })).stop();
  expect(await schedulers()).toEqual(before);

  const weekly: RecurringJob = { ...daily, when: { cron: '0 9 * * 1', timeZone: 'Asia/Shanghai' } };
  await (await bench.worker({ handlers: [new Chore()], page: [weekly] })).stop();
  expect(await schedulers()).toMatchObject([{ id: 'chore', pattern: '0 9 * * 1' }]);
  expect(await bench.count(`bullmq.job where state = 'delayed'`)).toBe(1);

  const empty = await bench.worker({ handlers: [], page: [] });
  expect(await schedulers()).toEqual([]);
  expect(await empty.schedules.list()).toEqual([]);
});

it('makes up once for all moments that were missed while no worker ran', async () => {
  const occasions: Occasion[] = [];
  const chore = () => new Chore((occasion) => occasions.push(occasion));
  await (await bench.worker({ handlers: [chore()], page: [daily] })).stop();
  // As if the worker had stopped three days ago.
  await bench.pool.query(`update job set next_at = next_at - interval '4 days'`);
  await bench.pool.query(`update bullmq.scheduler set next_run_ms = next_run_ms - 4 * 86400000`);
  await bench.pool.query(
    `update bullmq.job set process_at_ms = process_at_ms - 4 * 86400000,
       id = 'repeat:chore:' || (process_at_ms - 4 * 86400000)`,
  );
  const worker = await bench.worker({ handlers: [chore()], page: [daily] });
  await until(() => occasions.length > 0);
  await pause(500);
  expect(occasions).toHaveLength(1);
  expect(occasions[0]?.trigger).toBe('late');
  const [schedule] = await worker.schedules.list();
  expect(occasions[0]?.dueAt.getTime()).toBe((schedule?.nextAt?.getTime() ?? 0) - 24 * 60 * minute);

  await worker.lookAfter();
  await pause(300);
  expect(occasions).toHaveLength(1);
});

it('plans again what was wiped from the storage of the queues', async () => {
  const worker = await bench.worker({ handlers: [new Chore()], page: [daily] });
  for (const wipe of ['delete from bullmq.job', 'truncate bullmq.job, bullmq.scheduler cascade']) {
    await bench.pool.query(wipe);
    await worker.lookAfter();
    expect(await bench.count(`bullmq.job where state = 'delayed'`)).toBe(1);
    expect(await bench.count('bullmq.scheduler')).toBe(1);
  }
});

it('says of a run whose worker died that it failed, and runs again', async () => {
  const chore = new Chore();
  await (await bench.worker({ handlers: [chore], page: [daily] })).stop();
  await bench.pool.query(
    `insert into job_run (job, trigger, due_at, outcome) values ('chore', 'schedule', now(), 'running')`,
  );
  await bench.pool.query(
    `update job set lease_run = (select id from job_run), leased_until = now() + interval '1 second'`,
  );
  const worker = await bench.worker({ handlers: [chore], page: [daily] });
  await worker.unitOfWork.run((tx) => worker.schedules.runNow(tx, 'chore'));
  await bench.emptied();
  expect(await runs()).toEqual([
    { trigger: 'schedule', outcome: 'failed', error: 'the worker stopped during this run' },
    { trigger: 'manual', outcome: 'done', error: null },
  ]);
});
