import { EventLog } from '#libs/audit';
import { UnitOfWork } from '#libs/database';
import { NoticeWriter } from '#libs/notifications';
import type { BuiltTown, Town, TownItem } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf, type Ready, send } from '../implementation/refusals.js';
import { buildTalkativeTown, type Page, Talk } from './talk.js';

let built: BuiltTown;
let talk: Talk;
beforeAll(async () => {
  built = await buildTalkativeTown(120);
  talk = new Talk(built.town);
});
afterAll(() => built.town.close());
const town = (): Town => built.town;

/** A word that stands nowhere but in notes. */
const canary = 'CANARY-nightingale';
const regional = ['editor.east', 'lead.east', 'editor-and-lead', 'both', 'editor.west', 'lead.west'];

const writing = (item: TownItem, by: string, body: Record<string, unknown> = { text: canary }): Ready => ({
  method: 'POST',
  path: `/work-items/${item.id}/notes`,
  by,
  body,
});

async function refused(request: Ready, status: number, code: string) {
  const reply = await town().untouched(async () => send(request, await town().as(request.by)));
  expectRefusal(reply, status, code);
  return reply;
}

describe('to the region the notes do not exist', () => {
  /** An answer without what differs between any two. */
  const plain = ({ status, body, headers }: { status: number; body: unknown; headers: Record<string, unknown> }) => ({
    status,
    type: headers['content-type'],
    body: { ...(body as object), instance: null },
  });

  it.each(regional.slice(0, 4))('%s gets what an address gets at which there is nothing', async (who) => {
    const item = town().fresh();
    await talk.note(item, 'reviewer.trade', canary);
    const client = await town().as(who);
    const nothing = await client.get(`/work-items/${item.id}/nothing`);
    expect(nothing.status).toBe(404);
    expect(plain(await client.get(`/work-items/${item.id}/notes`))).toEqual(plain(nothing));
    // Nor does a fault in what is sent tell that somebody reads it.
    for (const body of [{ text: 'x' }, {}, { text: '' }, { strange: 1 }]) {
      const written = await town().untouched(() => client.post(`/work-items/${item.id}/notes`, body));
      expect(plain(written)).toEqual(plain(nothing));
    }
    expect(plain(await client.get(`/work-items/${item.id}/notes?limit=x`))).toEqual(plain(nothing));
  });

  it.each(['editor.west', 'lead.west', 'nobody'])('%s gets the same', async (who) => {
    const client = await town().as(who);
    const nothing = await client.get('/nothing');
    expect(plain(await client.get(`/work-items/${town().fresh().id}/notes`))).toEqual(plain(nothing));
  });

  it('no answer to a session of a region has a word of them, nor counts them', async () => {
    const stage = await built.stages.proposed();
    const { item } = stage;
    const before = await Promise.all(regional.map((who) => everythingSeenBy(who, item, stage.id)));
    await (await town().as('lead.east')).send('PUT', `/work-items/${item.id}/following`);
    await (await town().as('both')).send('PUT', `/work-items/${item.id}/following`);
    await talk.note(item, 'reviewer.trade', canary, [talk.person('reviewer.law'), talk.person('auditor')]);
    await talk.note(item, 'coordinator', `${canary} again`);
    await announce();
    const after = await Promise.all(regional.map((who) => everythingSeenBy(who, item, stage.id)));
    for (const [place, who] of regional.entries()) {
      expect(JSON.stringify(after[place])).not.toContain(canary);
      expect([who, after[place]]).toEqual([who, before[place]]);
    }
    const notices = await (await town().as('reviewer.law')).get<Page<{ kind: string; text: object }>>('/notices');
    expect(notices.body.items.filter(({ kind }) => kind === 'write-note')).toHaveLength(1);
    expect(JSON.stringify(notices.body)).not.toContain(canary);
  });

  /** What each route about the item answers; following and what is not about the item left aside. */
  async function everythingSeenBy(who: string, { id, measure }: TownItem, submission: string) {
    const client = await town().as(who);
    const paths = [
      `/work-items/${id}`,
      `/work-items/${id}/history`,
      `/work-items/${id}/comments`,
      `/work-items/${id}/participants`,
      `/work-items/${id}/notes`,
      `/submissions/${submission}`,
      `/submissions/${submission}/comments`,
      `/programmes/${town().programme}/work-items?measure=${measure}`,
      '/submissions?state=submitted',
      '/notices',
      '/notices?unread=true',
    ];
    const seen = [];
    for (const path of paths) {
      const { status, body, etag } = await client.get(path);
      seen.push({ path, status, etag, body: { ...body, instance: null } });
    }
    return seen;
  }

  /** What the job does with the events of notes; only these, so that no other notice comes between. */
  async function announce() {
    const app = town().api.app;
    const rows = await town().database.rows<{ seq: string }>(`select seq from event where kind = 'write-note'`);
    await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
      const seqs = rows.map(({ seq }) => seq);
      const events = await app.get(EventLog, { strict: false }).withSeqs(tx, seqs);
      await app.get(NoticeWriter, { strict: false }).noticesFor(tx, events, { mail: true });
    });
  }
});

describe('a note', () => {
  it('is not written or read without a session', async () => {
    const { id } = town().fresh();
    expect((await town().api.anonymous().get(`/work-items/${id}/notes`)).status).toBe(401);
    expect((await town().api.anonymous().post(`/work-items/${id}/notes`, { text: 'x' })).status).toBe(401);
  });

  it('is not for departments without a part in the measure', async () => {
    const item = town().fresh();
    expect(codesOf(await refused(writing(item, 'reviewer.finance'), 403, 'forbidden'))).toEqual([
      'not-your-department',
    ]);
    const reply = await (await town().as('reviewer.finance')).get(`/work-items/${item.id}/notes`);
    expectRefusal(reply, 403, 'forbidden');
  });

  it('is not written by auditors', async () => {
    expect(codesOf(await refused(writing(town().fresh(), 'auditor'), 403, 'forbidden'))).toEqual(['reads-only']);
  });

  it('is not about an item that does not exist', async () => {
    const nowhere = { ...town().fresh(), id: '0199aaaa-0000-7000-8000-000000000000' };
    await refused(writing(nowhere, 'reviewer.trade'), 404, 'not-found');
  });

  it.each(['lead.east', 'both', 'lead.west', 'reviewer.finance'])('does not mention %s', async (who) => {
    const request = writing(town().fresh(), 'reviewer.trade', { text: 'x', mentions: [talk.person(who)] });
    const reply = await refused(request, 422, 'invalid');
    expect([codesOf(reply), pointersOf(reply)]).toEqual([['mention-cannot-see'], ['/mentions/0']]);
  });

  it.each(['', ' ', 'x'.repeat(5_001)])('has a text', async (text) => {
    await refused(writing(town().fresh(), 'reviewer.trade', { text }), 422, 'invalid');
  });

  it('is read by both departments, coordinators and auditors, page by page', async () => {
    const item = town().fresh();
    for (const [who, text] of [
      ['reviewer.trade', 'one'],
      ['reviewer.law', 'two'],
      ['coordinator', 'three'],
    ] as const)
      await talk.note(item, who, text, [talk.person('reviewer2.trade')]);
    for (const who of ['reviewer2.trade', 'reviewer2.law', 'coordinator', 'auditor']) {
      const client = await town().as(who);
      const first = await client.get<Page<{ text: string }>>(`/work-items/${item.id}/notes?limit=2`);
      const second = await client.get<Page<{ text: string }>>(
        `/work-items/${item.id}/notes?limit=2&cursor=${first.body.nextCursor!}`,
      );
      expect([...first.body.items, ...second.body.items].map(({ text }) => text)).toEqual(['three', 'two', 'one']);
      expect(second.body.nextCursor).toBeNull();
    }
  });

  it('sent twice under one key is one note, and its event names no region', async () => {
    const item = town().fresh();
    const write = () => talk.try(`/work-items/${item.id}/notes`, 'reviewer.trade', { text: 'Once' }, { key: 'note-1' });
    const first = await write();
    expect(await town().untouched(write)).toMatchObject({ status: 201, body: first.body });
    const events = await town().database.rows(
      `select kind, region, work_item_id, actor_role from event where data ->> 'workItemId' = $1`,
      [item.id],
    );
    expect(events).toEqual([{ kind: 'write-note', region: null, work_item_id: null, actor_role: 'reviewer' }]);
  });

  it('is kept as it was, and from the region, by the database alone', async () => {
    const item = town().fresh();
    const { id } = await talk.note(item, 'reviewer.trade', 'As written');
    const { database } = town();
    const insert = `insert into reviewer_note (work_item_id, author, role, body, mentions, written_at)
      values ($1, $2, 'reviewer', 'x', $3, now())`;
    await expect(database.rows(`update reviewer_note set body = 'x' where id = $1`, [id])).rejects.toMatchObject({
      code: 'MT001',
    });
    await expect(database.rows(insert, [item.id, talk.person('both'), []])).rejects.toMatchObject({ code: 'MT062' });
    const mentions = [talk.person('lead.east')];
    await expect(database.rows(insert, [item.id, talk.person('reviewer.trade'), mentions])).rejects.toMatchObject({
      code: 'MT062',
    });
  });
});
