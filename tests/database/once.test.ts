import { createHash, randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import { Database, DatabaseModule, Once, type Tx, UnitOfWork } from '#libs/database';
import type { Answer, OnceKey } from '#libs/platform';
import { cloneDatabase, type TestDatabase } from '#libs/testing';

let testDatabase: TestDatabase;
let app: TestingModule;
let once: Once;
let db: Database;

beforeAll(async () => {
  testDatabase = await cloneDatabase();
  app = await Test.createTestingModule({
    imports: [DatabaseModule.with({ url: testDatabase.url, pool: 12, applicationName: 'test' })],
  }).compile();
  once = app.get(Once);
  db = app.get(Database);
  await app
    .get(UnitOfWork)
    .run((tx) => tx.change('create table act (id uuid primary key default uuidv7(), text text not null)'));
});

afterAll(async () => {
  await app?.close();
  await testDatabase?.drop();
});

const keyFor = (key: string, body: string): OnceKey => ({
  key,
  fingerprint: createHash('sha256').update(body).digest(),
});

const write =
  (text: string) =>
  async (tx: Tx): Promise<Answer<{ id: string }>> => {
    const row = await tx.row<{ id: string }>('insert into act (text) values ($1) returning id', [text]);
    return { status: 201, body: { id: row!.id }, version: 1, location: `/acts/${row!.id}` };
  };

const count = async (text: string): Promise<number> =>
  Number((await db.row<{ count: string }>('select count(*) from act where text = $1', [text]))!.count);

test('a repetition is answered as the first time and acts no more', async () => {
  const person = randomUUID();
  const first = await once.run(person, keyFor('a', 'body'), write('twice'));
  const second = await once.run(person, keyFor('a', 'body'), write('twice'));
  expect(second).toEqual(first);
  expect(await count('twice')).toBe(1);
});

test('the same key for another request is refused', async () => {
  const person = randomUUID();
  await once.run(person, keyFor('b', 'body'), write('other'));
  await expect(once.run(person, keyFor('b', 'another body'), write('other'))).rejects.toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
  });
  expect(await count('other')).toBe(1);
});

test('the same key of another person is another key', async () => {
  await once.run(randomUUID(), keyFor('c', 'body'), write('persons'));
  await once.run(randomUUID(), keyFor('c', 'body'), write('persons'));
  expect(await count('persons')).toBe(2);
});

test('ten at once act once and get one answer', async () => {
  const person = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => once.run(person, keyFor('d', 'body'), write('parallel'))),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await count('parallel')).toBe(1);
});

test('a refused act leaves nothing behind, and its key may be used again', async () => {
  const person = randomUUID();
  const refuse = async (tx: Tx): Promise<Answer> => {
    await write('refused')(tx);
    throw new Error('refused');
  };
  await expect(once.run(person, keyFor('e', 'body'), refuse)).rejects.toThrow('refused');
  expect(await count('refused')).toBe(0);
  await once.run(person, keyFor('e', 'mended body'), write('refused'));
  expect(await count('refused')).toBe(1);
});

test('without a key each request acts', async () => {
  const person = randomUUID();
  await once.run(person, undefined, write('keyless'));
  await once.run(person, undefined, write('keyless'));
  expect(await count('keyless')).toBe(2);
});
