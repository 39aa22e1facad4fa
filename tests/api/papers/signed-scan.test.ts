import type { Stage } from '#libs/testing';
import { jpg, office, pdf, png } from '../evidence/files.js';
import { StoreTown } from '../evidence/store-town.js';
import { codesOf, expectRefusal } from '../implementation/refusals.js';
import { codeOn } from './read-pdf.js';

let at: StoreTown;
beforeAll(async () => {
  at = await StoreTown.build({ EVIDENCE_FILE_MB: 1 });
});
afterAll(() => at.close());

interface Scan {
  id: string;
  round: number;
  side: string;
  digest: string | null;
  content: string;
  file: { name: string; sha256: string };
  uploadedBy: { name: { en: string } };
}

const scan = (content: Buffer = pdf('signed'), filename = '签署件.pdf') => ({ filename, content });
const fields = (given: Record<string, string>) => Object.entries(given).map(([field, content]) => ({ field, content }));
const pathOf = ({ id }: Pick<Stage, 'id'>, round = 1) => `/submissions/${id}/rounds/${round}/signed-scan`;
const add = (stage: Pick<Stage, 'id'>, who: string, round = 1, more: Record<string, string> = {}, file = scan()) =>
  at.send<Scan & Record<string, unknown>>(who, pathOf(stage, round), [file, ...fields(more)]);
const digestOn = async (stage: Pick<Stage, 'id'>, who = 'lead.east', round = 1) => {
  const { bytes } = await (await at.town.as(who)).get(`/submissions/${stage.id}/rounds/${round}/packet.pdf`);
  return new URL((await codeOn(bytes))!).searchParams.get('digest')!;
};
const listed = async (stage: Pick<Stage, 'id'>, who: string) => {
  const { body } = await (
    await at.town.as(who)
  ).get<{ rounds: { round: number; signedScans?: Scan[] }[] }>(`/submissions/${stage.id}`);
  return body.rounds.map(({ signedScans }) => signedScans);
};

/** A refusal leaves no row, no event and no file. */
async function refused(act: () => ReturnType<typeof add>, status: number, code: string) {
  const before = [at.files(), await at.recorded()];
  const reply = await at.town.untouched(act);
  expectRefusal(reply, status, code);
  expect([at.files(), await at.recorded()]).toEqual(before);
  return reply;
}

describe('refused', () => {
  let sent: Stage;
  beforeAll(async () => {
    sent = await at.stages.proposed();
  });

  it('nobody, other regions, rounds and submissions that are not there', async () => {
    await refused(() => add(sent, ''), 401, 'not-signed-in');
    await refused(() => add(sent, 'lead.west'), 404, 'not-found');
    await refused(() => add(sent, 'editor.east', 2), 404, 'not-found');
    await refused(() => add({ id: '00000000-0000-7000-8000-000000000000' }, 'editor.east'), 404, 'not-found');
  });

  it('who signs for neither side', async () => {
    for (const who of ['coordinator', 'auditor', 'nobody', 'reviewer.law']) {
      await refused(() => add(sent, who), 403, 'forbidden');
    }
  });

  it('a draft, to its region with the reason, to the ministry as unknown', async () => {
    const draft = await at.stages.draft();
    await refused(() => add(draft, 'lead.east'), 409, 'not-sent');
    await refused(() => add(draft, 'reviewer.trade'), 404, 'not-found');
  });

  it('a decision sheet of a round that is not decided', async () => {
    await refused(() => add(sent, 'reviewer.trade'), 409, 'not-decided');
    await refused(() => add(sent, 'both', 1, { side: 'lead-department' }), 409, 'not-decided');
  });

  it('for the side of others, and for none', async () => {
    await refused(() => add(sent, 'lead.east', 1, { side: 'lead-department' }), 422, 'invalid');
    await refused(() => add(sent, 'lead.east', 1, { side: 'both' }), 422, 'invalid');
  });

  it('the paper of another round, of a draft, of something else, or a digest that is none', async () => {
    const draft = await at.stages.draft();
    const ofDraft = await digestOn(draft);
    const first = await at.stages.submit(draft);
    await refused(() => add(first, 'lead.east', 1, { digest: ofDraft }), 409, 'paper-of-another-version');
    const ofFirst = await digestOn(first);
    const returned = await at.stages.decided(first, 'return');
    const again = await at.stages.submit(returned);
    const reply = await refused(() => add(again, 'lead.east', 2, { digest: ofFirst }), 409, 'paper-of-another-round');
    expect(reply.body).toMatchObject({ round: 2, paperIsOfRound: 1 });
    const ofOther = await digestOn(sent);
    await refused(() => add(again, 'lead.east', 2, { digest: ofOther }), 409, 'paper-of-another-version');
    expect(codesOf(await refused(() => add(again, 'lead.east', 2, { digest: 'x' }), 422, 'invalid'))).toEqual([
      'digest',
    ]);
  });

  it.each([
    ['a Word document', async () => scan(await office('docx'), 'a.docx'), 415, 'file-kind'],
    ['a text', async () => scan(Buffer.from('signed'), 'a.txt'), 415, 'file-kind'],
    ['nothing', async () => scan(Buffer.alloc(0), 'a.pdf'), 422, 'file-empty'],
    [
      'too much',
      async () => scan(Buffer.concat([pdf('x'), Buffer.alloc(1024 * 1024)]), 'a.pdf'),
      413,
      'file-too-large',
    ],
    ['a path', async () => scan(pdf('x'), '../a.pdf'), 422, 'file-name-path'],
  ])('%s', async (_, file, status, code) => {
    const one = await file();
    await refused(() => add(sent, 'lead.east', 1, {}, one), status, code);
  });
});

describe('a signed scan', () => {
  it('of the region stands with its round, is kept beside others, and comes back as it was', async () => {
    const sent = await at.stages.proposed();
    const digest = await digestOn(sent);
    const reply = await add(sent, 'editor.east', 1, { digest: digest.toUpperCase().match(/.{4}/g)!.join(' ') });
    expect(reply).toMatchObject({
      status: 201,
      body: { round: 1, side: 'region', digest, file: { name: '签署件.pdf' } },
    });
    await add(sent, 'lead.east', 1, {}, scan(jpg(), '第一页.jpg'));
    await add(sent, 'lead.east', 1, {}, scan(png(), '第二页.png'));
    const [scans] = await listed(sent, 'reviewer.trade');
    expect(scans!.map(({ file }) => file.name)).toEqual(['签署件.pdf', '第一页.jpg', '第二页.png']);
    const file = await (await at.town.as('auditor')).get(scans![0]!.content);
    expect(file.bytes.equals(pdf('signed'))).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    const events = await at.town.database.rows(
      `select region, department, actor_role as role, work_item_id as item, data->>'workItemId' as about,
         (data->>'round')::integer as round, (data->>'checked')::boolean as checked
       from event where kind = 'attach-signed-scan' and submission_id = $1 order by seq limit 1`,
      [sent.id],
    );
    expect(events).toEqual([
      {
        region: 'EAST',
        department: 'TRADE',
        role: 'regional-editor',
        item: null,
        about: sent.item.id,
        round: 1,
        checked: true,
      },
    ]);
  });

  it('of the lead department stands with the decision that it is of', async () => {
    const returned = await at.stages.decided(await at.stages.proposed(), 'return');
    expect(await add(returned, 'reviewer.trade', 1, { digest: await digestOn(returned) })).toMatchObject({
      status: 201,
      body: { side: 'lead-department' },
    });
    expect((await listed(returned, 'lead.east'))[0]).toMatchObject([{ side: 'lead-department' }]);
    expect((await add(returned, 'both', 1, { side: 'lead-department' })).status).toBe(200);
    expect((await add(returned, 'both')).body.side).toBe('region');
  });

  it('is seen by region, deciding department and auditor, and by nobody else', async () => {
    const sent = await at.stages.proposed();
    const { body } = await add(sent, 'lead.east');
    for (const who of ['editor.east', 'reviewer2.trade', 'auditor']) {
      expect(await listed(sent, who)).toHaveLength(1);
      expect((await (await at.town.as(who)).get(body.content)).status).toBe(200);
    }
    for (const who of ['coordinator', 'reviewer.law']) expect(await listed(sent, who)).toEqual([undefined]);
    for (const who of ['coordinator', 'reviewer.law', 'lead.west']) {
      expectRefusal(await (await at.town.as(who)).get(body.content), 404, 'not-found');
    }
    expectRefusal(await at.town.api.anonymous().get(body.content), 401, 'not-signed-in');
  });

  it('is added once, whether sent again with its key or without', async () => {
    const sent = await at.stages.proposed();
    const send = (key?: string, file = scan()) =>
      at.send<Scan & Record<string, unknown>>('lead.east', pathOf(sent), [file], { key });
    const first = await send('scan-1');
    expect(await send('scan-1')).toMatchObject({ status: 201, body: { id: first.body.id } });
    expect(await send()).toMatchObject({ status: 200, body: { id: first.body.id } });
    expectRefusal(await send('scan-1', scan(pdf('other'))), 422, 'idempotency-key-reused');
    expect((await listed(sent, 'lead.east'))[0]).toHaveLength(1);
  });

  it('added twenty at a time stays at twenty, and what came too much is not kept', async () => {
    const sent = await at.stages.proposed();
    const replies = await Promise.all(
      Array.from({ length: 23 }, (_, n) => add(sent, 'lead.east', 1, {}, scan(pdf(`page ${n}`)))),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    for (const reply of replies.filter(({ status }) => status !== 201)) expectRefusal(reply, 409, 'too-many-scans');
    expect((await listed(sent, 'lead.east'))[0]).toHaveLength(20);
    expect(at.files().blobs).toEqual(await at.recorded());
  });

  it('is never changed or removed by anybody', async () => {
    const sent = await at.stages.proposed();
    const { body } = await add(sent, 'lead.east');
    const { database } = at.town;
    await expect(database.rows(`update signed_scan set round = 2 where id = $1`, [body.id])).rejects.toThrow(
      'append-only',
    );
    await expect(database.rows('delete from signed_scan where id = $1', [body.id])).rejects.toThrow('append-only');
    await expect(
      database.rows(
        `insert into signed_scan (submission_id, round, side, sha256, file_name, uploaded_by, uploaded_at)
         select submission_id, 9, side, sha256, file_name, uploaded_by, uploaded_at from signed_scan where id = $1`,
        [body.id],
      ),
    ).rejects.toThrow('signed_scan_of_round');
  });
});
