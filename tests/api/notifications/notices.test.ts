import { UnitOfWork } from '#libs/database';
import { NoticeWriter } from '#libs/notifications';
import type { LoggedEvent } from '#libs/audit';
import { buildTown, type Stages, type TestClient, type Town } from '#libs/testing';

interface Notice {
  id: string;
  kind: string;
  text: { zh: string; en: string };
  at: string;
  readAt: string | null;
}
interface List {
  items: Notice[];
  nextCursor: string | null;
  unread: number;
}

let town: Town;
let stages: Stages;
let reviewer: TestClient;

beforeAll(async () => {
  ({ town, stages } = await buildTown({ measures: 12 }));
  reviewer = await town.as('reviewer.trade');
  for (let time = 0; time < 3; time += 1) await stages.proposed();
  await stages.decided(await stages.proposed());
  await announce();
});
afterAll(() => town.close());

/** What the job does with the events. */
async function announce(): Promise<void> {
  const { app } = town.api;
  const events = await town.database.rows<LoggedEvent>(
    `select seq, kind, programme, region, department, work_item_id as "workItemId", submission_id as "submissionId",
       actor_person_id as "actorPersonId", recorded_at as "recordedAt" from event order by seq`,
  );
  const writer = app.get(NoticeWriter, { strict: false });
  await app.get(UnitOfWork, { strict: false }).run((tx) => writer.noticesFor(tx, events, { mail: false }));
}

const list = async (query = '', client = reviewer) => (await client.get<List>(`/notices${query}`)).body;

describe('refused', () => {
  it.each([
    ['GET', '/notices'],
    ['POST', '/notices/read-all'],
    ['POST', '/notices/0199aaaa-0000-7000-8000-000000000000/read'],
  ] as const)('a stranger: %s %s', async (method, path) => {
    expect((await town.untouched(() => town.api.anonymous().send(method, path))).status).toBe(401);
  });

  it('whoever has no role', async () => {
    expect((await (await town.as('nobody')).get('/notices')).status).toBe(403);
  });

  it("somebody else's notice, as if it did not exist", async () => {
    const { items } = await list();
    const other = await town.as('reviewer2.trade');
    const unread = (await list('', other)).unread;
    const reply = await other.post(`/notices/${items[0]!.id}/read`);
    expect(reply).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const unknown = await other.post('/notices/0199aaaa-0000-7000-8000-000000000000/read');
    expect({ ...reply.body, instance: null, requestId: null }).toEqual({
      ...unknown.body,
      instance: null,
      requestId: null,
    });
    expect((await list()).items[0]!.readAt).toBeNull();
    expect((await list('', other)).unread).toBe(unread);
  });

  it.each(['none', '1', '%00', '0199aaaa-0000-7000-8000-00000000000g'])('the id %s', async (id) => {
    expect([400, 404]).toContain((await reviewer.post(`/notices/${id}/read`)).status);
  });

  it.each(['limit=0', 'limit=201', 'unread=yes', 'cursor=x', 'cursor=MjAyMQ', 'person=1', 'unread=true&unread=false'])(
    'the query %s',
    async (query) => {
      expect((await reviewer.get(`/notices?${query}`)).status).toBe(400);
    },
  );
});

describe("a person's notices", () => {
  it('come newest first, with texts, names and the reason', async () => {
    const { items, nextCursor, unread } = await list();
    expect({ count: items.length, nextCursor, unread }).toEqual({ count: 4, nextCursor: null, unread: 4 });
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(items[0]).toMatchObject({
      kind: 'submit-proposal',
      text: {
        zh: expect.stringContaining('EAST地区报送了申报'),
        en: expect.stringContaining('Region EAST submitted the proposal'),
      },
      reason: {
        zh: '您收到此通知，因为您是TRADE部门的审核员。',
        en: 'You receive this because you review for Department TRADE.',
      },
      note: null,
      workItem: { id: expect.any(String), region: { code: 'EAST' }, measure: { title: { en: expect.any(String) } } },
      submissionId: expect.any(String),
      readAt: null,
    });
  });

  it('come page by page, none twice', async () => {
    const whole = (await list()).items.map(({ id }) => id);
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const { items, nextCursor } = await list(query);
      seen.push(...items.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `?limit=3&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(whole);
  });

  it('are not those of others', async () => {
    expect((await list('', await town.as('reviewer.law'))).items).toEqual([]);
    const region = (await list('', await town.as('editor.east'))).items;
    expect(region.map(({ kind }) => kind)).toEqual(['approve-proposal']);
    expect((await list('', await town.as('editor.west'))).items).toEqual([]);
  });

  it('are read one by one, and the first reading counts', async () => {
    const id = (await list()).items[1]!.id;
    const first = await reviewer.post<{ readAt: string }>(`/notices/${id}/read`);
    expect(first).toMatchObject({ status: 200, body: { id, readAt: expect.stringMatching(/^2021-12-16/) } });
    expect((await reviewer.post<{ readAt: string }>(`/notices/${id}/read`)).body.readAt).toBe(first.body.readAt);
    const unread = await list('?unread=true');
    expect([unread.unread, unread.items.length]).toEqual([3, 3]);
    expect((await list('?unread=false')).items.map((notice) => notice.id)).toEqual([id]);
  });

  it('are read all together, of this person alone', async () => {
    expect(await reviewer.post('/notices/read-all')).toMatchObject({ status: 200, body: { read: 3 } });
    expect((await list()).unread).toBe(0);
    expect((await reviewer.post('/notices/read-all')).body).toEqual({ read: 0 });
    expect((await list('', await town.as('reviewer2.trade'))).unread).toBe(4);
  });
});
