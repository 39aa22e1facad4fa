import { workItemLifecycle } from '#libs/implementation';
import { type BuiltTown, buildTown } from '#libs/testing';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 6 });
});
afterAll(() => built.town.close());

it('the database knows exactly the moves of the code', async () => {
  const rows = await built.town.database.rows<{ step: string }>(
    "select concat_ws(' ', move, from_status, to_status) as step from work_item_move",
  );
  const steps = workItemLifecycle.steps().map(({ move, from, to }) => `${move} ${from} ${to}`);
  expect(rows.map(({ step }) => step).sort()).toEqual(steps.sort());
});

it('every constraint and trigger that the refusals name is there', async () => {
  const { implementationConstraints } = await import('#libs/implementation');
  const rows = await built.town.database.rows<{ name: string }>(
    'select conname::text as name from pg_constraint union select relname::text from pg_class',
  );
  const names = new Set(rows.map(({ name }) => name));
  expect(Object.keys(implementationConstraints).filter((name) => !names.has(name))).toEqual([]);
});
