import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bareCompletion, bareTransition } from './bare-sql.js';
import { call, drive, median } from './drive.js';
import { leadOf, password, prepare, programme, reviewerOf, type Setting } from './setting.js';

const concurrencies = [1, 8, 32];
const rounds = 3;
const seconds = 2;
/** One sign-in per person. */
const sessions = new Map<string, Record<string, string>>();

/** A work item in the product whose proposal goes to and fro. */
interface Ball {
  asLead: Record<string, string>;
  asReviewer: Record<string, string>;
  submissionId: string;
  version: number;
  sent: boolean;
}

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
  await race('completion of all tasks and regions', await completionRacers(setting));
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
  const most = Math.max(...concurrencies);
  const balls: Ball[] = [];
  for (const item of await items(databaseUrl, most)) balls.push(await start(product, item));
  const pairs = await bareRows(databaseUrl, most);
  const person = { region: randomUUID(), ministry: randomUUID() };
  const turns = pairs.map(() => 0);
  const sender = (lane: number) => ((turns[lane] = (turns[lane] ?? 0) + 1) % 2 ? person.ministry : person.region);
  return [
    {
      name: 'product',
      run: (lanes) => drive(lanes, seconds, (lane) => toss(product, balls[lane]!)),
    },
    {
      name: 'the bare route',
      run: (lanes) =>
        drive(
          lanes,
          seconds,
          async (lane) => void (await call('POST', `${bare}/transition`, { ...pairs[lane], person: sender(lane) })),
        ),
    },
    {
      name: 'plain SQL',
      run: (lanes) =>
        drive(lanes, seconds, (lane) =>
          bareTransition(clients[lane]!, pairs[lane]!.submissionId, pairs[lane]!.itemId, sender(lane)),
        ),
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

async function toss(product: string, ball: Ball): Promise<void> {
  const path = `${product}/api/v1/submissions/${ball.submissionId}`;
  const version = { 'if-match': `"${ball.version}"` };
  const { body } = ball.sent
    ? await call<{ version: number }>(
        'POST',
        `${path}/decisions`,
        { outcome: 'return', reason: 'Bench' },
        { ...ball.asReviewer, ...version },
      )
    : await call<{ version: number }>('POST', `${path}/submit`, undefined, { ...ball.asLead, ...version });
  Object.assign(ball, { version: body.version, sent: !ball.sent });
}

async function start(product: string, item: Item): Promise<Ball> {
  const asLead = await signIn(product, leadOf(item.region));
  const asReviewer = await signIn(product, reviewerOf(item.department));
  const plan = {
    summary: 'Bench',
    responsible: 'Bench',
    targetDate: '2022-12-31',
    steps: [{ title: 'Bench', dueOn: '2022-06-30' }],
  };
  const { body } = await call<{ id: string; version: number }>(
    'POST',
    `${product}/api/v1/work-items/${item.id}/submissions`,
    { kind: 'proposal', plan },
    asLead,
  );
  return { asLead, asReviewer, submissionId: body.id, version: body.version, sent: false };
}

async function signIn(product: string, email: string): Promise<Record<string, string>> {
  const known = sessions.get(email);
  if (known) return known;
  const { cookie } = await call('POST', `${product}/api/v1/sessions`, { email, password });
  if (!cookie) throw new Error(`${email} got no session`);
  sessions.set(email, { cookie });
  return { cookie };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

interface Item {
  id: string;
  region: string;
  department: string;
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
