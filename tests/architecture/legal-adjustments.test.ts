import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { legalAdjustmentLifecycle } from '#libs/programme';
import { cloneDatabase, type TestDatabase } from '#libs/testing';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test('the database knows exactly the moves of the lifecycle table', async () => {
  const { rows } = await client.query<{ step: string }>(
    `select move || ': ' || from_status || ' -> ' || to_status as step from legal_adjustment_move`,
  );
  const steps = legalAdjustmentLifecycle.steps().map(({ move, from, to }) => `${move}: ${from} -> ${to}`);
  expect(rows.map(({ step }) => step).toSorted()).toEqual(steps.toSorted());
});

test('the database permits exactly the statuses of the code', async () => {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'legal_adjustment'::regclass and conname = 'legal_adjustment_status_check'`,
  );
  const words = [...(rows[0]?.definition ?? '').matchAll(/'([^']+)'/g)].map(([, word]) => word!);
  expect(words).toEqual([...legalAdjustmentLifecycle.states]);
});

test('docs/language.md explains every status and move', () => {
  const language = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');
  const { states, moves } = legalAdjustmentLifecycle.definition;
  const words = [
    ...Object.entries(states),
    ...Object.entries(moves).map(([move, { text }]) => [move, text] as [string, typeof text]),
  ];
  const rows = words.map(([word, { zh, en }]) => `| \`${word}\` | ${zh} | ${en} |`);
  expect(rows.filter((row) => !language.includes(row))).toEqual([]);
});
