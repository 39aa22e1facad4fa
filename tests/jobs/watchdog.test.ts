import { jobName, TransactionalConsumer } from '#libs/queues';
import { JobBench, until } from './job-worker.js';
import { NoteDown, notes } from './note-handlers.js';

let bench: JobBench;

beforeEach(async () => {
  bench = await JobBench.open();
});

afterEach(() => bench.close());

const hourAhead = `(extract(epoch from now()) * 1000)::bigint + 3600000`;

it('repairs a check for stalled jobs that seems to lie in the future', async () => {
  const worker = await bench.worker({ handlers: [new NoteDown()] });
  await until(async () => (await bench.count(`bullmq.meta where field = 'stalled-check'`)) > 0);
  await bench.pool.query(`update bullmq.meta set value = (${hourAhead})::text where field = 'stalled-check'`);
  await worker.lookAfter();
  expect(
    await bench.count(`bullmq.meta where field = 'stalled-check' and value::bigint > ${hourAhead} - 3599000`),
  ).toBe(0);
  expect(bench.log.filter(({ level }) => level === 50).map(({ msg }) => msg)).toEqual([
    'the check for stalled jobs lay in the future; repaired',
  ]);
});

it('takes back a job whose lock has expired long ago, and one whose lock reaches too far', async () => {
  const worker = await bench.worker({ handlers: [new NoteDown()] });
  const stuck = (id: string, until: string) =>
    bench.pool.query(
      `insert into bullmq.job (queue, id, seq, name, state, added_at_ms, locked_until_ms, lock_token)
       values ('transactional', $1, nextval('bullmq.job_seq'), 'note-down', 'active', 1, ${until}, 'of a dead worker')`,
      [id],
    );
  await stuck('expired', '1');
  await stuck('endless', hourAhead);
  await worker.lookAfter();
  await until(async () => (await bench.count('bullmq.job')) === 0);
  expect(bench.log.filter(({ level }) => level === 50).map(({ msg }) => msg)).toEqual([
    'locks reached too far into the future; repaired',
    'jobs with long expired locks were taken back',
  ]);
});

it('loses no row to a trigger that hangs with its worker', async () => {
  const handler = new NoteDown();
  await bench.worker({ handlers: [handler] });
  await bench.pool.query(
    `insert into bullmq.job (queue, id, seq, name, state, added_at_ms, locked_until_ms, lock_token, dedup_id)
     values ('transactional', 'hangs', nextval('bullmq.job_seq'), 'note-down', 'active', 1, ${hourAhead}, 'dead', 'note-down')`,
  );
  await bench.pool.query(
    `insert into bullmq.dedup (queue, dedup_id, job_id) values ('transactional', 'note-down', 'hangs')`,
  );
  await bench.add(handler.job, notes(3));
  await bench.emptied();
  expect(await bench.count('effect')).toBe(3);
});

it('raises an alarm once for rows that nobody handles, and says when that is over', async () => {
  class Other extends TransactionalConsumer {
    readonly job = jobName('other');
    readonly text = { zh: '其他', en: 'Something else' };
    override readonly fedBy = 'outbox';
    handle = async () => ({});
  }
  const worker = await bench.worker({ handlers: [new Other()] });
  await bench.pool.query(`insert into outbox (job, available_at) values ('gone', now() - interval '2 minutes')`);
  await worker.lookAfter();
  await worker.lookAfter();
  await bench.pool.query('delete from outbox');
  await worker.lookAfter();
  expect(bench.log.filter(({ msg }) => msg.startsWith('rows of gone')).map(({ msg }) => msg)).toEqual([
    'rows of gone: failing, keeps trying',
    'rows of gone: working again',
  ]);
});
