import { type Answer, type Newsroom, newsroom } from './newsroom.js';

let room: Newsroom;
beforeAll(async () => {
  room = await newsroom(6);
});
afterAll(() => room?.close());

const statuses = (replies: Answer[]) => replies.map(({ status }) => status).sort((a, b) => a - b);
const acts = async ({ body }: Answer) =>
  (
    await room.town.database.rows<{ kind: string }>(
      `select kind from event where data ->> 'statementId' = $1 order by seq`,
      [body.id],
    )
  ).map(({ kind }) => kind);

it('cleared by two at once, it is cleared once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const prepared = await room.prepare();
    const clear = () => room.act(room.second, prepared, 'clear');
    const replies = await Promise.all([clear(), clear(), clear()]);
    expect(statuses(replies)).toEqual([200, 412, 412]);
    expect(await acts(prepared)).toEqual(['prepare-statement', 'clear-statement']);
  }
});

it('published and discarded at once, one of both happens', async () => {
  for (let round = 0; round < 8; round += 1) {
    const cleared = await room.act(room.second, await room.prepare(), 'clear');
    const replies = await Promise.all([
      room.act(room.first, cleared, 'publish'),
      room.act(room.second, cleared, 'discard', { reason: 'Given up' }),
    ]);
    expect(statuses(replies)).toEqual([200, 412]);
    const { body } = await room.first.get(`/statements/${cleared.body.id}`);
    const out = replies[0]!.status === 200 ? 'published' : 'discarded';
    expect(body).toMatchObject({ status: out, version: 3 });
    expect((await acts(cleared)).at(-1)).toBe(out === 'published' ? 'publish-statement' : 'discard-statement');
  }
});

it('worded while it is cleared, what was cleared is what was seen', async () => {
  for (let round = 0; round < 5; round += 1) {
    const prepared = await room.prepare();
    const wordings = [{ zh: '已落地1项', en: 'at least 1 measure of 6'.replace('1 measure', '1') }];
    const [worded, cleared] = await Promise.all([
      room.first.patch(`/statements/${prepared.body.id}`, { wordings }, { ifMatch: prepared.body.version }),
      room.act(room.second, prepared, 'clear'),
    ]);
    expect([worded.status, cleared.status].sort()).toEqual([200, 412]);
  }
});

it('prepared by many at once, each has a number of its own', async () => {
  const replies = await Promise.all(Array.from({ length: 6 }, () => room.prepare()));
  expect(statuses(replies)).toEqual([201, 201, 201, 201, 201, 201]);
  expect(new Set(replies.map(({ body }) => body['no'])).size).toBe(6);
});
