import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workItemLifecycle } from '#libs/implementation';
import { routes } from '#libs/notifications';
import { cloneDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';

const libs = join(__dirname, '../../libs');

/** The sources that write to the event log: those that name its type of events or its writer. */
const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\.dto\.ts$|migrations\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(libs, file), 'utf8') }))
  .filter(
    ({ file, text }) =>
      /EventLog|NewEvent|[Ee]vents\.write\(|DiscussionKind/.test(text) && !file.startsWith('notifications'),
  );

const literal = /\bkind: (?:[^,;\n]*\? )?'([a-z]+(?:-[a-z0-9]+)+)'(?: : '([a-z]+(?:-[a-z0-9]+)+)')?/g;

test('every kind of event that the code names has its row in the routing', () => {
  const named = sources.flatMap(({ file, text }) =>
    [...text.matchAll(literal)].flatMap(([, one, other]) =>
      [one, other].filter((kind) => kind !== undefined).map((kind) => ({ file, kind })),
    ),
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter(({ kind }) => !Object.hasOwn(routes, kind))).toEqual([]);
});

test('every move has its row', () => {
  expect(workItemLifecycle.moves.filter((move) => !Object.hasOwn(routes, move))).toEqual([]);
});

test('the database takes every audience of the routing', async () => {
  const database: TestDatabase = await cloneDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'notice_audience_check'`,
  );
  await client.end();
  await database.drop();
  const known = [...rows[0]!.definition.matchAll(/'([^']+)'/g)].map(([, word]) => word!);
  const used = Object.values(routes).flatMap(({ to }) => to.flat());
  expect(used.filter((audience) => !known.includes(audience))).toEqual([]);
});
