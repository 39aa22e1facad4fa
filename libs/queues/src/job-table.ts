import type { UnitOfWork } from '#libs/database';
import type { Handlers } from './handlers.js';
import type { ExternalConsumer, TransactionalConsumer } from './job-handler.js';

/** Any constant: workers that start together write the table of jobs one after the other. */
export const jobTableLock = 7_220_802;

const describe = `
  insert into job (name, kind, text_zh, text_en) values ($1, $2, $3, $4)
  on conflict (name) do update
  set kind = excluded.kind, text_zh = excluded.text_zh, text_en = excluded.text_en, cadence = null`;

/** Writes the consumers of this worker into the table of jobs, for the page that lists them. */
export async function describeConsumers(unitOfWork: UnitOfWork, handlers: Handlers): Promise<void> {
  const transactional = handlers.transactional();
  const external = handlers.external();
  await unitOfWork.run(async (tx) => {
    const write = (kind: string, { job, text }: TransactionalConsumer | ExternalConsumer) =>
      tx.change(describe, [job, kind, text.zh, text.en]);
    await tx.rows('select pg_advisory_xact_lock($1)', [jobTableLock]);
    for (const consumer of transactional) await write('transactional', consumer);
    for (const consumer of external) await write('external', consumer);
    const names = [...transactional, ...external].map(({ job }) => job);
    await tx.change(`delete from job where kind <> 'scheduled' and not name = any($1)`, [names]);
  });
}
