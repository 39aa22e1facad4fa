import type { BuiltTown, Town } from '#libs/testing';
import { expectRefusal } from '../implementation/refusals.js';
import { buildTalkativeTown, type Page } from './talk.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTalkativeTown(180);
});
afterAll(() => built.town.close());
const town = (): Town => built.town;

interface Followed {
  workItem: { id: string; region: { code: string } };
}

const change = async (method: 'PUT' | 'DELETE', id: string, who: string) =>
  (await town().as(who)).send(method, `/work-items/${id}/following`);
const followed = async (who: string, query = '') =>
  (await (await town().as(who)).get<Page<Followed>>(`/following${query}`)).body;

describe('refused', () => {
  it.each(['PUT', 'DELETE'] as const)('%s by a stranger', async (method) => {
    const { id } = town().fresh();
    const reply = await town().untouched(() => town().api.anonymous().send(method, `/work-items/${id}/following`));
    expect(reply.status).toBe(401);
  });

  it('whoever has no role', async () => {
    expectRefusal(await town().untouched(() => change('PUT', town().fresh().id, 'nobody')), 403, 'forbidden');
  });

  it.each(['lead.west', 'editor.north'])('an item of another region: %s', async (who) => {
    const { id } = town().fresh();
    expectRefusal(await town().untouched(() => change('PUT', id, who)), 404, 'not-found');
    expect((await (await town().as(who)).get(`/work-items/${id}/following`)).status).toBe(404);
  });

  it('an item that does not exist', async () => {
    const nowhere = '0199aaaa-0000-7000-8000-000000000000';
    expectRefusal(await town().untouched(() => change('PUT', nowhere, 'coordinator')), 404, 'not-found');
    expectRefusal(await town().untouched(() => change('DELETE', nowhere, 'coordinator')), 404, 'not-found');
  });
});

it('begins and ends, each once however often it is asked for', async () => {
  const { id } = town().fresh();
  const client = await town().as('reviewer.finance');
  expect(await change('PUT', id, 'reviewer.finance')).toMatchObject({ status: 200, body: { following: true } });
  await town().untouched(() => change('PUT', id, 'reviewer.finance'));
  expect((await client.get(`/work-items/${id}/following`)).body).toEqual({ workItemId: id, following: true });
  expect(await change('DELETE', id, 'reviewer.finance')).toMatchObject({ status: 200, body: { following: false } });
  await town().untouched(() => change('DELETE', id, 'reviewer.finance'));
  const events = await town().database.rows<{ kind: string; region: string | null }>(
    `select kind, region from event where data ->> 'workItemId' = $1 order by seq`,
    [id],
  );
  expect(events.map(({ kind }) => kind)).toEqual(['follow-item', 'unfollow-item']);
});

it("lists a person's own, the latest first, page by page", async () => {
  const items = [town().fresh(), town().fresh({ region: 'WEST' }), town().fresh({ region: 'NORTH' })];
  for (const { id } of items) await change('PUT', id, 'coordinator');
  const first = await followed('coordinator', '?limit=2');
  const second = await followed('coordinator', `?limit=2&cursor=${first.nextCursor!}`);
  expect([...first.items, ...second.items].map(({ workItem }) => workItem.id)).toEqual(
    items.map(({ id }) => id).toReversed(),
  );
  expect(second.nextCursor).toBeNull();
  expect((await followed('auditor')).items).toEqual([]);
  expect((await (await town().as('coordinator')).get('/following?cursor=x')).status).toBe(400);
});

it('shows nothing of a region that the person works for no longer', async () => {
  const { id } = town().fresh({ region: 'NORTH' });
  await change('PUT', id, 'editor.north');
  expect((await followed('editor.north')).items).toHaveLength(1);
  await town().database.rows(`update role_grant set ended_at = now() where person_id = $1`, [
    town().people.get('editor.north'),
  ]);
  await town().database.rows(
    `insert into role_grant (person_id, role, region) values ($1, 'regional-editor', 'WEST')`,
    [town().people.get('editor.north')],
  );
  expect((await followed('editor.north')).items).toEqual([]);
});

it('ends at 500 items', async () => {
  await town().database.rows(
    `insert into work_item_follower (work_item_id, person_id, since)
     select id, $1, now() from work_item where region <> 'EAST' or measure > 30 order by region, measure limit 500`,
    [town().people.get('reviewer2.law')],
  );
  const { id } = town().fresh();
  expectRefusal(await town().untouched(() => change('PUT', id, 'reviewer2.law')), 409, 'follows-too-many');
});
