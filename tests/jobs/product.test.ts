import { ConfigurationError, createLogger, loadConfiguration } from '#libs/platform';
import { Schedules } from '#libs/queues';
import { cloneDatabase } from '#libs/testing';
import { schedules } from '../../apps/worker/src/schedules.js';
import { createWorker } from '../../apps/worker/src/worker.js';

it('starts: every subscription and every schedule of the product has its handler', async () => {
  const { url, drop } = await cloneDatabase();
  const logger = createLogger('silent');
  const worker = await createWorker({ configuration: loadConfiguration({ DATABASE_URL: url }), logger });
  const listed = await worker.get(Schedules).list();
  expect(listed.map(({ job }) => job)).toEqual(schedules.map(({ job }) => job).toSorted());
  expect(listed.every(({ nextAt }) => nextAt !== null)).toBe(true);
  await worker.close();
  await drop();
});

it('refuses to start without a database', async () => {
  const started = createWorker({ configuration: loadConfiguration({}), logger: createLogger('silent') });
  await expect(started).rejects.toBeInstanceOf(ConfigurationError);
});
