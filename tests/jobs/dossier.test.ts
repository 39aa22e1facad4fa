import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { fromBufferPromise } from 'yauzl';
import { UnitOfWork } from '#libs/database';
import { EvidenceHousekeeping, FileStore } from '#libs/evidence';
import { createLogger, loadConfiguration } from '#libs/platform';
import type { TownItem } from '#libs/testing';
import { createWorker } from '../../apps/worker/src/worker.js';
import { jpg, pdf } from '../api/evidence/files.js';
import { type Evidence, StoreTown } from '../api/evidence/store-town.js';
import { expectRefusal } from '../api/implementation/refusals.js';
import { until } from './job-worker.js';

interface Dossier extends Record<string, unknown> {
  id: string;
  status: string;
  sha256: string;
  size: number;
  filesDone: number;
  filesTotal: number;
}

let at: StoreTown;
let worker: INestApplicationContext | undefined;
beforeAll(async () => {
  at = await StoreTown.build({}, 60);
  worker = await startWorker();
});
afterAll(async () => {
  await worker?.close();
  await at.close();
});

function startWorker(): Promise<INestApplicationContext> {
  const url = at.town.api.databaseUrl;
  const configuration = loadConfiguration({ DATABASE_URL: url, DATA_DIR: at.folder });
  return createWorker({ configuration, logger: createLogger('silent') });
}

const region = () => ({ programme: at.town.programme, region: 'EAST' });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function order(who: string, scope: object): Promise<Dossier> {
  const reply = await (await at.town.as(who)).post<Dossier>('/dossiers', { scope });
  expect([reply.status, reply.headers['location']]).toEqual([202, `/api/v1/dossiers/${reply.body.id}`]);
  return reply.body;
}

async function ended(who: string, { id }: Dossier): Promise<Dossier> {
  const client = await at.town.as(who);
  const read = async () => (await client.get<Dossier>(`/dossiers/${id}`)).body;
  await until(async () => !['queued', 'running'].includes((await read()).status));
  return read();
}

async function fetched(who: string, { id }: Dossier): Promise<Buffer> {
  const client = (await at.town.as(who)) as unknown as { cookie: string };
  const response = await at.town.api.app.inject({
    url: `/api/v1/dossiers/${id}/content`,
    headers: { cookie: client.cookie },
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store' });
  return response.rawPayload;
}

async function unpacked(archive: Buffer): Promise<Record<string, Buffer>> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  const files: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files[entry.fileName] = Buffer.concat(chunks);
  }
  return files;
}

async function filled(item: TownItem, mark: string): Promise<Evidence[]> {
  const editor = await at.town.as(`editor.${item.region.toLowerCase()}`);
  const who = `editor.${item.region.toLowerCase()}`;
  const open = await at.stored(item, { filename: '通知.pdf', content: pdf(`${mark} open`) }, {}, who);
  const closed = await at.stored(
    item,
    { filename: '通知.pdf', content: pdf(`${mark} closed`) },
    { confidential: 'true' },
    who,
  );
  await editor.post(`/work-items/${item.id}/evidence-links`, { url: 'https://example.org/x', title: '=1+1' });
  return [open, closed];
}

it('brings the files of an item in readable folders, with a manifest of hashes, people, times and pins', async () => {
  const { item } = await at.stages.approved();
  const [open] = await filled(item, 'manifest');
  await at.stages.submitted('implementation-report', item, {
    summary: 'Done',
    effectiveOn: '2021-12-01',
    evidence: [{ point: 1, title: 'x', evidenceId: open!.id, page: 4 }],
  });
  const dossier = await ended('lead.east', await order('lead.east', { workItemId: item.id }));
  expect(dossier).toMatchObject({ status: 'ready', filesDone: 2, filesTotal: 2 });
  const archive = await fetched('lead.east', dossier);
  expect([sha256(archive), archive.length]).toEqual([dossier.sha256, dossier.size]);
  const files = await unpacked(archive);
  const folder = `EAST-EAST地区/${String(item.measure).padStart(3, '0')}-`;
  expect(Object.keys(files)).toEqual([
    'manifest.json',
    'manifest.csv',
    expect.stringMatching(new RegExp(`^${folder}[^/]+/01-通知.pdf$`)),
    expect.stringMatching(new RegExp(`^${folder}[^/]+/02-通知.pdf$`)),
  ]);
  const { evidence } = JSON.parse(files['manifest.json']!.toString()) as { evidence: Record<string, unknown>[] };
  for (const { path, sha256: hash, size } of evidence.slice(0, 2)) {
    const content = files[String(path)]!;
    expect([sha256(content), content.length]).toEqual([hash, size]);
  }
  expect(evidence).toMatchObject([
    {
      evidenceId: open!.id,
      uploadedBy: { en: 'editor.east' },
      uploadedAt: expect.stringMatching(/^2021-12-16T/),
      pins: [{ kind: 'implementation-report', round: 1, point: 1, page: 4 }],
    },
    { confidential: true, pins: [] },
    { kind: 'link', path: null, url: 'https://example.org/x', title: '=1+1' },
  ]);
  const csv = files['manifest.csv']!.toString();
  expect(csv.split('\r\n')).toHaveLength(5);
  expect(csv).toContain("'=1+1");
  expect(csv).toContain('implementation-report round 1 point 1 page 4');
});

it('made twice of the same is the same to the byte, and is stored once', async () => {
  const item = at.town.fresh();
  await filled(item, 'twice');
  const [first, second] = [
    await order('editor.east', { workItemId: item.id }),
    await order('lead.east', { workItemId: item.id }),
  ];
  const [one, other] = [await ended('editor.east', first), await ended('lead.east', second)];
  expect(one.sha256).toBe(other.sha256);
  expect(await at.town.database.rows('select from blob_claim')).toEqual([]);
});

it('of a region or a measure holds what its reader may see and nothing more', async () => {
  const item = at.town.fresh();
  const west = at.town.item(item.measure, 'WEST');
  const [, closed] = await filled(item, 'scopes');
  await filled(west, 'scopes west');
  const idsFor = async (who: string, scope: object) => {
    const files = await unpacked(await fetched(who, await ended(who, await order(who, scope))));
    const { evidence } = JSON.parse(files['manifest.json']!.toString()) as {
      evidence: { evidenceId: string; region: string }[];
    };
    return evidence;
  };
  const measure = { programme: at.town.programme, measure: item.measure };
  expect(new Set((await idsFor('editor.west', measure)).map((one) => one.region))).toEqual(new Set(['WEST']));
  expect(new Set((await idsFor('auditor', measure)).map((one) => one.region))).toEqual(new Set(['EAST', 'WEST']));
  const seen = (await idsFor('coordinator', region())).map(({ evidenceId }) => evidenceId);
  // What was sent, and is not confidential.
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).not.toContain(closed!.id);
  expect((await idsFor('editor.east', region())).map(({ evidenceId }) => evidenceId)).toContain(closed!.id);
  expect(await idsFor('reviewer.finance', { workItemId: item.id })).toEqual([]);
});

describe('refused', () => {
  it.each([
    ['', { workItemId: 'EAST' }, 401],
    ['nobody', { workItemId: 'EAST' }, 403],
    ['editor.west', { workItemId: 'EAST' }, 404],
    ['editor.west', 'region', 404],
    ['auditor', { programme: 'unknown', region: 'EAST' }, 404],
    ['auditor', { workItemId: randomUUID() }, 404],
    ['auditor', {}, 422],
    ['auditor', { programme: 'x' }, 422],
    ['auditor', { programme: 'x', region: 'y', measure: 1 }, 422],
    ['auditor', undefined, 422],
  ] as const)('%p ordering %j: %i', async (who, scope, status) => {
    const client = who === '' ? at.town.api.anonymous() : await at.town.as(who);
    const real =
      scope === 'region'
        ? region()
        : scope && 'workItemId' in scope && scope.workItemId === 'EAST'
          ? { workItemId: at.town.item(1).id }
          : scope;
    expect((await at.town.untouched(() => client.post('/dossiers', { scope: real }))).status).toBe(status);
  });

  it('to everybody but who ordered it, and to them once rights are lost', async () => {
    const { item } = await at.stages.approved();
    const [open] = await filled(item, 'lost');
    const evidence = [{ point: 1, title: 'x', evidenceId: open!.id }];
    await at.stages.submitted('implementation-report', item, { summary: 'Done', effectiveOn: '2021-12-01', evidence });
    const dossier = await ended('coordinator', await order('coordinator', { workItemId: item.id }));
    for (const who of ['auditor', 'editor.east', 'editor.west', 'reviewer.trade']) {
      const client = await at.town.as(who);
      expectRefusal(await client.get(`/dossiers/${dossier.id}`), 404, 'not-found');
      expectRefusal(await client.get(`/dossiers/${dossier.id}/content`), 404, 'not-found');
    }
    const [editor, coordinator] = [await at.town.as('editor.east'), await at.town.as('coordinator')];
    await fetched('coordinator', dossier);
    await editor.patch(`/evidence/${open!.id}`, { confidential: true }, { ifMatch: 1 });
    expectRefusal(await coordinator.get(`/dossiers/${dossier.id}/content`), 403, 'rights-lost');
  });

  it('once something in it was removed', async () => {
    const item = at.town.fresh();
    const [open] = await filled(item, 'gone');
    const dossier = await ended('lead.east', await order('lead.east', { workItemId: item.id }));
    const [editor, lead] = [await at.town.as('editor.east'), await at.town.as('lead.east')];
    await editor.delete(`/evidence/${open!.id}`, undefined, { ifMatch: 1 });
    expectRefusal(await lead.get(`/dossiers/${dossier.id}/content`), 410, 'dossier-outdated');
  });

  it('to a person who lost the role before it was made', async () => {
    await worker?.close();
    const item = at.town.fresh({ region: 'NORTH' });
    await filled(item, 'role');
    const dossier = await order('lead.north', { workItemId: item.id });
    const client = await at.town.as('lead.north');
    expectRefusal(await client.get(`/dossiers/${dossier.id}/content`), 409, 'dossier-not-ready');
    const person = at.town.people.get('lead.north');
    await at.town.database.rows('update role_grant set ended_at = now() where person_id = $1', [person]);
    worker = await startWorker();
    await until(async () => {
      const row = await at.town.database.row<{ status: string }>('select status from dossier where id = $1', [
        dossier.id,
      ]);
      return row?.status === 'refused';
    });
    expect((await client.get(`/dossiers/${dossier.id}/content`)).status).toBe(403);
  });
});

it('of a damaged file is not made', async () => {
  const item = at.town.fresh();
  const [open] = await filled(item, 'damaged');
  const hash = open!.file.sha256;
  const path = join(at.folder, 'evidence/blobs', hash.slice(0, 2), hash.slice(2, 4), hash);
  const { chmodSync, readFileSync } = await import('node:fs');
  const content = readFileSync(path);
  chmodSync(path, 0o600);
  writeFileSync(path, content.toReversed());
  const dossier = await order('editor.east', { workItemId: item.id });
  await until(async () => {
    const row = await at.town.database.row<{ error: string | null }>(
      `select last_error as error from outbox where job = 'make-dossier' and data->>'dossierId' = $1`,
      [dossier.id],
    );
    return /damaged/.test(row?.error ?? '');
  });
  writeFileSync(path, content);
  await at.town.database.rows(`update outbox set available_at = now() where job = 'make-dossier'`);
  expect(await ended('editor.east', dossier)).toMatchObject({ status: 'ready' });
});

describe('housekeeping', () => {
  const run = () => worker!.get(EvidenceHousekeeping, { strict: false }).run();
  const rows = (sql: string, values: unknown[] = []) => at.town.database.rows(sql, values);

  it('removes dossiers whose time is over, and keeps what evidence refers to', async () => {
    const item = at.town.fresh();
    const [open] = await filled(item, 'expiry');
    const dossier = await ended('editor.east', await order('editor.east', { workItemId: item.id }));
    await rows(`update dossier set expires_at = now() - interval '1 second' where id = $1`, [dossier.id]);
    expect(await run()).toMatchObject({ expired: 1, blobs: 1 });
    expect(at.files().blobs).not.toContain(dossier.sha256);
    expect(at.files().blobs).toContain(open!.file.sha256);
    const client = await at.town.as('editor.east');
    expectRefusal(await client.get(`/dossiers/${dossier.id}/content`), 410, 'dossier-expired');
    expect(await run()).toEqual({ expired: 0, abandoned: 0, claims: 0, blobs: 0, incoming: 0 });
  });

  it('removes what a dead process left, once it is a day old, and never what is in hand', async () => {
    const store = at.town.api.app.get(FileStore, { strict: false });
    const dead = await store.put([Buffer.from('left behind')] as unknown as AsyncIterable<Uint8Array>);
    const old = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    const incoming = join(at.folder, 'evidence/incoming');
    mkdirSync(incoming, { recursive: true });
    for (const name of ['stale', 'fresh']) writeFileSync(join(incoming, name), 'x');
    utimesSync(join(incoming, 'stale'), old, old);
    expect(await run()).toMatchObject({ claims: 0, blobs: 0, incoming: 1 });
    expect(at.files()).toMatchObject({ incoming: ['fresh'], blobs: expect.arrayContaining([dead.sha256]) });
    await rows(`update blob_claim set claimed_at = now() - interval '25 hours'`);
    expect(await run()).toMatchObject({ claims: 1, blobs: 1 });
    expect(at.files().blobs).not.toContain(dead.sha256);
    expect(at.files().blobs).toEqual(await at.recorded());
  });

  it('and uploads of the same content at once: whatever is recorded is there', async () => {
    const store = at.town.api.app.get(FileStore, { strict: false });
    const unitOfWork = at.town.api.app.get(UnitOfWork, { strict: false });
    const content = () => [Buffer.from('fought over')] as unknown as AsyncIterable<Uint8Array>;
    for (let round = 0; round < 15; round += 1) {
      const [left] = await Promise.all([store.put(content()), run()]);
      const [kept] = await Promise.all([store.put(content()), store.release(left), run(), run()]);
      expect(
        existsSync(join(at.folder, 'evidence/blobs', kept.sha256.slice(0, 2), kept.sha256.slice(2, 4), kept.sha256)),
      ).toBe(true);
      await store.release(kept);
      expect(await store.has(kept.sha256)).toBe(false);
    }
    const last = await store.put(content());
    await unitOfWork.run((tx) => store.record(tx, last, 'text/plain'));
    await store.release(last);
    await run();
    expect(await store.has(last.sha256)).toBe(true);
  });
});

it('kinds that are no PDF go in too', async () => {
  const item = at.town.fresh();
  await at.stored(item, { filename: 'a.jpg', content: jpg() });
  expect(await ended('lead.east', await order('lead.east', { workItemId: item.id }))).toMatchObject({
    status: 'ready',
  });
});
