import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { RecurringJob } from '#libs/queues';
import { describeWithRedis } from '#libs/testing';
import { JobBench, until } from './job-worker.js';
import { Chore, NoteDown, NoteOutside, notes } from './note-handlers.js';

const page: RecurringJob[] = [
  { job: 'chore', text: { zh: '杂务', en: 'A chore' }, when: { cron: '30 8 * * *', timeZone: 'Asia/Shanghai' } },
];

describeWithRedis('with the queues in Redis', (redisUrl) => {
  let bench: JobBench;
  let redis: Redis;

  beforeEach(async () => {
    bench = await JobBench.open(redisUrl());
    redis = new Redis(redisUrl());
  });

  afterEach(async () => {
    await bench.close();
    await wipe();
    redis.disconnect();
  });

  const effects = () => bench.count('effect');
  const distinctEffects = () => bench.count('(select distinct row_id from effect) as once');

  /** Only this test's keys, since the server may serve others. */
  async function wipe(): Promise<number> {
    const prefix = `{measures-${new URL(bench.url).pathname.slice(1)}}`;
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(...keys);
    return keys.length;
  }

  it('leaves nothing of BullMQ in PostgreSQL', async () => {
    await bench.worker({ handlers: [new Chore()], page });
    expect(await bench.count('bullmq.scheduler')).toBe(0);
    expect(
      await bench.count(
        `pg_stat_activity where application_name = 'measure-tracker-queues' and datname = current_database()`,
      ),
    ).toBe(0);
  });

  it('has one effect per row with three workers at once', async () => {
    const handler = () => new NoteDown(() => pause(10));
    for (let count = 0; count < 3; count += 1) await bench.worker({ handlers: [handler()] });
    await bench.add(handler().job, notes(1_000));
    await bench.emptied();
    expect(await effects()).toBe(1_000);
    expect(await distinctEffects()).toBe(1_000);
  });

  it('repeats cleanly after the connection broke between effect and commit', async () => {
    let broken = false;
    const handler = new NoteDown(async (tx) => {
      if (broken) return;
      broken = true;
      await tx.rows('select pg_terminate_backend(pg_backend_pid())');
    });
    await bench.add(handler.job, notes(5));
    await bench.worker({ handlers: [handler] });
    await bench.emptied();
    expect(broken).toBe(true);
    expect(await effects()).toBe(5);
  });

  it('loses nothing when Redis is wiped, and plans the schedules again', async () => {
    const handler = new NoteDown(() => pause(30));
    const worker = await bench.worker({ handlers: [handler, new Chore()], page });
    let wiped = 0;
    for (let round = 0; round < 4; round += 1) {
      await bench.add(handler.job, notes(20));
      await pause(100);
      wiped += await wipe();
    }
    expect(wiped).toBeGreaterThan(0);
    await bench.emptied();
    expect(await effects()).toBe(80);
    expect(await distinctEffects()).toBe(80);
    await worker.lookAfter();
    await worker.unitOfWork.run((tx) => worker.schedules.runNow(tx, 'chore'));
    await bench.emptied();
    expect(await worker.schedules.list()).toMatchObject([
      { job: 'chore', nextAt: expect.any(Date), lastRun: { trigger: 'manual', outcome: 'done' } },
    ]);
  });

  it('does not record what outlived its lease and was taken over', async () => {
    const held: { release?: () => void } = {};
    const slow = new NoteOutside(async ({ attempt }) => {
      if (attempt === 1) await new Promise<void>((resolve) => (held.release = resolve));
    });
    await bench.worker({ handlers: [slow] });
    await bench.add(slow.job, notes(1));
    await until(async () => (await effects()) === 1);
    held.release?.();
    await until(() => bench.log.some(({ msg }) => msg.includes('outlived its lease')));
    expect(await bench.rows('select note from effect')).toEqual([{ note: 'note 0 2' }]);
  });
});
