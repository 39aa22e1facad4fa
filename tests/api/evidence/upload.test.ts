import { createHash } from 'node:crypto';
import { expectRefusal } from '../implementation/refusals.js';
import { jpg, office, pdf, png } from './files.js';
import { StoreTown } from './store-town.js';

let at: StoreTown;
beforeAll(async () => {
  at = await StoreTown.build({ EVIDENCE_PER_ITEM: 3 });
});
afterAll(() => at.close());

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const listOf = async (id: string, who: string) =>
  (await (await at.town.as(who)).get<{ items: { id: string }[] }>(`/work-items/${id}/evidence`)).body.items;

describe('an upload', () => {
  it('is stored once by its content, with name, type, size and hash, and an event', async () => {
    const item = at.town.fresh();
    const content = pdf('first');
    const reply = await at.upload(item, [
      { filename: '通知 "一";二.PDF', rawFilename: Buffer.from('通知 \\"一\\";二.PDF'), content },
      { field: 'title', content: '关于试点的通知' },
    ]);
    expect([reply.status, reply.body]).toMatchObject([
      201,
      {
        items: [
          {
            workItemId: item.id,
            region: 'EAST',
            measure: item.measure,
            kind: 'file',
            outcome: 'stored',
            title: '关于试点的通知',
            confidential: false,
            pinned: false,
            version: 1,
            file: {
              name: '通知 "一";二.PDF',
              sha256: sha256(content),
              size: content.length,
              mediaType: 'application/pdf',
            },
            can: { change: true, remove: true },
          },
        ],
      },
    ]);
    expect(at.files()).toEqual({ blobs: [sha256(content)], incoming: [] });
    const events = await at.town.database.rows(
      `select region, department, actor_role as role, work_item_id as item, data->>'workItemId' as about, data->>'sha256' as sha256
       from event where kind = 'add-evidence'`,
    );
    expect(events).toEqual([
      {
        region: 'EAST',
        department: item.lead,
        role: 'regional-editor',
        item: null,
        about: item.id,
        sha256: sha256(content),
      },
    ]);
  });

  it.each([
    ['pdf', 'application/pdf', async () => pdf('kinds')],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', () => office('docx')],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', () => office('xlsx')],
    ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', () => office('pptx')],
    ['jpg', 'image/jpeg', async () => jpg()],
    ['png', 'image/png', async () => png()],
    ['txt', 'text/plain; charset=utf-8', async () => Buffer.from('MZ: 全市通知\n')],
    ['csv', 'text/plain; charset=gb18030', async () => Buffer.from('cdfed6ca2c310d0a', 'hex')],
  ])('of a %s is known by its content', async (extension, mediaType, content) => {
    const { file } = await at.stored(at.town.fresh(), { filename: `x.${extension}`, content: await content() });
    expect(file.mediaType).toBe(mediaType);
  });

  it('of the same content to the same item answers the same evidence and doubles nothing', async () => {
    const item = at.town.fresh();
    const first = await at.stored(item, { filename: 'a.pdf', content: pdf('same') });
    const [before, files] = [await at.town.digest(), at.files()];
    const again = await at.upload(item, [{ filename: 'another name.pdf', content: pdf('same') }]);
    expect([again.status, again.body.items]).toMatchObject([200, [{ id: first.id, outcome: 'repeated', title: 'a' }]]);
    expect([await at.town.digest(), at.files()]).toEqual([before, files]);
  });

  it('twenty of one content at once, to items of three regions: one blob, one row an item', async () => {
    const items = (['EAST', 'WEST', 'NORTH'] as const).map((region) => at.town.fresh({ region }));
    const uploads = Array.from({ length: 21 }, (_, n) => items[n % 3]!).map((item) =>
      at.upload(item, [{ filename: 'a.pdf', content: pdf('at once') }], `editor.${item.region.toLowerCase()}`),
    );
    const replies = await Promise.all(uploads);
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(18).fill(200), ...Array(3).fill(201)]);
    expect(new Set(replies.flatMap(({ body }) => body.items.map(({ id }) => id))).size).toBe(3);
    expect(at.files().blobs).toEqual(await at.recorded());
    expect(await at.town.database.rows('select from blob_claim')).toEqual([]);
  });

  it('of several files takes all or none', async () => {
    const item = at.town.fresh();
    const good = { filename: 'a.pdf', content: pdf('all or none') };
    const reply = await at.refused(() => at.upload(item, [good, { filename: 'b.pdf', content: Buffer.alloc(0) }]));
    expectRefusal(reply, 422, 'file-empty');
    expect(reply.body['errors']).toMatchObject([{ pointer: '/files/1' }]);
    const both = await at.upload(item, [good, { filename: 'b.txt', content: 'b' }]);
    expect([both.status, both.body.items.map(({ title }) => title)]).toEqual([201, ['a', 'b']]);
  });

  it('with an Idempotency-Key runs once, and the key is not good for another file', async () => {
    const item = at.town.fresh();
    const send = (mark: string) =>
      at.upload(item, [{ filename: 'a.pdf', content: pdf(mark) }], 'editor.east', { key: 'once-1' });
    const first = await send('key');
    expect(await send('key')).toMatchObject({ status: 201, body: first.body });
    expectRefusal(await at.refused(() => send('another')), 422, 'idempotency-key-reused');
    expect(await at.town.database.rows('select from blob_claim')).toEqual([]);
  });
});

describe('refused', () => {
  const file = { filename: 'a.pdf', content: pdf('refused') };

  it.each([
    ['', 401, 'not-signed-in'],
    ['nobody', 403, 'forbidden'],
    ['reviewer.trade', 403, 'forbidden'],
    ['coordinator', 403, 'forbidden'],
    ['auditor', 403, 'forbidden'],
    ['lead.west', 404, 'not-found'],
  ])('%p: %i', async (who, status, code) => {
    const item = at.town.item(1);
    expectRefusal(await at.refused(() => at.upload(item, [file], who)), status, code);
  });

  it('a person who is of one region and reviews elsewhere: 403 there', async () => {
    expectRefusal(await at.refused(() => at.upload(at.town.item(1, 'WEST'), [file], 'both')), 403, 'forbidden');
  });

  it('JSON, and multipart without our header, and from another site', async () => {
    const path = `/work-items/${at.town.item(1).id}/evidence`;
    const editor = await at.town.as('editor.east');
    expectRefusal(await at.refused(() => editor.post(path, {})), 415, 'unsupported-media-type');
    const bare = { headers: { 'x-file-upload': '' } };
    expectRefusal(await at.refused(() => at.send('editor.east', path, [file], bare)), 403, 'upload-header-missing');
    const elsewhere = { headers: { origin: 'https://evil.example' } };
    expectRefusal(await at.refused(() => at.send('editor.east', path, [file], elsewhere)), 403, 'cross-site');
  });

  it.each([
    ['no file', [{ field: 'title', content: 'x' }], '/files'],
    ['an unknown field', [file, { field: 'status', content: 'approved' }], '/status'],
    ['a field twice', [file, { field: 'title', content: 'x' }, { field: 'title', content: 'y' }], '/title'],
    ['a blank title', [file, { field: 'title', content: ' ' }], '/title'],
    ['a long title', [file, { field: 'title', content: 'x'.repeat(201) }], '/title'],
    ['a confidentiality that is none', [file, { field: 'confidential', content: 'yes' }], '/confidential'],
    ['one title for two', [file, { filename: 'b.txt', content: 'b' }, { field: 'title', content: 'x' }], '/title'],
  ])('%s: 422', async (_, parts, pointer) => {
    const reply = await at.refused(() => at.upload(at.town.item(1), parts));
    expectRefusal(reply, 422, 'invalid');
    expect(reply.body['errors']).toMatchObject([{ pointer }]);
  });

  it('more than an item may have: 409', async () => {
    const item = at.town.fresh();
    for (const mark of ['1', '2', '3']) await at.stored(item, { filename: 'a.pdf', content: pdf(`full ${mark}`) });
    const more = [{ filename: 'a.pdf', content: pdf('one too many') }];
    expectRefusal(await at.refused(() => at.upload(item, more)), 409, 'item-full');
  });

  it('the same content as confidential where it is open: 409', async () => {
    const item = at.town.fresh();
    await at.stored(item, { filename: 'a.pdf', content: pdf('open') });
    const closed = [
      { filename: 'a.pdf', content: pdf('open') },
      { field: 'confidential', content: 'true' },
    ];
    expectRefusal(await at.refused(() => at.upload(item, closed)), 409, 'already-there-not-confidential');
  });
});

describe('a link', () => {
  const url = 'https://example.org/通知?a=1';

  it('is added once an address, and listed', async () => {
    const item = at.town.fresh();
    const editor = await at.town.as('editor.east');
    const add = () => editor.post<{ id: string }>(`/work-items/${item.id}/evidence-links`, { url, title: 'Notice' });
    const first = await add();
    expect([first.status, first.body]).toMatchObject([201, { kind: 'link', url, file: null, outcome: 'stored' }]);
    expect(await add()).toMatchObject({ status: 200, body: { id: first.body.id, outcome: 'repeated' } });
    expect(await listOf(item.id, 'lead.east')).toMatchObject([{ id: first.body.id }]);
    expect((await editor.get(`/evidence/${first.body.id}/content`)).status).toBe(404);
  });

  it.each([['data:text/html,x'], ['ftp://example.org/x'], ['no address']])('%p is none', async (bad) => {
    const editor = await at.town.as('editor.east');
    const path = `/work-items/${at.town.item(1).id}/evidence-links`;
    expectRefusal(await at.refused(() => editor.post(path, { url: bad, title: 'x' })), 422, 'invalid');
  });
});

describe('changes', () => {
  it('rename, and are refused to others, without the version, and stale', async () => {
    const { id } = await at.stored(at.town.fresh(), { filename: 'a.pdf', content: pdf('change') });
    const editor = await at.town.as('editor.east');
    const path = `/evidence/${id}`;
    const renamed = await editor.patch(path, { title: '新标题' }, { ifMatch: 1 });
    expect(renamed).toMatchObject({ status: 200, etag: '"2"', body: { title: '新标题', version: 2 } });
    for (const [who, status] of [
      ['editor.west', 404],
      ['reviewer.trade', 403],
    ] as const) {
      const client = await at.town.as(who);
      expect((await at.refused(() => client.patch(path, { title: 'x' }, { ifMatch: 2 }))).status).toBe(status);
      expect((await at.refused(() => client.delete(path, undefined, { ifMatch: 2 }))).status).toBe(status);
    }
    expectRefusal(await at.refused(() => editor.patch(path, { title: 'x' })), 428, 'version-required');
    expectRefusal(await at.refused(() => editor.patch(path, { title: 'x' }, { ifMatch: 1 })), 412, 'stale-version');
    expectRefusal(await at.refused(() => editor.patch(path, { title: '  ' }, { ifMatch: 2 })), 422, 'invalid');
    expectRefusal(await at.refused(() => editor.delete(path, undefined, { ifMatch: 1 })), 412, 'stale-version');
    const event = await at.town.database.row(`select data from event where kind = 'change-evidence'`);
    expect(event).toMatchObject({ data: { before: { title: 'a' }, after: { title: '新标题' } } });
  });

  it('remove: nobody finds it any more, its record stays, and the content can come again', async () => {
    const item = at.town.fresh();
    const part = { filename: 'a.pdf', content: pdf('remove') };
    const { id } = await at.stored(item, part);
    const editor = await at.town.as('editor.east');
    expect((await editor.delete(`/evidence/${id}`, undefined, { ifMatch: 1 })).status).toBe(204);
    expect((await editor.delete(`/evidence/${id}`, undefined, { ifMatch: 2 })).status).toBe(404);
    expect((await editor.get(`/evidence/${id}/content`)).status).toBe(404);
    expect(await listOf(item.id, 'editor.east')).toEqual([]);
    expect(
      await at.town.database.row('select removed_by is not null as by, version from evidence where id = $1', [id]),
    ).toEqual({
      by: true,
      version: 2,
    });
    expect((await at.stored(item, part)).id).not.toBe(id);
  });
});
