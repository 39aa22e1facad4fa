import { type BuiltTown, buildTown, completeContent } from '#libs/testing';
import { expectRefusal } from './refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 48 });
});
afterAll(() => built.town.close());
const as = (who: string) => built.town.as(who);
const proposal = { kind: 'proposal', ...completeContent.proposal };

describe('an Idempotency-Key', () => {
  it('sent again gets the same answer and does nothing twice', async () => {
    const item = built.town.fresh();
    const editor = await as('editor.east');
    const start = () => editor.post(`/work-items/${item.id}/submissions`, proposal, { key: 'one' });
    const first = await start();
    const second = await built.town.untouched(start);
    expect([second.status, second.etag, second.headers['location'], second.body]).toEqual([
      201,
      first.etag,
      first.headers['location'],
      first.body,
    ]);
    expect(await built.town.count('submission', item)).toBe(1);
    expect(await built.town.count('event', item)).toBe(2);
  });

  it('of a decision that has changed the version meanwhile', async () => {
    const { id, version, item } = await built.stages.proposed();
    const reviewer = await as('reviewer.trade');
    const decide = () =>
      reviewer.post(`/submissions/${id}/decisions`, { outcome: 'approve' }, { ifMatch: version, key: 'two' });
    const first = await decide();
    expect(first.status).toBe(201);
    const second = await built.town.untouched(decide);
    expect([second.status, second.body, second.etag]).toEqual([201, first.body, first.etag]);
    expect(await built.town.count('decision', item)).toBe(1);
  });

  it('used for another body, item or version: 422', async () => {
    const [item, other] = [built.town.fresh(), built.town.fresh()];
    const editor = await as('editor.east');
    const path = `/work-items/${item.id}/submissions`;
    const { body } = await editor.post(path, proposal, { key: 'three' });
    for (const again of [
      () => editor.post(path, { kind: 'exemption' }, { key: 'three' }),
      () => editor.post(`/work-items/${other.id}/submissions`, proposal, { key: 'three' }),
      () => editor.patch(`/submissions/${String(body['id'])}`, {}, { key: 'three', ifMatch: 2 }),
    ])
      expectRefusal(await built.town.untouched(again), 422, 'idempotency-key-reused');
  });

  it('belongs to one person', async () => {
    const [item, other] = [built.town.fresh(), built.town.fresh()];
    const first = await (await as('editor.east')).post(`/work-items/${item.id}/submissions`, proposal, { key: 'four' });
    const second = await (await as('lead.east')).post(`/work-items/${other.id}/submissions`, proposal, { key: 'four' });
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it('stays free after a refusal', async () => {
    const { item, id, version } = await built.stages.draft('exemption', undefined, {});
    const lead = await as('lead.east');
    const submit = (ifMatch: number) => lead.post(`/submissions/${id}/submit`, undefined, { ifMatch, key: 'five' });
    expectRefusal(await built.town.untouched(() => submit(version)), 422, 'invalid');
    await lead.patch(`/submissions/${id}`, { reason: 'No port here' }, { ifMatch: version });
    expect((await submit(version + 1)).status).toBe(200);
    expect(await built.town.count('submission_round', item)).toBe(1);
  });

  it('sent many times at once has one effect and one answer', async () => {
    const item = built.town.fresh();
    const editor = await as('editor.east');
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => editor.post(`/work-items/${item.id}/submissions`, proposal, { key: 'six' })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(1);
    expect(await built.town.count('submission', item)).toBe(1);
    expect(await built.town.count('event', item)).toBe(2);
  });
});
