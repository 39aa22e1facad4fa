import type { DataSource } from 'typeorm';
import { createDataSource, Database, UnitOfWork } from '#libs/database';
import { cloneDatabase, type TestDatabase } from '#libs/testing';

let clone: TestDatabase;
let source: DataSource;
let uow: UnitOfWork;

const add = 'insert into purse (coins) values ($1)';

beforeAll(async () => {
  clone = await cloneDatabase();
  source = await createDataSource({ url: clone.url, pool: 2, applicationName: 'tests' }).initialize();
  uow = new UnitOfWork(source);
  await source.query('create table purse (coins integer check (coins > 0))');
});

beforeEach(() => source.query('truncate purse'));

afterAll(async () => {
  await source?.destroy();
  await clone?.drop();
});

const coins = async (): Promise<number[]> =>
  (await new Database(source).rows<{ coins: number }>('select coins from purse order by coins')).map(
    (row) => row.coins,
  );

it('commits what was sent without waiting, in order with what was waited for', async () => {
  await uow.run(async (tx) => {
    tx.send(add, [1]);
    expect(await tx.rows('select coins from purse')).toEqual([{ coins: 1 }]);
    tx.send(add, [2]);
  });
  expect(await coins()).toEqual([1, 2]);
});

it('throws the error of a statement that was sent, and keeps nothing', async () => {
  const act = uow.run(async (tx) => {
    await tx.change(add, [1]);
    tx.send(add, [-1]);
    tx.send(add, [2]);
  });
  await expect(act).rejects.toMatchObject({ constraint: 'purse_coins_check' });
  expect(await coins()).toEqual([]);
});

it('tells a later statement of the first error, not of its own', async () => {
  const act = uow.run(async (tx) => {
    tx.send(add, [-1]);
    await tx.change(add, [2]);
  });
  await expect(act).rejects.toMatchObject({ constraint: 'purse_coins_check' });
});

it('never says committed when the server rolled back', async () => {
  const act = uow.run(async (tx) => {
    await tx.change(add, [-1]).catch(() => undefined);
    return 'done';
  });
  await expect(act).rejects.toThrow('nothing was committed');
  expect(await coins()).toEqual([]);
});

it('rolls back when the work throws, and the connection serves the next', async () => {
  for (let time = 0; time < 5; time += 1) {
    const act = uow.run(async (tx) => {
      tx.send(add, [1]);
      throw new Error('changed my mind');
    });
    await expect(act).rejects.toThrow('changed my mind');
  }
  expect(await coins()).toEqual([]);
  await uow.run((tx) => tx.change(add, [7]));
  expect(await coins()).toEqual([7]);
});
