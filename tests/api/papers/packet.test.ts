import { completeContent, type Stage } from '#libs/testing';
import { pdf as somePdf } from '../evidence/files.js';
import { StoreTown } from '../evidence/store-town.js';
import { expectRefusal } from '../implementation/refusals.js';
import { codeOn, readPdf } from './read-pdf.js';

let at: StoreTown;
beforeAll(async () => {
  at = await StoreTown.build({ PUBLIC_URL: 'https://tracker.example.org/app' });
});
afterAll(() => at.close());

const packetOf = ({ id }: Pick<Stage, 'id'>, round = 1, language = 'zh') =>
  `/submissions/${id}/rounds/${round}/packet.pdf?language=${language}`;
const print = async (stage: Pick<Stage, 'id'>, who: string, round = 1, language = 'zh') => {
  const reply = await (await at.town.as(who)).get(packetOf(stage, round, language));
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
  return reply;
};
const digestIn = (code: string | undefined) => new URL(code!).searchParams.get('digest')!;

async function changed(stage: Stage, content: Record<string, unknown>): Promise<Stage> {
  const editor = await at.town.as('editor.east');
  const { body } = await editor.patch(`/submissions/${stage.id}`, content, { ifMatch: stage.version });
  return { ...stage, version: Number(body['version']) };
}

describe('refused', () => {
  it('who is not signed in, other regions, and rounds that are not there', async () => {
    const sent = await at.stages.proposed();
    expectRefusal(await at.town.api.anonymous().get(packetOf(sent)), 401, 'not-signed-in');
    for (const [who, round] of [
      ['editor.west', 1],
      ['lead.north', 1],
      ['editor.east', 2],
      ['reviewer.trade', 2],
      ['auditor', 9],
    ] as const) {
      expectRefusal(await (await at.town.as(who)).get(packetOf(sent, round)), 404, 'not-found');
    }
    for (const round of ['0', '-1', 'x', '1.5', '99999']) {
      const path = `/submissions/${sent.id}/rounds/${round}/packet.pdf`;
      expectRefusal(await (await at.town.as('editor.east')).get(path), 404, 'not-found');
    }
  });

  it('a draft to everybody but its region', async () => {
    const draft = await at.stages.draft();
    for (const who of ['reviewer.trade', 'coordinator', 'auditor', 'lead.west']) {
      expectRefusal(await (await at.town.as(who)).get(packetOf(draft)), 404, 'not-found');
    }
  });

  it('a language that the product does not have', async () => {
    const sent = await at.stages.proposed();
    expectRefusal(await (await at.town.as('editor.east')).get(packetOf(sent, 1, 'fr')), 400, 'bad-request');
  });
});

describe('a packet', () => {
  it('says what the round says, in both languages, with embedded fonts and a code of this very version', async () => {
    const item = at.town.fresh();
    const sent = await at.stages.proposed(item);
    const reply = await print(sent, 'reviewer.trade');
    const read = await readPdf(reply.bytes);
    expect(read.text).toContain(`${item.measure}举措${item.measure}`);
    for (const text of [
      '审核材料',
      '本地实施方案',
      'Whatweshalldo',
      'LiNa',
      '2022-06-30',
      'Firststep',
      '第1页，共2页',
    ]) {
      expect(read.text).toContain(text);
    }
    expect([...read.fonts].filter((name) => /^[A-Z]{6}\+NotoSansSC/.test(name)).length).toBe(read.fonts.size);
    expect(read.fonts.size).toBeGreaterThan(1);
    const code = await codeOn(reply.bytes);
    const digest = digestIn(code);
    expect(code).toBe(`https://tracker.example.org/app/submissions/${sent.id}?round=1&digest=${digest}`);
    expect(read.text).toContain(digest.match(/.{1,4}/g)!.join(''));
    const english = (await print(sent, 'reviewer.trade', 1, 'en')).bytes;
    expect((await readPdf(english)).text).toContain('Reviewpacket');
    expect(await codeOn(english)).toBe(code);
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename=/);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.bytes.length).toBeLessThan(200_000);
  });

  it('is the same to the byte whenever it is printed', async () => {
    const sent = await at.stages.reported();
    const [first, second] = [await print(sent, 'lead.east'), await print(sent, 'lead.east')];
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  it('of a later round has the reasons and failed points of the earlier, and what changed since', async () => {
    const returned = await at.stages.decided(await at.stages.reported(), 'return');
    const edited = await changed(returned, {
      evidence: [{ point: 1, title: '正式通知', url: 'https://example.org/final' }],
    });
    const sent = await at.stages.submit(edited);
    const { text } = await readPdf((await print(sent, 'reviewer.trade', 2)).bytes);
    for (const part of [
      '以前各轮的审核意见',
      '轮次1：退回',
      'Notyet',
      '未通过的佐证要求：1',
      '与上一轮相比',
      '换为“正式通知”',
    ]) {
      expect(text).toContain(part);
    }
    const former = await readPdf((await print(sent, 'reviewer.trade', 1)).bytes);
    expect(former.text).toContain('Notyet');
    expect(former.text).not.toContain('正式通知');
  });

  it('lists the evidence with name, type, size and hash; a confidential file only to those for whom it is', async () => {
    const { item } = await at.stages.approved();
    const open = await at.stored(item, { filename: '公开.pdf', content: somePdf('open') });
    const closed = await at.stored(
      item,
      { filename: '内部.pdf', content: somePdf('closed') },
      { confidential: 'true' },
    );
    const evidence = [
      { point: 1, title: '公开材料', evidenceId: open.id, page: 2 },
      { point: 1, title: '内部材料', evidenceId: closed.id },
    ];
    const sent = await at.stages.submitted('implementation-report', item, {
      ...completeContent['implementation-report'],
      evidence,
    });
    const { text } = await readPdf((await print(sent, 'reviewer.trade')).bytes);
    for (const part of [
      open.file.sha256,
      closed.file.sha256,
      '公开.pdf',
      '内部.pdf',
      `${open.file.size}B`,
      '第2页',
      '（保密）',
    ]) {
      expect(text).toContain(part);
    }
    const other = await readPdf((await print(sent, 'coordinator')).bytes);
    expect(other.text).toContain(open.file.sha256);
    for (const part of [closed.file.sha256, '内部']) expect(other.text).not.toContain(part);
  });

  it('of an amendment compares with the plan as it stood, though others were approved since', async () => {
    const { item } = await at.stages.approved();
    const extension = (targetDate: string) => ({ plan: { targetDate }, reason: 'Later', progress: 'Half' });
    const first = await at.stages.decided(await at.stages.submitted('amendment', item, extension('2022-08-31')));
    const second = await at.stages.decided(await at.stages.submitted('amendment', item, extension('2022-09-30')));
    const textOf = async (stage: Stage) => (await readPdf((await print(stage, 'auditor')).bytes)).text;
    expect(await textOf(first)).toContain('延期62天：2022-06-30→2022-08-31');
    expect(await textOf(second)).toContain('延期30天：2022-08-31→2022-09-30');
    expect(await textOf(first)).toContain('延期申请');
  });

  it('of a draft is for its region and says on each page that it is one', async () => {
    const draft = await at.stages.draft();
    const { texts } = await readPdf((await print(draft, 'editor.east')).bytes);
    for (const text of texts) expect(text).toContain('草稿');
  });

  it('keeps rare characters readable, and fits texts and lists as long as may be', async () => {
    const { item } = await at.stages.approved();
    const summary = `${'长期推进服务贸易便利化，'.repeat(600)}责任人𠮷野与䶮某；①→✓`;
    const evidence = Array.from({ length: 60 }, (_, n) => ({
      point: 1,
      title: `材料${n}`,
      url: `https://example.org/${'very-long-path/'.repeat(8)}${n}`,
    }));
    const content = { summary, effectiveOn: '2021-12-01', evidence };
    const sent = await at.stages.submitted('implementation-report', item, content);
    const { bytes } = await print(sent, 'lead.east');
    const read = await readPdf(bytes);
    expect(read.pages).toBeGreaterThan(4);
    for (const part of ['〔U+20BB7〕野', '〔U+4DAE〕某', '①→✓', '材料59', `第${read.pages}页，共${read.pages}页`]) {
      expect(read.text).toContain(part);
    }
    expect(digestIn(await codeOn(bytes))).toHaveLength(64);
  });

  it('of invented data says so on every page', async () => {
    const sent = await at.stages.proposed(at.town.fresh({ region: 'NORTH' }));
    expect((await readPdf((await print(sent, 'lead.north')).bytes)).text).not.toContain('演示');
    await at.town.database.rows(`update person set demonstration = true where id = $1`, [
      at.town.people.get('editor.north'),
    ]);
    const { texts } = await readPdf((await print(sent, 'lead.north')).bytes);
    for (const text of texts) expect(text).toContain('演示demonstration');
  });
});

describe('a paper is checked against its round', () => {
  const check = async (id: string, round: number, digest: string, who = 'reviewer.trade') =>
    (await at.town.as(who)).get(`/submissions/${id}/rounds/${round}/verify?digest=${encodeURIComponent(digest)}`);

  it('refused: no digest, other regions, nobody', async () => {
    const sent = await at.stages.proposed();
    expectRefusal(await check(sent.id, 1, 'abc'), 400, 'bad-request');
    expectRefusal(await check(sent.id, 1, 'a'.repeat(64), 'lead.west'), 404, 'not-found');
    const path = `/submissions/${sent.id}/rounds/1/verify?digest=${'a'.repeat(64)}`;
    expectRefusal(await at.town.api.anonymous().get(path), 401, 'not-signed-in');
  });

  it('it is of this round, of another, or of none', async () => {
    const proposed = await at.stages.proposed();
    const first = digestIn(await codeOn((await print(proposed, 'lead.east')).bytes));
    const sent = await at.stages.submit(await changed(await at.stages.decided(proposed, 'return'), {}));
    const spaced = first.toUpperCase().match(/.{4}/g)!.join(' ');
    expect((await check(sent.id, 1, spaced)).body).toEqual({
      submissionId: sent.id,
      round: 1,
      matches: true,
      paperIsOfRound: 1,
      sent: true,
      isLatest: false,
    });
    expect((await check(sent.id, 2, first)).body).toMatchObject({ matches: false, paperIsOfRound: 1, isLatest: true });
    expect((await check(sent.id, 1, '0'.repeat(64))).body).toMatchObject({ matches: false, paperIsOfRound: null });
  });

  it('the print of a draft is no longer of what was sent or written on', async () => {
    const draft = await at.stages.draft();
    const printed = digestIn(await codeOn((await print(draft, 'lead.east')).bytes));
    expect((await check(draft.id, 1, printed, 'lead.east')).body).toMatchObject({ matches: true, sent: false });
    const edited = await changed(draft, { plan: { summary: 'Another' } });
    expect((await check(draft.id, 1, printed, 'lead.east')).body).toMatchObject({ matches: false });
    void edited;
  });
});
