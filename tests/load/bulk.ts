import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { bareResubmit } from './bare-sql.js';
import { call, median } from './drive.js';
import { type Ball, type Item, start, toss } from './product.js';
import type { Setting } from './setting.js';

const size = 500;
const rounds = 5;

/** Items of the department that leads the most, none of which has a submission yet. */
const fresh = `
  select w.id, w.region, w.lead_department as department from work_item w
  where w.status = 'open' and not exists (select from submission s where s.work_item_id = w.id)
    and w.lead_department = (select lead_department from work_item group by 1 order by count(*) desc limit 1)
  order by w.measure, w.region limit $1`;

/** Returns 500 proposals at once and one by one, beside the bare route, and prints what share of the time it takes. */
export async function benchBulk(
  { product, bare }: Setting,
  client: pg.Client,
  print: (line: string) => void,
): Promise<void> {
  const { rows } = await client.query<Item>(fresh, [size]);
  if (rows.length < size) throw new Error('no department leads enough measures for the bench');
  const balls: Ball[] = await inLanes(8, rows, (item) => start(product, item));
  const bareIds = (
    await client.query<{ id: string }>('select id from bare.submission order by id desc limit $1', [size])
  ).rows.map(({ id }) => id);
  const person = randomUUID();
  const times = { bulk: [] as number[], one: [] as number[], eight: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const send = () => inLanes(8, balls, (ball) => toss(product, ball));
    await send();
    times.bulk.push(await timed(() => returnAll(product, balls)));
    await send();
    times.one.push(await timed(() => inLanes(1, balls, (ball) => toss(product, ball))));
    await send();
    times.eight.push(await timed(() => inLanes(8, balls, (ball) => toss(product, ball))));
    await client.query(bareResubmit, [bareIds]);
    times.bare.push(await timed(() => call('POST', `${bare}/bulk`, { submissionIds: bareIds, person })));
  }
  const ms = (values: number[]) => `${Math.round(median(values))} ms`;
  const share = (other: number[]) => `${((median(times.bulk) / median(other)) * 100).toFixed(1)} %`;
  print(`\nbulk decision of ${size}`);
  print(`  at once: ${ms(times.bulk)}`);
  print(`  = ${share(times.one)} of ${size} single ones on one connection (${ms(times.one)})`);
  print(`  = ${share(times.eight)} of ${size} single ones, 8 at once (${ms(times.eight)})`);
  print(`  = ${(median(times.bulk) / median(times.bare)).toFixed(2)} × the bare route's bulk (${ms(times.bare)})`);
}

async function returnAll(product: string, balls: Ball[]): Promise<void> {
  const decisions = balls.map(({ submissionId, version }) => ({ submissionId, version }));
  const { body } = await call<{ decisions: { result: string; version: number }[] }>(
    'POST',
    `${product}/api/v1/decisions/bulk`,
    { outcome: 'return', reason: 'Bench', decisions },
    { ...balls[0]!.asReviewer, 'idempotency-key': randomUUID() },
  );
  body.decisions.forEach(({ result, version }, place) => {
    if (result !== 'decided') throw new Error(`the bench was refused: ${JSON.stringify(body.decisions[place])}`);
    Object.assign(balls[place]!, { version, sent: false });
  });
}

async function inLanes<T, R>(lanes: number, things: T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const results = new Map<T, R>();
  const queue = [...things];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.set(next, await act(next));
    }),
  );
  return things.map((thing) => results.get(thing)!);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
