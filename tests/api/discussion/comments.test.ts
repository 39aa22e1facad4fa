import { discussionConstraints } from '#libs/discussion';
import type { BuiltTown, Town } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
  pointersOf,
  type Ready,
  refusesLikeEveryAct,
  send,
} from '../implementation/refusals.js';
import { buildTalkativeTown, type Page, type Said, Talk } from './talk.js';

let built: BuiltTown;
let talk: Talk;
beforeAll(async () => {
  built = await buildTalkativeTown(300);
  talk = new Talk(built.town);
});
afterAll(() => built.town.close());
const town = (): Town => built.town;
const nowhere = '0199aaaa-0000-7000-8000-000000000000';

async function refused(request: Ready, status: number, code: string) {
  const reply = await town().untouched(async () => send(request, await town().as(request.by)));
  expectRefusal(reply, status, code);
  return reply;
}

const post = (path: string, by: string, body?: Record<string, unknown>): Ready => ({ method: 'POST', path, by, body });

describe('a comment about a work item is refused', () => {
  const ready = async (): Promise<Ready> =>
    post(`/work-items/${town().fresh().id}/comments`, 'editor.east', { text: 'A question' });
  refusesLikeEveryAct(town, ready, ['auditor', 'nobody']);

  it('to another region, as if there were no such item', async () => {
    await refused({ ...(await ready()), by: 'editor.west' }, 404, 'not-found');
  });

  it('to a department that has no part in the measure', async () => {
    const reply = await refused({ ...(await ready()), by: 'reviewer.finance' }, 403, 'forbidden');
    expect(codesOf(reply)).toEqual(['not-your-department']);
  });

  it.each([
    ['nothing', {}, '/text'],
    ['blanks', { text: ' \n ' }, '/text'],
    ['too long a text', { text: 'x'.repeat(5_001) }, '/text'],
    ['no list of mentions', { text: 'x', mentions: 'all' }, '/mentions'],
    ['a mention that is no id', { text: 'x', mentions: ['lead.east'] }, '/mentions/0'],
    ['the same mention twice', { text: 'x', mentions: [nowhere, nowhere] }, '/mentions'],
  ])('with %s: 422', async (_, body, pointer) => {
    const reply = await refused({ ...(await ready()), body }, 422, 'invalid');
    expect(pointersOf(reply)[0]).toContain(pointer.replace('/0', ''));
  });

  it('with mentions of those who may not see it, each named', async () => {
    const mentions = ['lead.west', 'lead.east', 'reviewer.finance'].map((who) => talk.person(who));
    const reply = await refused(
      { ...(await ready()), body: { text: 'x', mentions: [...mentions, nowhere] } },
      422,
      'invalid',
    );
    expect(pointersOf(reply)).toEqual(['/mentions/0', '/mentions/2', '/mentions/3']);
    expect(codesOf(reply)).toEqual(['mention-cannot-see', 'mention-cannot-see', 'mention-cannot-see']);
    expect(JSON.stringify(reply.body['blockers'])).toContain('人员 lead.west');
    expect(JSON.stringify(reply.body['blockers'])).toContain(nowhere);
  });
});

describe('a comment on a draft', () => {
  const ready = async (): Promise<Ready> =>
    post(`/submissions/${(await built.stages.draft()).id}/comments`, 'lead.east', { text: 'Is this complete?' });

  it.each(['editor.west', 'reviewer.trade', 'coordinator'])('%s cannot know of: 404', async (by) => {
    await refused({ ...(await ready()), by }, 404, 'not-found');
  });

  it('mentions nobody of the ministry', async () => {
    const body = { text: 'x', mentions: [talk.person('reviewer.trade')] };
    expect(codesOf(await refused({ ...(await ready()), body }, 422, 'invalid'))).toEqual(['mention-cannot-see']);
  });

  it('stays with the region and the auditor, also when the draft is sent', async () => {
    const draft = await built.stages.draft();
    const said = await talk.aboutSubmission(draft.id, 'lead.east', 'Only among us', [talk.person('editor.east')]);
    expect(said).toMatchObject({ audience: 'region', first: { side: 'region', role: 'regional-lead' } });
    const sent = await built.stages.submit(draft);
    for (const path of [`/submissions/${sent.id}/comments`, `/work-items/${sent.item.id}/comments`]) {
      for (const who of ['editor.east', 'auditor', 'both'])
        expect((await talk.threads(path, who)).map(({ id }) => id)).toEqual([said.id]);
      for (const who of ['reviewer.trade', 'reviewer.law', 'coordinator'])
        expect(await talk.threads(path, who)).toEqual([]);
    }
    for (const who of ['reviewer.trade', 'coordinator', 'editor.west'])
      await refused(post(`/comments/${said.id}/replies`, who, { text: 'Heard' }), 404, 'not-found');
    await refused({ method: 'POST', path: `/comments/${said.id}/resolve`, by: 'reviewer.trade' }, 404, 'not-found');
    // What is said after the sending is for both sides.
    expect(await talk.aboutSubmission(sent.id, 'editor.east', 'To all')).toMatchObject({ audience: 'shared' });
  });
});

describe('a thread', () => {
  it('is read by the region, both departments, coordinators and auditors, and by nobody else', async () => {
    const item = town().fresh();
    const said = await talk.about(item, 'editor.east', 'A question');
    const path = `/work-items/${item.id}/comments`;
    for (const who of ['lead.east', 'reviewer.trade', 'reviewer2.law', 'coordinator', 'auditor', 'both']) {
      expect(await talk.threads(path, who)).toMatchObject([{ id: said.id, first: { text: 'A question' } }]);
      expect((await (await town().as(who)).get(`/comments/${said.id}`)).status).toBe(200);
    }
    const statuses = async (who: string) => {
      const client = await town().as(who);
      const paths = [path, `/comments/${said.id}`, `/comments/${said.id}/replies`, `/comments/${said.id}/texts`];
      return Promise.all(paths.map(async (one) => (await client.get(one)).status));
    };
    expect(await statuses('lead.west')).toEqual([404, 404, 404, 404]);
    expect(await statuses('reviewer.finance')).toEqual([403, 404, 404, 404]);
    expect(await statuses('nobody')).toEqual([403, 403, 403, 403]);
  });

  it('has one level of replies, by either side, in their order', async () => {
    const { id } = await talk.about(town().fresh(), 'editor.east', 'First');
    const reply = await talk.reply(id, 'reviewer.law', 'Second', [talk.person('lead.east')]);
    await talk.reply(id, 'coordinator', 'Third');
    const whole = await (await town().as('auditor')).get<Said>(`/comments/${reply.id}`);
    expect(whole.body).toMatchObject({
      id,
      replyCount: 2,
      replies: [
        { text: 'Second', side: 'ministry', role: 'reviewer', mentions: [{ id: talk.person('lead.east') }] },
        { text: 'Third', role: 'coordinator' },
      ],
    });
    const deeper = await refused(
      post(`/comments/${reply.id}/replies`, 'editor.east', { text: 'x' }),
      409,
      'not-first-comment',
    );
    expect(deeper.body['threadId']).toBe(id);
  });

  it('pages its replies, and the list its threads, the newest first', async () => {
    const item = town().fresh();
    const threads = [];
    for (const text of ['one', 'two', 'three']) threads.push(await talk.about(item, 'editor.east', text));
    for (let no = 1; no <= 23; no += 1) await talk.reply(threads[0]!.id, 'editor.east', `reply ${no}`);
    const client = await town().as('lead.east');
    const first = await client.get<Page<Said>>(`/work-items/${item.id}/comments?limit=2`);
    expect(first.body.items.map((thread) => thread.first.text)).toEqual(['three', 'two']);
    const second = await client.get<Page<Said>>(
      `/work-items/${item.id}/comments?limit=2&cursor=${first.body.nextCursor!}`,
    );
    expect(second.body).toMatchObject({ nextCursor: null, items: [{ id: threads[0]!.id, replyCount: 23 }] });
    const { replies, nextReplies } = second.body.items[0]!;
    expect(replies).toHaveLength(20);
    const rest = await client.get<Page<Said>>(`/comments/${threads[0]!.id}/replies?cursor=${nextReplies!}`);
    expect(rest.body.items.map(({ text }) => text)).toEqual(['reply 21', 'reply 22', 'reply 23']);
    for (const query of ['limit=0', 'limit=51', 'cursor=x', 'state=done'])
      expect((await client.get(`/work-items/${item.id}/comments?${query}`)).status).toBe(400);
  });

  it('takes 200 replies', async () => {
    const { id } = await talk.about(town().fresh(), 'editor.east', 'First');
    await town().database.rows(
      `with added as (
         insert into comment (id, thread_id, audience, place, author, role, side, written_at)
         select gen_random_uuid(), $1, 'shared', place, $2, 'regional-editor', 'region', now()
         from generate_series(1, 199) as place returning id
       )
       insert into comment_text (comment_id, version, body, written_at) select id, 1, 'x', now() from added`,
      [id, talk.person('editor.east')],
    );
    await talk.reply(id, 'lead.east', 'The last');
    const reply = await refused(
      post(`/comments/${id}/replies`, 'lead.east', { text: 'One more' }),
      409,
      'illegal-move',
    );
    expect(codesOf(reply)).toEqual(['thread-full']);
  });

  it('answered by two at once keeps both answers', async () => {
    const { id } = await talk.about(town().fresh(), 'editor.east', 'First');
    const clients = await Promise.all(['lead.east', 'reviewer.trade', 'coordinator'].map((who) => town().as(who)));
    const replies = await Promise.all(clients.map((client) => client.post(`/comments/${id}/replies`, { text: 'Me' })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await clients[0]!.get<Said>(`/comments/${id}`)).body.replyCount).toBe(3);
  });

  it('sent twice under one key is one thread', async () => {
    const item = town().fresh();
    const begin = () => talk.try(`/work-items/${item.id}/comments`, 'editor.east', { text: 'Once' }, { key: 'say-1' });
    const first = await begin();
    const second = await town().untouched(begin);
    expect([second.status, second.body, second.headers['location']]).toEqual([
      201,
      first.body,
      first.headers['location'],
    ]);
    expect(await talk.threads(`/work-items/${item.id}/comments`, 'editor.east')).toHaveLength(1);
  });
});

describe('resolving', () => {
  const thread = async (who = 'editor.east') => (await talk.about(town().fresh(), who, 'A question')).id;
  const act = (id: string, by: string, verb = 'resolve'): Ready => ({
    method: 'POST',
    path: `/comments/${id}/${verb}`,
    by,
  });

  it.each(['reviewer.law', 'coordinator'])('is not for %s, who did not begin it', async (by) => {
    expect(codesOf(await refused(act(await thread(), by), 403, 'forbidden'))).toEqual(['not-yours-to-resolve']);
  });

  it('is not for an editor who did not begin it', async () => {
    expect(codesOf(await refused(act(await thread('lead.east'), 'editor.east'), 403, 'forbidden'))).toEqual([
      'not-yours-to-resolve',
    ]);
  });

  it('of an unknown thread or a reply', async () => {
    await refused(act(nowhere, 'editor.east'), 404, 'not-found');
    const reply = await talk.reply(await thread(), 'editor.east', 'x');
    await refused(act(reply.id, 'lead.east'), 409, 'not-first-comment');
  });

  it.each(['editor.east', 'lead.east', 'reviewer2.trade'])('%s closes it and opens it again', async (by) => {
    const id = await thread();
    const client = await town().as(by);
    const closed = await client.post<Said>(`/comments/${id}/resolve`);
    expect(closed).toMatchObject({
      status: 200,
      body: { resolved: { by: { id: talk.person(by) } }, can: { reopen: true } },
    });
    expect(closed.body.blockers.find((one) => one.act === 'reply')?.reasons.map(({ code }) => code)).toEqual([
      'thread-resolved',
    ]);
    expect(codesOf(await refused(act(id, by), 409, 'illegal-move'))).toEqual(['already-resolved']);
    expect(
      codesOf(await refused(post(`/comments/${id}/replies`, 'lead.east', { text: 'x' }), 409, 'illegal-move')),
    ).toEqual(['thread-resolved']);
    expect(await client.post(`/comments/${id}/reopen`)).toMatchObject({ status: 200, body: { resolved: null } });
    expect(codesOf(await refused(act(id, by, 'reopen'), 409, 'illegal-move'))).toEqual(['not-resolved']);
    const kinds = await town().database.rows<{ kind: string }>(
      `select kind from event where data ->> 'threadId' = $1 order by seq`,
      [id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['comment', 'resolve-comment', 'reopen-comment']);
  });

  it('at once by two: one wins, the other is told', async () => {
    const id = await thread();
    const clients = await Promise.all(['lead.east', 'reviewer.trade'].map((who) => town().as(who)));
    const replies = await Promise.all(clients.map((client) => client.post(`/comments/${id}/resolve`)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe("one's own comment", () => {
  const said = async () => {
    const { first } = await talk.about(town().fresh(), 'editor.east', 'As first said', [talk.person('lead.east')]);
    return first;
  };
  const edit = (id: string, by: string, ifMatch: number | undefined, text = 'Changed'): Ready => ({
    method: 'PATCH',
    path: `/comments/${id}`,
    body: { text },
    ifMatch,
    by,
  });

  it.each(['lead.east', 'reviewer.trade', 'both'])('is not changed or withdrawn by %s', async (by) => {
    const { id } = await said();
    expect(codesOf(await refused(edit(id, by, 1), 403, 'forbidden'))).toEqual(['not-author']);
    await refused({ method: 'POST', path: `/comments/${id}/withdraw`, ifMatch: 1, by }, 403, 'forbidden');
  });

  it('is not there for others', async () => {
    const { id } = await said();
    await refused(edit(id, 'editor.west', 1), 404, 'not-found');
    await refused(edit(id, 'reviewer.finance', 1), 404, 'not-found');
  });

  it('names the version that was seen', async () => {
    const { id } = await said();
    await refused(edit(id, 'editor.east', undefined), 428, 'version-required');
    await refused(edit(id, 'editor.east', 2), 412, 'stale-version');
  });

  it('keeps every text that it had', async () => {
    const { id } = await said();
    const author = await town().as('editor.east');
    const changed = await author.patch(`/comments/${id}`, { text: 'Better said' }, { ifMatch: 1 });
    expect(changed).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { text: 'Better said', version: 2, edits: 1, mentions: [{ id: talk.person('lead.east') }] },
    });
    await refused(edit(id, 'editor.east', 1), 412, 'stale-version');
    const texts = await (await town().as('reviewer.law')).get<Page<{ text: string }>>(`/comments/${id}/texts`);
    expect(texts.body.items.map(({ text }) => text)).toEqual(['As first said', 'Better said']);
  });

  it('is edited for a day and 20 times', async () => {
    const late = await said();
    const often = await said();
    const age = async (id: string, hours: number) => {
      await town().database.rows('alter table comment disable trigger comment_legal_change');
      await town().database.rows(`update comment set written_at = written_at - $2 * interval '1 hour' where id = $1`, [
        id,
        hours,
      ]);
      await town().database.rows('alter table comment enable trigger comment_legal_change');
    };
    await age(late.id, 24);
    expect(codesOf(await refused(edit(late.id, 'editor.east', 1), 409, 'illegal-move'))).toEqual(['edit-too-late']);
    const author = await town().as('editor.east');
    for (let version = 1; version <= 20; version += 1)
      expect((await author.patch(`/comments/${often.id}`, { text: `${version}` }, { ifMatch: version })).status).toBe(
        200,
      );
    expect(codesOf(await refused(edit(often.id, 'editor.east', 21), 409, 'illegal-move'))).toEqual([
      'edited-too-often',
    ]);
  });

  it('withdrawn leaves its place without its words, but for the auditor', async () => {
    const { id } = await said();
    await talk.reply(id, 'lead.east', 'An answer');
    const author = await town().as('editor.east');
    const withdrawn = await author.post(`/comments/${id}/withdraw`, undefined, { ifMatch: 1 });
    expect(withdrawn).toMatchObject({
      status: 200,
      body: { text: null, mentions: [], can: { edit: false, withdraw: false } },
    });
    const seen = await author.get<Said>(`/comments/${id}`);
    expect(seen.body).toMatchObject({ first: { text: null }, replies: [{ text: 'An answer' }] });
    expect(JSON.stringify(seen.body)).not.toContain('As first said');
    expect((await author.get(`/comments/${id}/texts`)).status).toBe(404);
    const auditor = await (await town().as('auditor')).get<Page<{ text: string }>>(`/comments/${id}/texts`);
    expect(auditor.body.items).toMatchObject([{ text: 'As first said' }]);
    expect(codesOf(await refused(edit(id, 'editor.east', 1), 409, 'illegal-move'))).toEqual(['comment-withdrawn']);
    await refused(
      { method: 'POST', path: `/comments/${id}/withdraw`, ifMatch: 1, by: 'editor.east' },
      409,
      'illegal-move',
    );
  });
});

describe('the database alone', () => {
  const rejects = (sql: string, parameters: unknown[], code: string) =>
    expect(town().database.rows(sql, parameters)).rejects.toMatchObject({ code });

  it('refuses what rewrites a discussion', async () => {
    const { id } = await talk.about(town().fresh(), 'editor.east', 'A question');
    await rejects(`update comment_text set body = 'x' where comment_id = $1`, [id], 'MT001');
    await rejects('delete from comment_text where comment_id = $1', [id], 'MT001');
    await rejects('delete from comment where id = $1', [id], 'MT061');
    await rejects('update comment set author = $2 where id = $1', [id, talk.person('lead.east')], 'MT061');
    await rejects('update comment set version = 2 where id = $1', [id], '23503');
    await rejects('delete from comment_thread where id = $1', [id], 'MT060');
    await rejects(`update comment_thread set opened_by = $2 where id = $1`, [id, talk.person('lead.east')], 'MT060');
  });

  it('has every constraint that a refusal names', async () => {
    const rows = await town().database.rows<{ name: string }>('select conname::text as name from pg_constraint');
    const names = new Set(rows.map(({ name }) => name));
    expect(Object.keys(discussionConstraints).filter((name) => !names.has(name))).toEqual([]);
  });

  it("keeps a region's thread to the region", async () => {
    const { id } = await talk.aboutSubmission((await built.stages.draft()).id, 'editor.east', 'Among us');
    await rejects(`update comment_thread set audience = 'shared' where id = $1`, [id], 'MT060');
    await rejects(
      `insert into comment (id, thread_id, audience, place, author, role, side, written_at)
       values (gen_random_uuid(), $1, 'region', 1, $2, 'reviewer', 'ministry', now())`,
      [id, talk.person('reviewer.trade')],
      '23514',
    );
  });
});

it('whom one can mention: those who take part', async () => {
  const item = town().fresh();
  const { body } = await (
    await town().as('editor.east')
  ).get<Page<{ id: string }>>(`/work-items/${item.id}/participants`);
  const expected = [
    'both',
    'coordinator',
    'editor-and-lead',
    'editor.east',
    'lead.east',
    'reviewer.law',
    'reviewer.trade',
    'reviewer2.law',
    'reviewer2.trade',
  ];
  expect(body.items.map(({ id }) => id).toSorted()).toEqual(expected.map((who) => talk.person(who)).toSorted());
  expect((await (await town().as('editor.west')).get(`/work-items/${item.id}/participants`)).status).toBe(404);
});
