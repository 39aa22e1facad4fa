import { expectRefusal } from '../implementation/refusals.js';
import { pdf } from './files.js';
import { type Evidence, StoreTown } from './store-town.js';

let at: StoreTown;
beforeAll(async () => {
  at = await StoreTown.build({ EVIDENCE_FILE_MB: 1 }, 24);
});
afterAll(() => at.close());

interface Answer {
  stored: number;
  repeated: number;
  refused: number;
  items: {
    name: string;
    measure: number | null;
    outcome: string;
    evidence: Evidence | null;
    reasons: { code: string }[];
  }[];
}

const path = (region = 'EAST') => `/programmes/${at.town.programme}/regions/${region}/evidence-folder`;
const send = (who: string, parts: { filename: string; content: Buffer | string }[], region?: string) =>
  at.send<Answer & Record<string, unknown>>(who, path(region), parts);

const good = [
  ['012-notice.pdf', 12],
  ['12 通知.pdf', 12],
  ['12/公告.pdf', 12],
  ['材料/12/plan.pdf', 12],
  ['１３通知.pdf', 13],
  ['第14项 说明.pdf', 14],
  ['7_x.pdf', 7],
] as const;

const bad = [
  ['notice.pdf', null, 'no-measure-number'],
  ['999-notice.pdf', 999, 'unknown-measure'],
  ['2/wrong.docx', 2, 'file-name-contradicts'],
  ['3-empty.pdf', 3, 'file-empty'],
  ['4-program.pdf', 4, 'file-kind'],
  ['5/../../etc/x.pdf', 5, 'file-name-path'],
  ['6-large.txt', 6, 'file-too-large'],
  ['1.2 unclear.pdf', null, 'no-measure-number'],
] as const;

const contents: Record<string, Buffer | string> = {
  '3-empty.pdf': '',
  '4-program.pdf': Buffer.from('MZ\0\0\0'),
  '6-large.txt': 'x'.repeat(1024 * 1024 + 1),
};

it('takes each file to its measure, tells of each that it refuses, and repeats without a change', async () => {
  const parts = [...good, ...bad].map(([filename]) => ({ filename, content: contents[filename] ?? pdf(filename) }));
  const { status, body } = await send('lead.east', parts);
  expect([status, body.stored, body.repeated, body.refused]).toEqual([200, good.length, 0, bad.length]);
  expect(body.items.map(({ name, measure, outcome, reasons }) => [name, measure, outcome, reasons[0]?.code])).toEqual([
    ...good.map(([name, measure]) => [name, measure, 'stored', undefined]),
    ...bad.map(([name, measure, code]) => [name, measure, 'refused', code]),
  ]);
  expect(body.items[2]).toMatchObject({ evidence: { workItemId: at.town.item(12).id, file: { name: '公告.pdf' } } });
  expect(at.files()).toEqual({ blobs: await at.recorded(), incoming: [] });
  expect(at.files().blobs).toHaveLength(good.length);

  const before = [at.files(), await at.town.digest()];
  const again = await send('lead.east', parts);
  expect([again.status, again.body.stored, again.body.repeated, again.body.refused]).toEqual([
    200,
    0,
    good.length,
    bad.length,
  ]);
  expect([at.files(), await at.town.digest()]).toEqual(before);
});

it('refuses what does not apply to the region', async () => {
  const { item } = await at.stages.exempt();
  const { body } = await send('editor.east', [{ filename: `${item.measure}-x.pdf`, content: pdf('exempt') }]);
  expect(body.items).toMatchObject([{ outcome: 'refused', reasons: [{ code: 'not-applicable' }] }]);
});

it('marks all of it confidential when asked', async () => {
  const reply = await at.send<Answer>('editor.east', path(), [
    { filename: '8-x.pdf', content: pdf('secret folder') },
    { field: 'confidential', content: 'true' },
  ]);
  expect(reply.body.items[0]!.evidence).toMatchObject({ confidential: true });
});

it.each([
  ['', 'EAST', 401, 'not-signed-in'],
  ['reviewer.trade', 'EAST', 403, 'forbidden'],
  ['both', 'WEST', 403, 'forbidden'],
  ['editor.west', 'EAST', 404, 'not-found'],
  ['editor.east', 'NOWHERE', 404, 'not-found'],
])('%p in %s: %i', async (who, region, status, code) => {
  expectRefusal(await at.refused(() => send(who, [{ filename: '1.pdf', content: pdf() }], region)), status, code);
});

it('refuses more files than one request may bring as a whole', async () => {
  const many = Array.from({ length: 201 }, (_, n) => ({ filename: `1-${n}.txt`, content: `${n}` }));
  expectRefusal(await at.refused(() => send('editor.east', many)), 413, 'too-many-files');
});

it('keeps to the limit of a region, however many uploads meet', async () => {
  const small = await StoreTown.build({ EVIDENCE_REGION_GB: 10_000 / 1024 ** 3 }, 24);
  try {
    const uploads = Array.from({ length: 20 }, (_, n) => ({
      item: small.town.item(n + 1),
      content: `${n}`.padStart(1_500, 'x'),
    }));
    const replies = await Promise.all(
      uploads.map(({ item, content }) => small.upload(item, [{ filename: 'a.txt', content }])),
    );
    const statuses = replies.map(({ status }) => status);
    expect([statuses.filter((one) => one === 201).length, statuses.filter((one) => one === 409).length]).toEqual([
      6, 14,
    ]);
    expect(replies.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'region-full' });
    expect(small.files()).toEqual({ blobs: await small.recorded(), incoming: [] });
    expect(small.files().blobs).toHaveLength(6);
  } finally {
    await small.close();
  }
});
