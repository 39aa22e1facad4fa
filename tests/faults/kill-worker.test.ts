import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnitOfWork } from '#libs/database';
import { Counters, recount } from '#libs/progress';
import { type BuiltTown, buildTown } from '#libs/testing';
import { startWorker } from './worker-process.js';

const kills = 6;
const actsPerRound = 4;

let built: BuiltTown;
let folder: string;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'measure-kill-'));
  built = await buildTown({ measures: 120 });
  const { app } = built.town.api;
  await app
    .get(UnitOfWork, { strict: false })
    .run((tx) => app.get(Counters, { strict: false }).rebuild(tx, built.town.programme));
});

afterAll(async () => {
  worker?.kill('SIGKILL');
  await built?.town.close();
  rmSync(folder, { recursive: true, force: true });
});

const waiting = async (): Promise<number> =>
  (await built.town.database.row<{ count: number }>('select count(*)::integer as count from outbox'))?.count ?? 0;

/** Waits until less is waiting than before: the worker is at work. */
async function untilAtWork(): Promise<void> {
  const before = await waiting();
  for (let look = 0; look < 2_000 && (await waiting()) >= before; look += 1) await sleep(5);
}

async function untilQuiet(): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if ((await waiting()) === 0) return;
    await sleep(100);
  }
}

it('kill -9 of the worker at any moment loses no recalculation, notice or mail, and doubles none', async () => {
  const { town, stages } = built;
  for (let round = 0; round < kills; round += 1) {
    for (let act = 0; act < actsPerRound; act += 1) await (act % 2 ? stages.implemented() : stages.proposed());
    worker = startWorker(town.api.databaseUrl, folder);
    await untilAtWork();
    await sleep(round * 15);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  worker = startWorker(town.api.databaseUrl, folder);
  await untilQuiet();
  expect(await waiting()).toBe(0);

  // Each event tells the two reviewers of the department or the editor and the leads of the region, each once.
  const wrong = await town.database.rows(`
    select e.seq, e.kind, count(n.id)::integer as told, count(distinct n.person_id)::integer as people
    from event e left join notice n on n.event_seq = e.seq
    where e.move in (select move from work_item_move where move ~ '^(submit|withdraw|return|reject|approve)-')
    group by e.seq, e.kind having count(n.id) < 2 or count(n.id) <> count(distinct n.person_id)`);
  expect(wrong).toEqual([]);
  const mails = await town.database.rows<{ state: string; count: number; messages: number; notices: number }>(`
    select state, count(*)::integer as count, count(distinct message_id)::integer as messages,
      (select count(*)::integer from notice) as notices
    from mail where kind = 'notice' group by state`);
  const notices = mails[0]?.notices ?? 0;
  expect(notices).toBeGreaterThan(kills * actsPerRound * 2);
  expect(mails).toEqual([{ state: 'sent', count: notices, messages: notices, notices }]);
  const files = readdirSync(join(folder, 'mail')).filter((name) => name.endsWith('.eml'));
  const ids = files.map((name) => /^Message-ID: (.+)$/im.exec(readFileSync(join(folder, 'mail', name), 'utf8'))?.[1]);
  expect(new Set(ids).size).toBe(files.length);
  expect(files.length).toBeGreaterThanOrEqual(notices);

  const figures = await town.database.rows<{ recounted: number[]; kept: number[] }>(recount, [town.programme]);
  expect(figures.filter((row) => row.recounted?.join() !== row.kept?.join())).toEqual([]);
  expect(figures.length).toBeGreaterThan(10);
}, 180_000);
