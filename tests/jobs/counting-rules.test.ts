import { setTimeout as sleep } from 'node:timers/promises';
import { recount, type Recounted } from '#libs/progress';
import type { TestClient } from '#libs/testing';
import { type TownAtWork, townAtWork } from './town-at-work.js';

let built: TownAtWork;
let coordinator: TestClient;

beforeAll(async () => {
  built = await townAtWork(6);
  coordinator = await built.town.as('coordinator');
  for (const region of ['EAST', 'WEST', 'NORTH'] as const) await built.stages.implemented(built.town.item(1, region));
  for (const region of ['EAST', 'WEST'] as const) await built.stages.implemented(built.town.item(2, region));
  await built.stages.implemented(built.town.item(3, 'EAST'));
}, 60_000);

afterAll(() => built?.close());

const programme = () => `/programmes/${built.town.programme}`;
const reason = 'Decided on 16 December';

/** The figure from the counters, once nothing waits any more. */
async function settled(): Promise<number | undefined> {
  for (let tries = 0; tries < 200; tries += 1) {
    const waiting = await built.town.database.row<{ waits: boolean }>(
      `select exists (select from outbox where job = 'recalculate') as waits`,
    );
    if (!waiting?.waits) break;
    await sleep(50);
  }
  const { body } = await coordinator.get<{ items: { implemented: number }[] }>(`${programme()}/completion`);
  return body.items[0]?.implemented;
}

/** Every figure that the counters and a recount from the events tell differently. */
async function differences() {
  const rows = await built.town.database.rows<Recounted>(recount, [built.town.programme]);
  expect(rows.length).toBeGreaterThan(20);
  return rows.filter(({ recounted, kept }) => recounted?.join() !== kept?.join());
}

it.each([
  ['all', 1],
  ['count 2', 2],
  ['share 2/3', 2],
  ['any', 3],
])('the counters follow the rule %s, and the recount agrees', async (rule, implemented) => {
  expect((await coordinator.post(`${programme()}/counting-rules`, { rule, reason })).status).toBe(201);
  expect(await settled()).toBe(implemented);
  expect(await differences()).toEqual([]);
});

it('so they do for the rule of one measure, and for rules and acts that come together', async () => {
  const own = (measure: number, rule: string | null) =>
    coordinator.send('PUT', `${programme()}/measures/${measure}/counting-rule`, { rule, reason });
  expect((await own(3, 'all')).status).toBe(200);
  expect(await settled()).toBe(2);
  expect(await differences()).toEqual([]);
  const both = await Promise.all([
    own(3, 'count 2'),
    own(2, 'all'),
    built.stages.implemented(built.town.item(3, 'WEST')),
    built.stages.implemented(built.town.item(6, 'EAST')),
  ]);
  expect(both.slice(0, 2).map((reply) => 'status' in reply && reply.status)).toEqual([200, 200]);
  expect(await settled()).toBe(3);
  expect(await differences()).toEqual([]);
});

it('a delivery that comes twice changes nothing', async () => {
  const counters = () =>
    built.town.database.rows('select level, dimension, key, implemented, approved from completion order by 1, 2, 3');
  const before = await counters();
  await built.town.database.rows(
    `insert into outbox (job, event_seq) select 'recalculate', seq from event where kind = 'adopt-counting-rule'`,
  );
  await settled();
  expect(await counters()).toEqual(before);
});
