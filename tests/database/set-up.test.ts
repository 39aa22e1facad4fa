import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, createLogger, loadConfiguration } from '#libs/platform';
import { cloneDatabase, createTestApi } from '#libs/testing';
import { setUp } from '../../apps/setup/src/set-up.js';

const logger = createLogger('silent');
const silent = () => undefined;

test('a real server gets the programme and a coordinator who can sign in; a second time nothing changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'set-up-'));
  const database = await cloneDatabase();
  const configuration = loadConfiguration({ DATABASE_URL: database.url, DATA_DIR: folder });
  const passwordFile = await setUp(configuration, logger, silent);
  const password = (await readFile(passwordFile, 'utf8')).trim();
  await setUp(configuration, logger, silent);

  const api = await createTestApi({ databaseUrl: database.url });
  const coordinator = await api.as('coordinator@localhost', password);
  const { body } = await coordinator.get<{ total: number }>('/programmes/services-trade-2020/work-items?limit=1');
  expect(body.total).toBe(122 * 28);
  await api.close();
  await database.drop();
  await rm(folder, { recursive: true });
}, 60_000);

test('it says that it needs a server', async () => {
  await expect(setUp(loadConfiguration({}), logger, silent)).rejects.toBeInstanceOf(ConfigurationError);
});
