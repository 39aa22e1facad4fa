import { type BuiltTown, buildTown } from '#libs/testing';
import { expectRefusal, pointersOf } from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 12 });
});
afterAll(() => built.town.close());

interface Item extends Record<string, unknown> {
  history?: { version: number; move: string }[];
}
const one = async (id: string, by: string, query = '?with=history') =>
  (await built.town.as(by)).get<Item>(`/work-items/${id}${query}`);

it('an item comes with its history when that is wanted, the same as by itself', async () => {
  const { item } = await built.stages.proposed();
  const editor = await built.town.as('editor.east');
  const { body } = await editor.get<{ items: unknown[] }>(`/work-items/${item.id}/history`);
  expect((await one(item.id, 'editor.east')).body.history).toEqual(body.items);
  expect((await one(item.id, 'editor.east', '')).body).not.toHaveProperty('history');
  const seen = (await one(item.id, 'reviewer.trade')).body.history?.map(({ move }) => move);
  expect(seen).toEqual(['open-item', 'submit-proposal']);
});

it('another region gets the item without it', async () => {
  const { item } = await built.stages.proposed();
  const { status, body } = await one(item.id, 'lead.west');
  expect([status, body.history]).toEqual([200, undefined]);
});

it('what else is wanted is refused: 400', async () => {
  const reply = await one(built.town.fresh().id, 'editor.east', '?with=everything');
  expectRefusal(reply, 400, 'bad-request');
  expect(pointersOf(reply)).toEqual(['with']);
});
