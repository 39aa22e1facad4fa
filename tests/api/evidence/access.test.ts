import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfiguration } from '#libs/platform';
import { Reference } from '#libs/programme';
import { createTestApi, type Stage, type TownItem } from '#libs/testing';
import { expectRefusal } from '../implementation/refusals.js';
import { pdf } from './files.js';
import { type Evidence, StoreTown } from './store-town.js';

let at: StoreTown;
let supported: TownItem;
beforeAll(async () => {
  at = await StoreTown.build({}, 36);
  supported = at.town.fresh();
  // LAW supports this measure and no other.
  await at.town.database.rows(
    `insert into measure_department (programme, measure, department, position) values ($1, $2, 'LAW', 1)`,
    [at.town.programme, supported.measure],
  );
  await at.town.database.rows('update programme set catalogue_version = catalogue_version + 1');
  await at.town.api.app.get(Reference, { strict: false }).refresh();
});
afterAll(() => at.close());

const listOf = async (item: TownItem, who: string) =>
  (await at.town.as(who)).get<{ items: Evidence[] }>(`/work-items/${item.id}/evidence`);
const contentOf = async (id: string, who: string) => (await at.town.as(who)).get<string>(`/evidence/${id}/content`);

/** Who sees what of one open and one confidential file: the status of the list, and how many are in it. */
async function views(item: TownItem, ids: string[], whos: string[]) {
  return Promise.all(
    whos.map(async (who) => {
      const { status, body } = await listOf(item, who);
      const contents = await Promise.all(ids.map(async (id) => (await contentOf(id, who)).status));
      const rows = await Promise.all(
        ids.map(async (id) => (await (await at.town.as(who)).get(`/evidence/${id}`)).status),
      );
      expect(rows).toEqual(contents);
      return [who, status, status === 200 ? body.items.map(({ id }) => ids.indexOf(id)) : [], contents];
    }),
  );
}

/** Reports the item's implementation with these pinned, as far as it is with the ministry. */
async function reported(item: TownItem, ...ids: string[]): Promise<Stage> {
  await at.stages.approved(item);
  return at.stages.submitted('implementation-report', item, {
    summary: 'Done',
    effectiveOn: '2021-12-01',
    evidence: ids.map((evidenceId) => ({ point: 1, title: 'Proof', evidenceId })),
  });
}

describe('who sees a file', () => {
  it('before it is sent the region and the auditor, and nobody else', async () => {
    const item = supported;
    const open = await at.stored(item, { filename: 'open.pdf', content: pdf('open') });
    const closed = await at.stored(item, { filename: 'secret.pdf', content: pdf('closed') }, { confidential: 'true' });
    const ids = [open.id, closed.id];
    const own = ['editor.east', 'lead.east', 'auditor', 'both'];
    expect(await views(item, ids, own)).toEqual(own.map((who) => [who, 200, [0, 1], [200, 200]]));
    const ministry = ['reviewer.trade', 'coordinator', 'reviewer.law', 'reviewer.finance'];
    expect(await views(item, ids, ministry)).toEqual(ministry.map((who) => [who, 200, [], [404, 404]]));
    expect(await views(item, ids, ['editor.west', 'lead.north', 'nobody'])).toEqual([
      ['editor.west', 404, [], [404, 404]],
      ['lead.north', 404, [], [404, 404]],
      ['nobody', 403, [], [403, 403]],
    ]);
  });

  it('once it is sent the deciding department all, coordinators what is open, a supporting department while it is under review', async () => {
    const { body: before } = await listOf(supported, 'reviewer.law');
    expect(before.items).toEqual([]);
    const [open, closed] = (await listOf(supported, 'editor.east')).body.items;
    const ids = [open!.id, closed!.id];
    const report = await reported(supported, ...ids);
    expect(await views(supported, ids, ['reviewer.trade', 'coordinator', 'reviewer.law', 'reviewer.finance'])).toEqual([
      ['reviewer.trade', 200, [0, 1], [200, 200]],
      ['coordinator', 200, [0], [200, 404]],
      ['reviewer.law', 200, [0], [200, 404]],
      ['reviewer.finance', 200, [], [404, 404]],
    ]);
    await at.stages.decided(report, 'return');
    expect(await views(supported, ids, ['reviewer.trade', 'reviewer.law'])).toEqual([
      ['reviewer.trade', 200, [0, 1], [200, 200]],
      ['reviewer.law', 200, [], [404, 404]],
    ]);
  });

  it('becomes another when the region says so', async () => {
    const item = at.town.fresh();
    const { id } = await at.stored(item, { filename: 'a.pdf', content: pdf('turn') });
    await reported(item, id);
    expect((await contentOf(id, 'coordinator')).status).toBe(200);
    const editor = await at.town.as('editor.east');
    expect((await editor.patch(`/evidence/${id}`, { confidential: true }, { ifMatch: 1 })).status).toBe(200);
    expect((await contentOf(id, 'coordinator')).status).toBe(404);
  });
});

describe('the same file elsewhere', () => {
  it('is told to the ministry, with where, and to no region', async () => {
    const [east, west] = [at.town.fresh(), at.town.fresh({ region: 'WEST' })];
    const part = { filename: 'same.pdf', content: pdf('everywhere') };
    const mine = await at.stored(east, part);
    const theirs = await at.stored(west, part, {}, 'editor.west');
    await reported(east, mine.id);
    await reported(west, theirs.id);
    const told = async (who: string, item: TownItem) => (await listOf(item, who)).body.items[0]!.sameFileIn;
    expect(await told('reviewer.trade', east)).toEqual([
      { workItemId: west.id, region: 'WEST', measure: west.measure },
    ]);
    expect(await told('auditor', west)).toMatchObject([{ region: 'EAST', measure: east.measure }]);
    expect((await (await at.town.as('coordinator')).get(`/evidence/${mine.id}`)).body['sameFileIn']).toHaveLength(1);
    for (const who of ['editor.east', 'lead.east', 'both']) {
      expect(JSON.stringify((await listOf(east, who)).body)).not.toContain('sameFileIn');
    }
  });
});

describe('a download', () => {
  it('is an attachment under its own name that nothing runs, frames or keeps', async () => {
    const content = pdf('download');
    const { id } = await at.stored(at.town.fresh(), {
      rawFilename: Buffer.from('通知𠮷;"一.pdf'.replace('"', '\\"')),
      content,
    });
    const reply = await contentOf(id, 'lead.east');
    expect([reply.status, reply.body]).toEqual([200, content.toString()]);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="___;__.pdf"; filename*=UTF-8''${encodeURIComponent('通知𠮷;"一.pdf')}`,
    });
  });

  it('without an extension gets that of its content', async () => {
    const { id } = await at.stored(at.town.fresh(), { filename: 'plain', content: 'text' });
    expect((await contentOf(id, 'lead.east')).headers['content-disposition']).toContain('filename="plain.txt"');
  });

  it.each([
    ['changed', (path: string) => writeFileSync(path, readFileSync(path).reverse())],
    ['shortened', (path: string) => writeFileSync(path, readFileSync(path).subarray(1))],
    ['lost', (path: string) => rmSync(path)],
  ])('of a stored file that was %s: 410 and an alarm', async (how, spoil) => {
    const { id, file } = await at.stored(at.town.fresh(), { filename: 'a.pdf', content: pdf(`spoil ${how}`) });
    const { sha256 } = file;
    const path = join(at.folder, 'evidence', 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    chmodSync(path, 0o600);
    spoil(path);
    const log: string[] = [];
    const api = await createTestApi({
      databaseUrl: at.town.api.databaseUrl,
      configuration: loadConfiguration({ DATABASE_URL: at.town.api.databaseUrl, DATA_DIR: at.folder }),
      logger: pino({ level: 'error' }, { write: (line: string) => void log.push(line) }),
    });
    const client = await api.as('lead.east@town.example');
    expectRefusal(await client.get(`/evidence/${id}/content`), 410, 'file-damaged');
    await api.close();
    expect(log.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ alarm: 'stored-file-damaged', sha256 }),
    );
  });

  it('of a large file that was changed is cut off before its end', async () => {
    const { id, file } = await at.stored(at.town.fresh(), { filename: 'a.txt', content: 'a'.repeat(3_000_000) });
    const { sha256 } = file;
    const path = join(at.folder, 'evidence', 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    chmodSync(path, 0o600);
    writeFileSync(path, 'a'.repeat(2_999_999) + 'b');
    const received = await contentOf(id, 'lead.east').then(
      ({ body }) => String(body).length,
      () => 0,
    );
    expect(received).toBeLessThan(3_000_000);
  });
});

describe('the walls of the database', () => {
  const run = (sql: string, values: unknown[] = []) => at.town.database.rows(sql, values);

  it('keep a file and the origin of evidence as they are', async () => {
    const item = at.town.fresh();
    const { id, file } = await at.stored(item, { filename: 'a.pdf', content: pdf('walls') });
    await expect(run('update evidence_file set size = 1 where sha256 = $1', [file.sha256])).rejects.toThrow(
      'append-only',
    );
    await expect(run('delete from evidence_file')).rejects.toThrow('append-only');
    await expect(run('delete from stored_blob where sha256 = $1', [file.sha256])).rejects.toThrow('foreign key');
    await expect(run('delete from evidence where id = $1', [id])).rejects.toThrow('kept as it came');
    for (const change of [`region = 'WEST'`, `url = 'http://x'`, `file_name = 'b.pdf'`, 'version = version']) {
      await expect(
        run(
          `update evidence set version = version + 1, ${change.replace('version = version', 'measure = 2')} where id = $1`,
          [id],
        ),
      ).rejects.toThrow();
    }
    await run('update evidence set removed_at = now(), removed_by = uploaded_by, version = 2 where id = $1', [id]);
    await expect(
      run('update evidence set removed_at = null, removed_by = null, version = 3 where id = $1', [id]),
    ).rejects.toThrow('kept as it came');
  });

  it('know hashes, sizes, places and names', async () => {
    const hash = 'f'.repeat(64);
    await expect(run(`insert into stored_blob values ('../x')`)).rejects.toThrow('stored_blob_sha256');
    await run('insert into stored_blob values ($1)', [hash]);
    await expect(
      run(`insert into evidence_file (sha256, size, media_type) values ($1, 0, 'x')`, [hash]),
    ).rejects.toThrow('evidence_file_size');
    await run(`insert into evidence_file (sha256, size, media_type) values ($1, 1, 'x')`, [hash]);
    const insert = (region: string, measure: number, name: string) =>
      run(
        `insert into evidence (work_item_id, region, programme, measure, kind, title, sha256, file_name, uploaded_by, uploaded_at)
         values ($1, $2, $3, $4, 'file', 'x', $5, $6, $7, now())`,
        [at.town.item(1).id, region, at.town.programme, measure, hash, name, at.town.people.get('lead.east')],
      );
    await expect(insert('WEST', 1, 'a.pdf')).rejects.toThrow('evidence_in_region');
    await expect(insert('EAST', 999, 'a.pdf')).rejects.toThrow('evidence_of_item');
    await expect(insert('EAST', 1, '../a.pdf')).rejects.toThrow('evidence_file_name');
    await expect(insert('EAST', 1, 'a\nb.pdf')).rejects.toThrow('evidence_file_name');
    await insert('EAST', 1, 'a.pdf');
    await expect(insert('EAST', 1, 'b.pdf')).rejects.toThrow('evidence_file_once');
  });
});
