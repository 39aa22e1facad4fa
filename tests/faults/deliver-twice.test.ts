import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '#libs/database';
import { Counters, recount } from '#libs/progress';
import { type BuiltTown, buildTown } from '#libs/testing';
import { startWorker } from './worker-process.js';

const kills = 4;
const actsPerRound = 5;

let built: BuiltTown;
let folder: string;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'measure-twice-'));
  built = await buildTown({ measures: 120 });
  await rebuild();
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  await built?.town.close();
  rmSync(folder, { recursive: true, force: true });
});

/** In real time, since the worker's calendar is not shifted. */
async function rebuild(): Promise<void> {
  const { app } = built.town.api;
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(Counters, { strict: false }).rebuild(tx, built.town.programme, new Date()));
}

/** Holds every new event back and puts a second delivery of it beside the first; returns how many there are now. */
async function doubleAndHold(): Promise<number> {
  await built.town.database.rows(
    `insert into outbox (job, event_seq)
     select job, event_seq from outbox where job = 'recalculate' group by job, event_seq having count(*) = 1`,
  );
  const held = await built.town.database.rows(
    `update outbox set available_at = 'infinity' where job = 'recalculate' returning id`,
  );
  return held.length;
}

/** Lets go of a few deliveries, whichever; false when none is held any more. */
async function letGo(most: number): Promise<boolean> {
  const rows = await built.town.database.rows(
    `update outbox set available_at = now() where id in (
       select id from outbox where job = 'recalculate' and available_at = 'infinity' order by random() limit $1) returning id`,
    [most],
  );
  return rows.length > 0;
}

const waiting = async (): Promise<number> =>
  (
    await built.town.database.row<{ count: number }>(
      `select count(*)::integer as count from outbox where job = 'recalculate' and available_at < 'infinity'`,
    )
  )?.count ?? 0;

async function until(test: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2_000 && !(await test()); look += 1) await sleep(10);
}

const tables = {
  completion: 'select * from completion order by level, dimension, key',
  items: 'select * from progress_item order by work_item_id',
  measures: 'select * from progress_measure order by measure',
};

async function kept(): Promise<Record<keyof typeof tables, unknown[]>> {
  const rows = (sql: string) => built.town.database.rows(sql);
  return {
    completion: await rows(tables.completion),
    items: await rows(tables.items),
    measures: await rows(tables.measures),
  };
}

it('every event twice, in any order, with kill -9 in between, ends in the figures of a clean count', async () => {
  const { town, stages } = built;
  let deliveries = 0;
  let cutShort = 0;
  for (let round = 0; round < kills; round += 1) {
    for (let act = 0; act < actsPerRound; act += 1) await (act % 2 ? stages.implemented() : stages.proposed());
    const held = await doubleAndHold();
    deliveries = Math.max(deliveries, held);
    worker = startWorker(town.api.databaseUrl, folder);
    await letGo(3);
    await until(async () => (await waiting()) === 0);
    for (let portion = 0; portion < 6 + round; portion += 1) {
      await letGo(2);
      await sleep(17 * portion);
    }
    await letGo(2);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    cutShort += Number((await waiting()) > 0);
  }
  await doubleAndHold();
  worker = startWorker(town.api.databaseUrl, folder);
  while (await letGo(7)) await sleep(10);
  await until(async () => (await waiting()) === 0);
  expect(await waiting()).toBe(0);
  expect(deliveries).toBeGreaterThan(40);
  expect(cutShort).toBeGreaterThan(0);

  const figures = await town.database.rows<{ recounted: number[]; kept: number[] }>(recount, [town.programme]);
  expect(figures.filter((row) => row.recounted?.join() !== row.kept?.join())).toEqual([]);
  const incremental = await kept();
  expect(incremental.completion.length).toBeGreaterThan(10);
  await rebuild();
  expect(incremental).toEqual(await kept());
}, 180_000);
