import { createDataSource } from '#libs/database';
import { cloneDatabase, type TestDatabase } from '#libs/testing';
import { migrateDatabase } from '../../apps/migrate/src/migrate.js';

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await cloneDatabase();
});

afterAll(() => testDatabase.drop());

async function names(sql: string): Promise<string[]> {
  const dataSource = await createDataSource({ url: testDatabase.url, pool: 1, applicationName: 'test' }).initialize();
  try {
    return (await dataSource.query<{ name: string }[]>(sql)).map((row) => row.name);
  } finally {
    await dataSource.destroy();
  }
}

test('a clone of the template is fully migrated', async () => {
  expect(await migrateDatabase(testDatabase.url)).toEqual({ ran: [], queueSchema: expect.any(Number) });
});

test('processes that migrate together run each migration once', async () => {
  await names('drop schema bullmq cascade');
  await names('drop schema public cascade');
  await names('create schema public');
  const results = await Promise.all([1, 2, 3].map(() => migrateDatabase(testDatabase.url)));
  const ran = results.flatMap((result) => result.ran);
  expect(new Set(ran).size).toBe(ran.length);
  expect(await names('select name from migrations order by id')).toEqual(ran);
  expect(ran.length).toBeGreaterThan(0);
});

test('without queues in PostgreSQL their schema is not made', async () => {
  await names('drop schema bullmq cascade');
  expect(await migrateDatabase(testDatabase.url, { queuesInRedis: true })).toEqual({ ran: [], queueSchema: undefined });
  expect(await names("select nspname as name from pg_namespace where nspname = 'bullmq'")).toEqual([]);
});
