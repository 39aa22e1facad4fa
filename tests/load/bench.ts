import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bareCompletion, bareTransition } from './bare-sql.js';
import { benchBulk } from './bulk.js';
import { call, drive, median } from './drive.js';
import { type Ball, type Item, signIn, start, toss } from './product.js';
import { leadOf, prepare, programme, type Setting } from './setting.js';

const concurrencies = [1, 8, 32];
const rounds = 3;
const seconds = 2;
/** Submissions that take turns, so that none has had more rounds than one in real life may have. */
const inPlay = 600;
interface Racer {
  name: string;
  run: (lanes: number) => Promise<number>;
}

const setting = await prepare();
const clients = await Promise.all(
  Array.from({ length: Math.max(...concurrencies) }, () => connect(setting.databaseUrl)),
);
try {
  print(
    'Ratios of the product to what runs beside it on the same server, in turn. Jobs are off; sign-in, checks and history are on.',
  );
  await race('change of status with history (submit, return)', await transitionRacers(setting));
  await race('list of 50 work items by region and status', await listRacers(setting));
  await race('one work item with its history', await itemRacers(setting));
  await race('completion of all tasks and regions', await completionRacers(setting));
  await benchBulk(setting, clients[0]!, print);
} finally {
  await Promise.all(clients.map((client) => client.end()));
  await setting.close();
}
process.exit(0);

/** Runs the racers in turn, several rounds, and prints the product's ratio to each of the others. */
async function race(what: string, racers: Racer[]): Promise<void> {
  print(`\n${what}`);
  for (const lanes of concurrencies) {
    const results = new Map<string, number[]>(racers.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, run } of racers) results.get(name)?.push(await run(lanes));
    }
    const [own, ...others] = racers.map(({ name }) => ({ name, runs: results.get(name) ?? [] }));
    const ratios = others.map(({ name, runs }) => {
      const each = runs.map((run, index) => (own?.runs[index] ?? 0) / run);
      return `${median(each).toFixed(2)} × ${name} (${Math.round(median(runs))}/s)`;
    });
    print(`  ${String(lanes).padStart(2)} at once: ${Math.round(median(own?.runs ?? []))}/s = ${ratios.join(', ')}`);
  }
}

async function transitionRacers({ product, bare, databaseUrl }: Setting): Promise<Racer[]> {
  const balls: Ball[] = [];
  for (const item of await items(databaseUrl, inPlay)) balls.push(await start(product, item));
  const pairs = (await bareRows(databaseUrl, inPlay)).map((pair) => ({ ...pair, turns: 0 }));
  const person = { region: randomUUID(), ministry: randomUUID() };
  const sender = (pair: { turns: number }) => ((pair.turns += 1) % 2 ? person.ministry : person.region);
  return [
    {
      name: 'product',
      run: (lanes) => drive(lanes, seconds, () => withNext(balls, (ball) => toss(product, ball))),
    },
    {
      name: 'the bare route',
      run: (lanes) =>
        drive(lanes, seconds, () =>
          withNext(
            pairs,
            async (pair) => void (await call('POST', `${bare}/transition`, { ...pair, person: sender(pair) })),
          ),
        ),
    },
    {
      name: 'plain SQL',
      run: (lanes) =>
        drive(lanes, seconds, (lane) =>
          withNext(pairs, (pair) => bareTransition(clients[lane]!, pair.submissionId, pair.itemId, sender(pair))),
        ),
    },
  ];
}

/** Acts on the one that has rested longest; nobody else acts on it meanwhile. */
async function withNext<T>(resting: T[], act: (thing: T) => Promise<void>): Promise<void> {
  const thing = resting.shift();
  if (thing === undefined) throw new Error('the bench has too few in play');
  await act(thing);
  resting.push(thing);
}

async function listRacers({ product, bare, databaseUrl }: Setting): Promise<Racer[]> {
  const [item] = await items(databaseUrl, 1);
  const region = item?.region ?? '';
  const asLead = await signIn(product, leadOf(region));
  const url = `${product}/api/v1/programmes/${programme}/work-items?region=${region}&status=open&limit=50`;
  return [
    {
      name: 'product',
      run: (lanes) => drive(lanes, seconds, async () => void (await call('GET', url, undefined, asLead))),
    },
    {
      name: 'the bare route',
      run: (lanes) =>
        drive(
          lanes,
          seconds,
          async () => void (await call('GET', `${bare}/items?region=${encodeURIComponent(region)}&status=open`)),
        ),
    },
  ];
}

async function itemRacers({ product, bare, databaseUrl }: Setting): Promise<Racer[]> {
  // One that no other race plays with: its history has a dozen acts and not thousands.
  const item = (await items(databaseUrl, inPlay + 1)).at(-1)!;
  const ball = await start(product, item);
  for (let times = 0; times < 10; times += 1) await toss(product, ball);
  const url = `${product}/api/v1/work-items/${item.id}?with=history`;
  return [
    {
      name: 'product',
      run: (lanes) => drive(lanes, seconds, async () => void (await call('GET', url, undefined, ball.asLead))),
    },
    {
      name: 'the bare route',
      run: (lanes) => drive(lanes, seconds, async () => void (await call('GET', `${bare}/items/${item.id}`))),
    },
  ];
}

async function completionRacers({ product, bare, databaseUrl }: Setting): Promise<Racer[]> {
  const [item] = await items(databaseUrl, 1);
  const asLead = await signIn(product, leadOf(item?.region ?? ''));
  const url = `${product}/api/v1/programmes/${programme}/completion?by=task-region&level=work-item`;
  await buildCounters(databaseUrl);
  return [
    {
      name: 'product',
      run: (lanes) => drive(lanes, seconds, async () => void (await call('GET', url, undefined, asLead))),
    },
    {
      name: 'the bare route, which counts each time',
      run: (lanes) => drive(lanes, seconds, async () => void (await call('GET', `${bare}/completion`))),
    },
    {
      name: 'plain SQL, which counts each time',
      run: (lanes) =>
        drive(
          lanes,
          seconds,
          async (lane) => void (await clients[lane]!.query({ name: 'completion', text: bareCompletion })),
        ),
    },
  ];
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function items(url: string, count: number): Promise<Item[]> {
  const client = await connect(url);
  const { rows } = await client.query<Item>(
    'select id, region, lead_department as department from work_item order by region, measure limit $1',
    [count],
  );
  await client.end();
  return rows;
}

async function bareRows(url: string, count: number): Promise<{ submissionId: string; itemId: string }[]> {
  const client = await connect(url);
  const { rows } = await client.query<{ submissionId: string; itemId: string }>(
    'select s.id as "submissionId", s.work_item_id as "itemId" from bare.submission s order by s.id limit $1',
    [count],
  );
  await client.end();
  return rows;
}

/** The worker is off, so the counters are filled here as a rebuild would fill them. */
async function buildCounters(url: string): Promise<void> {
  const client = await connect(url);
  await client.query(
    `insert into progress_state (programme, applied_at, day) values ($1, now(), current_date) on conflict do nothing`,
    [programme],
  );
  await client.query(
    `insert into completion (programme, level, dimension, key, task, region, open, proposed, approved, implemented, exempt)
     select programme, 'work-item', 'task-region', task || ':' || region, task, region, count(*) filter (where status = 'open'),
       count(*) filter (where status = 'proposed'), 0, 0, 0 from work_item group by programme, task, region`,
  );
  await client.query('analyze completion');
  await client.end();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
