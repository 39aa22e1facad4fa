import { setTimeout as pause } from 'node:timers/promises';
import { JobBench, until } from './job-worker.js';
import { NoteOutside, notes } from './note-handlers.js';

let bench: JobBench;

beforeEach(async () => {
  bench = await JobBench.open();
});

afterEach(() => bench.close());

const effects = () => bench.rows<{ note: string }>('select note from effect order by row_id, note');

it('acts once per row and records it with the removal of the row', async () => {
  const acted: string[] = [];
  const handler = new NoteOutside(({ id }) => acted.push(id));
  for (let count = 0; count < 2; count += 1) await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, notes(40));
  await bench.emptied();
  expect(new Set(acted).size).toBe(40);
  expect(acted).toHaveLength(40);
  expect(await bench.count('effect')).toBe(40);
});

it('does not record what outlived its lease and was taken over', async () => {
  const held: { release?: () => void } = {};
  let aborted = false;
  const slow = new NoteOutside(async ({ attempt }, lease) => {
    if (attempt > 1) return;
    lease.addEventListener('abort', () => (aborted = true));
    await new Promise<void>((resolve) => (held.release = resolve));
  });
  await bench.worker({ handlers: [slow] });
  await bench.worker({ handlers: [slow] });
  await bench.add(slow.job, notes(1));
  await until(async () => (await bench.count('effect')) === 1);
  expect(await effects()).toEqual([{ note: 'note 0 2' }]);
  expect(aborted).toBe(true);

  held.release?.();
  await until(() => bench.log.some(({ msg }) => msg.includes('outlived its lease')));
  expect(await effects()).toEqual([{ note: 'note 0 2' }]);
});

it('does not hear the failure of a worker that is too late', async () => {
  const held: { fail?: (error: Error) => void } = {};
  const slow = new NoteOutside(async ({ attempt }) => {
    if (attempt === 1) await new Promise<void>((_, reject) => (held.fail = reject));
  });
  await bench.worker({ handlers: [slow] });
  await bench.add(slow.job, notes(1));
  await until(async () => (await bench.count('effect')) === 1);
  held.fail?.(new Error('too late'));
  await until(() => bench.log.some(({ msg }) => msg.includes('outlived its lease')));
  expect(await effects()).toEqual([{ note: 'note 0 2' }]);
  expect(await bench.count('outbox')).toBe(0);
});

it('delivers other rows while one hangs', async () => {
  const held: { release?: () => void } = {};
  class Patient extends NoteOutside {
    override readonly leaseSeconds = 30;
  }
  const handler = new Patient(async ({ data }) => {
    if (data.note === 'hangs') await new Promise<void>((resolve) => (held.release = resolve));
  });
  await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, [{ note: 'hangs' }]);
  await until(() => held.release !== undefined);
  await bench.add(handler.job, notes(5));
  await until(async () => (await bench.count('effect')) === 5);
  held.release?.();
  await bench.emptied();
});

it('puts a failed delivery off and keeps it as a dead letter after the last attempt', async () => {
  const attempts: number[] = [];
  const handler = new NoteOutside(({ attempt, data }) => {
    if (data.note !== 'note 0') return;
    attempts.push(attempt);
    throw new Error('refused by the server');
  });
  await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, notes(3));
  await until(async () => (await bench.count('outbox where dead_at is not null')) === 1);
  expect(attempts).toEqual([1, 2, 3]);
  expect(await bench.count('effect')).toBe(2);
  expect(await bench.rows('select attempts, last_error as error from outbox')).toEqual([
    { attempts: 3, error: 'refused by the server' },
  ]);
});

it('buries a row whose worker died in each attempt', async () => {
  const handler = new NoteOutside();
  await bench.pool.query(`insert into outbox (job, data, attempts) values ($1, '{"note": "deadly"}', 3)`, [
    handler.job,
  ]);
  await bench.worker({ handlers: [handler] });
  await until(async () => (await bench.count('outbox where dead_at is not null')) === 1);
  expect(await bench.count('effect')).toBe(0);
});

it('finishes what is in hand before it stops', async () => {
  let acting = false;
  const handler = new NoteOutside(async () => {
    acting = true;
    await pause(300);
  });
  const worker = await bench.worker({ handlers: [handler] });
  await bench.add(handler.job, notes(10));
  await until(() => acting);
  await worker.stop();
  const done = await bench.count('effect');
  expect(done).toBeGreaterThan(0);
  expect(done + (await bench.count('outbox where attempts = 0'))).toBe(10);
});
