import pg from 'pg';
import { submissionKinds, submissionStatuses, workItemLifecycle, workItemStatuses } from '#libs/implementation';
import { roles } from '#libs/identity';
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

/** The words that a CHECK of a column permits. */
async function wordsOf(table: string, column: string): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_constraintdef(c.oid) as definition from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
     where c.contype = 'c' and c.conrelid = $1::regclass and a.attname = $2`,
    [table, column],
  );
  return [...(rows[0]?.definition ?? '').matchAll(/'([^']+)'/g)].map(([, word]) => word!);
}

test('the database knows exactly the moves of the lifecycle table', async () => {
  const { rows } = await client.query<{ step: string }>(
    `select move || ': ' || from_status || ' -> ' || to_status as step from work_item_move`,
  );
  const steps = workItemLifecycle.steps().map(({ move, from, to }) => `${move}: ${from} -> ${to}`);
  expect(rows.map(({ step }) => step).toSorted()).toEqual(steps.toSorted());
});

test('the database permits exactly the words of the code', async () => {
  expect(await wordsOf('work_item', 'status')).toEqual([...workItemStatuses]);
  expect(await wordsOf('submission', 'status')).toEqual([...submissionStatuses]);
  expect(await wordsOf('submission', 'kind')).toEqual([...submissionKinds]);
  expect(await wordsOf('role_grant', 'role')).toEqual(Object.keys(roles));
});
