import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { JobBench, until } from './job-worker.js';
import { NoteDown, notes } from './note-handlers.js';

let bench: JobBench;

beforeEach(async () => {
  bench = await JobBench.open();
});

afterEach(() => bench.close());

const effects = () => bench.count('effect');
const distinctEffects = () => bench.count('(select distinct row_id from effect) as once');

const wholeStorage =
  'truncate bullmq.job, bullmq.dedup, bullmq.dedup_next, bullmq.meta, bullmq.event, bullmq.scheduler cascade';

/** Again when it comes into a deadlock with a worker in the middle of its own statement. */
async function wipe(sql: string): Promise<void> {
  await bench.pool.query(sql).catch((error: { code?: string }) => {
    if (error.code !== '40P01') throw error;
    return wipe(sql);
  });
}

/** Triggers a consumer as often as it pleases, past all deduplication. */
async function triggerBesides(job: string, times: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: bench.url, options: '-c search_path=bullmq' });
  const { Queue } = withBackend(createPostgresBackend);
  const queue = new Queue('transactional', { connection: pool });
  await queue.addBulk(Array.from({ length: times }, () => ({ name: job, data: { trigger: 'rows' } })));
  await queue.close();
  await pool.end();
}

it('has one effect per row when three workers are triggered three times at once', async () => {
  const handler = () => new NoteDown(() => pause(10));
  for (let count = 0; count < 3; count += 1) await bench.worker({ handlers: [handler()] });
  await bench.add(handler().job, notes(1_000));
  await Promise.all([triggerBesides('note-down', 3), triggerBesides('note-down', 3), triggerBesides('note-down', 3)]);
  await bench.emptied();
  expect(await effects()).toBe(1_000);
  expect(await distinctEffects()).toBe(1_000);
});

it('hands over at most a batch at a time, oldest first', async () => {
  const batches: number[][] = [];
  await bench.add(new NoteDown().job, notes(450));
  await bench.worker({ handlers: [new NoteDown((_, rows) => batches.push(rows.map(({ id }) => Number(id))))] });
  await bench.emptied();
  expect(batches.map((ids) => ids.length)).toEqual([200, 200, 50]);
  expect(batches.flat()).toEqual(batches.flat().toSorted((one, other) => one - other));
});

it('puts a failing row off and handles the others of its batch', async () => {
  const bad = new NoteDown((_, rows) => {
    if (rows.some(({ data }) => data.note === 'note 3')) throw new Error('cannot read note 3\0');
  });
  await bench.add(bad.job, notes(8));
  await bench.worker({ handlers: [bad] });
  await until(async () => (await effects()) === 7);
  const [row] = await bench.rows<{ attempts: number; error: string; later: boolean }>(
    'select attempts, last_error as error, available_at > created_at as later from outbox',
  );
  expect(row).toEqual({ attempts: expect.any(Number), error: 'cannot read note 3', later: true });
  expect(row?.attempts).toBeGreaterThan(0);
});

it('keeps a row that failed its last time as a dead letter, says so, and takes it up again when asked', async () => {
  let fails = true;
  let tries = 0;
  const handler = new NoteDown((_, rows) => {
    tries += 1;
    expect(rows[0]?.attempt).toBe(tries);
    if (fails) throw new Error('no use');
  });
  const worker = await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, notes(1));
  await until(async () => (await bench.count('outbox where dead_at is not null')) === 1);
  expect(tries).toBe(3);
  expect(bench.log.filter(({ level }) => level === 50)).toMatchObject([
    { job: 'note-down', msg: expect.stringContaining('dead letter') },
  ]);
  expect(await worker.consumers.list()).toMatchObject([
    { job: 'note-down', waiting: 0, dead: 1, lastRun: { outcome: 'failed', error: 'no use' } },
  ]);

  const [letter] = await worker.consumers.deadLetters();
  expect(letter).toMatchObject({ job: 'note-down', attempts: 3, lastError: 'no use' });
  fails = false;
  tries = 0;
  await worker.unitOfWork.run((tx) => worker.consumers.revive(tx, [letter?.id ?? '']));
  await bench.emptied();
  expect(await effects()).toBe(1);
});

it('repeats cleanly after the connection broke between effect and commit', async () => {
  let broken = false;
  const handler = new NoteDown(async (tx, rows) => {
    if (broken) return;
    broken = true;
    await tx.change('insert into effect (row_id, note) values ($1, $2)', [rows[0]?.id, 'must not stay']);
    await tx.rows('select pg_terminate_backend(pg_backend_pid())');
  });
  await bench.add(handler.job, notes(5));
  await bench.worker({ handlers: [handler] });
  await bench.emptied();
  expect(broken).toBe(true);
  expect(await effects()).toBe(5);
  expect(await bench.count(`effect where note = 'must not stay'`)).toBe(0);
});

it('repeats cleanly after a failure at the commit itself', async () => {
  await bench.pool.query('create table strict (id int primary key deferrable initially deferred)');
  await bench.pool.query('insert into strict values (1)');
  let tries = 0;
  const handler = new NoteDown(async (tx) => {
    tries += 1;
    if (tries === 1) await tx.change('insert into strict values (1)');
  });
  await bench.add(handler.job, notes(2));
  await bench.worker({ handlers: [handler] });
  await bench.emptied();
  expect(await effects()).toBe(2);
});

it('loses nothing when the storage of the queues is wiped', async () => {
  const handler = new NoteDown(() => pause(30));
  await bench.worker({ handlers: [handler] });
  for (let round = 0; round < 5; round += 1) {
    await bench.add(handler.job, notes(20));
    await pause(100);
    await wipe(round % 2 === 0 ? 'delete from bullmq.job' : wholeStorage);
  }
  await bench.emptied();
  expect(await effects()).toBe(100);
  expect(await distinctEffects()).toBe(100);
});

const cutAll = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

it('goes on after all connections were cut', async () => {
  const handler = new NoteDown();
  await bench.worker({ handlers: [handler] });
  for (let round = 0; round < 3; round += 1) {
    await bench.add(handler.job, notes(10));
    await bench.emptied();
    await bench.pool.query(cutAll);
  }
  await bench.add(handler.job, notes(10));
  await bench.emptied();
  expect(await effects()).toBe(40);
  expect(await distinctEffects()).toBe(40);
});

it('outlives a database that is away for a while, and reports that once', async () => {
  const handler = new NoteDown();
  await bench.worker({ handlers: [handler] });
  const { rows } = await bench.pool.query<{ name: string }>('select current_database() as name');
  await bench.pool.query(`alter database ${rows[0]?.name} connection limit 0`);
  await bench.pool.query(cutAll);
  await bench.add(handler.job, notes(10));
  await pause(1_500);
  expect(await effects()).toBe(0);
  await bench.pool.query(`alter database ${rows[0]?.name} connection limit -1`);
  await bench.emptied();
  expect(await effects()).toBe(10);
  await until(() => bench.log.some(({ msg }) => msg === 'relay: working again'));
  expect(bench.log.filter(({ msg }) => msg.startsWith('relay')).map(({ msg }) => msg)).toEqual([
    'relay: failing, keeps trying',
    'relay: working again',
  ]);
});

it('writes down what it has done', async () => {
  const handler = new NoteDown();
  const worker = await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, notes(3));
  await until(async () => (await worker.consumers.list())[0]?.lastRun !== null);
  expect(await worker.consumers.list()).toMatchObject([
    {
      job: 'note-down',
      kind: 'transactional',
      waiting: 0,
      dead: 0,
      lastRun: { trigger: 'rows', outcome: 'done', summary: { notes: 3, handled: 3 } },
    },
  ]);
});

it('adds rows only with the transaction that causes them, and not before their time', async () => {
  const handler = new NoteDown();
  const worker = await bench.worker({ handlers: [handler] });
  const undone = worker.unitOfWork.run(async (tx) => {
    await worker.outbox.add(tx, handler.job, notes(1));
    throw new Error('refused');
  });
  await expect(undone).rejects.toThrow('refused');
  await worker.unitOfWork.run((tx) => worker.outbox.add(tx, handler.job, [{ note: 'now' }]));
  const later = new Date(Date.now() + 800);
  await worker.unitOfWork.run((tx) => worker.outbox.add(tx, handler.job, [{ note: 'later' }], { notBefore: later }));
  await until(async () => (await effects()) === 1);
  expect(Date.now()).toBeLessThan(later.getTime());
  await bench.emptied();
  expect(Date.now()).toBeGreaterThanOrEqual(later.getTime());
  expect(await bench.rows('select note from effect order by row_id')).toEqual([{ note: 'now' }, { note: 'later' }]);
});
