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

describe('an attempt', () => {
  it('that fails takes back what it did, and nothing else', async () => {
    await uow.run(async (tx) => {
      tx.send(add, [1]);
      const failing = tx.attempt(async () => {
        await tx.change(add, [2]);
        tx.send(add, [-1]);
      });
      await expect(failing).rejects.toMatchObject({ constraint: 'purse_coins_check' });
      await tx.change(add, [3]);
    });
    expect(await coins()).toEqual([1, 3]);
  });

  it('that succeeds hears of what it sent, and answers', async () => {
    const answer = await uow.run(async (tx) =>
      tx.attempt(async () => {
        tx.send(add, [4]);
        return 'done';
      }),
    );
    expect([answer, await coins()]).toEqual(['done', [4]]);
  });

  it('may lie within another', async () => {
    await uow.run(async (tx) => {
      const outer = tx.attempt(async () => {
        await tx.change(add, [5]);
        await tx.attempt(() => tx.change(add, [-5])).catch(() => undefined);
        await tx.change(add, [6]);
        throw new Error('enough');
      });
      await expect(outer).rejects.toThrow('enough');
      await tx.attempt(() => tx.change(add, [7]));
    });
    expect(await coins()).toEqual([7]);
  });
});

describe('a rehearsal', () => {
  it('answers from what it wrote, and keeps nothing', async () => {
    const seen = await uow.rehearse(async (tx) => {
      tx.send(add, [8]);
      return tx.rows('select coins from purse');
    });
    expect([seen, await coins()]).toEqual([[{ coins: 8 }], []]);
  });

  it('throws the error of a statement that was sent', async () => {
    const act = uow.rehearse(async (tx) => {
      tx.send(add, [-8]);
    });
    await expect(act).rejects.toMatchObject({ constraint: 'purse_coins_check' });
  });

  it('leaves its connection as good as new', async () => {
    await uow.rehearse((tx) => tx.change(add, [9])).catch(() => undefined);
    await uow.run((tx) => tx.change(add, [10]));
    expect(await coins()).toEqual([10]);
  });
});
