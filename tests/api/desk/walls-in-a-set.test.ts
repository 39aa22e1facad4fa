import { randomUUID } from 'node:crypto';
import { type BuiltTown, buildTown, type Stage } from '#libs/testing';

/** What the code has overlooked in one item of a set, a wall of the database refuses: that item, and no other. */
let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 180 });
});
afterAll(() => built.town.close());
const town = () => built.town;

interface Answered {
  decisions: { submissionId: string; result: string; problem?: { code: string; title: { zh: string; en: string } } }[];
  totals: { accepted: number; refused: number };
}

async function proposals(count: number): Promise<Stage[]> {
  const made: Stage[] = [];
  for (let one = 0; one < count; one += 1) made.push(await built.stages.proposed());
  return made;
}

async function bulk(stages: Stage[], path = '/decisions/bulk') {
  const decisions = stages.map(({ id, version }) => ({ submissionId: id, version }));
  const client = await town().as('reviewer.trade');
  return client.post<Answered>(path, { outcome: 'approve', decisions }, { key: randomUUID() });
}

/** A wall that stands in for one that the code does not foresee; only the database knows of these submissions. */
async function wallAround(stages: Stage[]): Promise<void> {
  const ids = stages.map(({ id }) => `'${id}'`).join(', ');
  await town().database.rows(
    `alter table decision add constraint unforeseen check (submission_id not in (${ids || 'null'})) not valid`,
  );
}
afterEach(() => town().database.rows('alter table decision drop constraint if exists unforeseen'));

it.each([[[0]], [[12]], [[6]], [[1, 2, 9]]])(
  'the items %p run into it, and the others of thirteen are decided',
  async (places) => {
    const made = await proposals(13);
    const walled = places.map((place) => made[place]!);
    await wallAround(walled);
    const { status, body } = await bulk(made);
    expect([status, body.totals]).toEqual([
      200,
      expect.objectContaining({ accepted: 13 - places.length, refused: places.length }),
    ]);
    for (const { submissionId, result, problem } of body.decisions) {
      const refused = walled.some(({ id }) => id === submissionId);
      expect([result, problem?.code]).toEqual(refused ? ['refused', 'refused-by-database'] : ['decided', undefined]);
    }
    for (const { id, item } of made) {
      const refused = walled.some((one) => one.id === id);
      expect(await town().count('decision', item)).toBe(refused ? 0 : 1);
      const row = await town().database.row('select status, version from work_item where id = $1', [item.id]);
      expect(row).toEqual(refused ? { status: 'proposed', version: 3 } : { status: 'approved', version: 4 });
    }
  },
);

it('a wall with a name of its own speaks with its own text, in the preview too', async () => {
  const [before, walled, after] = await proposals(3);
  // The reviewer stands on the region's side without the code's seeing it: the wall of four eyes is a constraint.
  await town().database.rows(
    `create function late_party() returns trigger language plpgsql as $$ begin
       if new.submission_id = '${walled!.id}' then new.side = 'region'; end if; return new; end $$`,
  );
  await town().database.rows(
    'create trigger late_party before insert on submission_party for each row execute function late_party()',
  );
  try {
    for (const path of ['/decisions/bulk/preview', '/decisions/bulk']) {
      const { status, body } = await bulk([before!, walled!, after!], path);
      expect([status, body.decisions.map(({ problem }) => problem?.code)]).toEqual([
        200,
        [undefined, expect.stringMatching(/refused-by-database|four-eyes/), undefined],
      ]);
    }
  } finally {
    await town().database.rows('drop trigger late_party on submission_party');
    await town().database.rows('drop function late_party()');
  }
});

it('a failure that is no refusal ends the whole set and changes nothing', async () => {
  const made = await proposals(3);
  await town().database.rows('alter table decision rename to decision_gone');
  try {
    const reply = await bulk(made);
    expect(reply.status).toBe(500);
  } finally {
    await town().database.rows('alter table decision_gone rename to decision');
  }
  for (const { item } of made) expect(await town().count('event', item)).toBe(3);
});
