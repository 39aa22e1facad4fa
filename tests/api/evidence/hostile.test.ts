import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expectRefusal } from '../implementation/refusals.js';
import { type Part, jpg, multipart, office, pdf, png, rawZip, zip } from './files.js';
import { StoreTown } from './store-town.js';

let at: StoreTown;
let port: number;
beforeAll(async () => {
  at = await StoreTown.build({ EVIDENCE_FILE_MB: 2, EVIDENCE_REQUEST_MB: 5 }, 12);
  await at.town.api.app.listen(0, '127.0.0.1');
  port = Number(new URL(await at.town.api.app.getUrl()).port);
});
afterAll(() => at.close());

const megabyte = 1024 * 1024;
const item = () => at.town.item(1);

async function refused(parts: Part[] | Buffer, status: number, code: string) {
  const reply = await at.refused(() => at.upload(item(), parts));
  expectRefusal(reply, status, code);
  expect(reply.body['detail']).toEqual(expect.any(String));
  return reply;
}

describe('a wrong type', () => {
  const exe = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(200, 1)]);

  it.each<[string, string, () => Buffer | Promise<Buffer>, number, string]>([
    ['a program named .pdf', 'a.pdf', () => exe, 415, 'file-kind'],
    ['a program named .txt', 'a.txt', () => exe, 415, 'file-kind'],
    ['an archive', 'a.zip', () => zip({ 'a.txt': 'x' }), 415, 'file-kind'],
    ['an archive named .docx', 'a.docx', () => zip({ 'a.txt': 'x' }), 415, 'file-kind'],
    ['a GIF', 'a.gif', () => Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 415, 'file-kind'],
    ['a workbook with macros', 'a.xlsm', () => office('xlsm'), 422, 'file-has-macros'],
    ['one that is named .xlsx', 'a.xlsx', () => office('xlsm'), 422, 'file-has-macros'],
    [
      'macros that the types do not tell of',
      'a.xlsx',
      () => office('xlsx', { 'xl/vbaProject.bin': 'x' }),
      422,
      'file-has-macros',
    ],
    [
      'an SVG with a script',
      'a.svg',
      () => Buffer.from('<svg><script>alert(1)</script></svg>'),
      422,
      'file-name-contradicts',
    ],
    ['a page', 'a.html', () => Buffer.from('<script>alert(1)</script>'), 422, 'file-name-contradicts'],
    ['a PDF named .docx', 'a.docx', () => pdf(), 422, 'file-name-contradicts'],
    ['a picture named .pdf', 'a.PDF', () => png(), 422, 'file-name-contradicts'],
    ['text with a NUL', 'a.txt', () => Buffer.from('text\0text'), 415, 'file-kind'],
    ['text that no encoding reads', 'a.txt', () => Buffer.from('fffe80ff', 'hex'), 415, 'file-kind'],
    [
      'a PDF that is an archive too',
      'a.pdf',
      async () => Buffer.concat([pdf(), await zip({ 'a.txt': 'x' })]),
      415,
      'file-two-kinds',
    ],
    [
      'a picture that is an archive too',
      'a.jpg',
      async () => Buffer.concat([jpg(), await zip({ 'a.txt': 'x' })]),
      415,
      'file-two-kinds',
    ],
    ['a text that is a PDF too', 'a.txt', () => Buffer.concat([Buffer.from('hello\n'), pdf()]), 415, 'file-two-kinds'],
  ])('%s', async (_, filename, content, status, code) => {
    await refused([{ filename, content: await content() }], status, code);
  });

  it('names what the name says and what the content is', async () => {
    const reply = await refused([{ filename: '通知.docx', content: png() }], 422, 'file-name-contradicts');
    const { blockers } = reply.body as unknown as { blockers: { message: { zh: string; en: string } }[] };
    expect(blockers[0]!.message.en).toMatch(/\.docx.*PNG/);
    expect(blockers[0]!.message.zh).toMatch(/\.docx.*PNG/);
  });
});

describe('a wrong size', () => {
  it('0 bytes', () => refused([{ filename: 'a.pdf', content: '' }], 422, 'file-empty'));

  it('at the limit passes, one byte over it does not', async () => {
    const exact = Buffer.alloc(2 * megabyte, 'a');
    expect((await at.upload(item(), [{ filename: 'a.txt', content: exact }])).status).toBe(201);
    await refused([{ filename: 'a.txt', content: Buffer.alloc(2 * megabyte + 1, 'a') }], 413, 'file-too-large');
  });

  it('a request over the total, told by its length', async () => {
    const parts = [1, 2, 3].map((n) => ({ filename: `${n}.txt`, content: Buffer.alloc(2 * megabyte - n, 'a') }));
    await refused(parts, 413, 'request-too-large');
  });

  it('a request over the total that does not tell its length, over a real connection; its sender hears of it', async () => {
    const body = multipart(
      [1, 2, 3, 4].map((n) => ({ filename: `${n}.txt`, content: Buffer.alloc(2 * megabyte - n, 'b') })),
    );
    const before = [at.files(), await at.recorded()];
    const answer = await onTheWire('Transfer-Encoding: chunked', [chunked(body)]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*request-too-large/);
    expect([at.files(), await at.recorded()]).toEqual(before);
  });

  it('1,000 parts: files, fields', async () => {
    const parts = Array.from({ length: 1_000 }, (_, n) => ({ filename: `${n}.txt`, content: `text ${n}` }));
    await refused(parts, 413, 'too-many-files');
    const fields = Array.from({ length: 1_000 }, (_, n) => ({ field: `f${n}`, content: 'x' }));
    await refused([...fields], 422, 'invalid');
    await refused([{ field: 'title', content: 'x'.repeat(100_000) }], 413, 'too-many-fields');
  });
});

describe('a path in the name', () => {
  const names: [string, Buffer, string][] = [
    ['../../etc/passwd', Buffer.from('../../etc/passwd.pdf'), 'file-name-path'],
    ['an absolute path', Buffer.from('/tmp/x.pdf'), 'file-name-path'],
    ['..\\x', Buffer.from('..\\\\x.pdf'), 'file-name-path'],
    ['a drive', Buffer.from('C:x.pdf'), 'file-name-path'],
    ['NUL inside', Buffer.from('x\0.pdf'), 'file-name-characters'],
    ['CON', Buffer.from('CON'), 'file-name-reserved'],
    ['con.pdf', Buffer.from('con.pdf'), 'file-name-reserved'],
    ['a name that is turned round', Buffer.from('x\u202efdp.exe'), 'file-name-characters'],
    ['an invisible mark', Buffer.from('x\u200b.pdf'), 'file-name-characters'],
    ['bytes that are no UTF-8', Buffer.from('d6d0b9fa2e706466', 'hex'), 'file-name-characters'],
    ['300 bytes', Buffer.from(`${'汉'.repeat(99)}.pdf`), 'file-name-long'],
    ['a dot at the end', Buffer.from('x.pdf.'), 'file-name-reserved'],
    ['dots only', Buffer.from('..'), 'file-name-path'],
    ['nothing', Buffer.from(''), 'file-name-missing'],
  ];

  it.each(names)('%s', async (_, rawFilename, code) => {
    await refused([{ rawFilename, content: pdf() }], 422, code);
  });
});

describe('a zip bomb', () => {
  const types = Buffer.from(
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  );
  const head = { name: '[Content_Types].xml', content: types };
  const zeros = Buffer.alloc(120 * megabyte);

  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['expands a thousandfold', () => office('xlsx', { 'xl/sheet1.xml': zeros }), 'file-expands-too-far'],
    [
      'tells a small size',
      () => rawZip([head, { name: 'xl/a.xml', content: zeros, deflated: true, told: 10 }]),
      'file-damaged-archive',
    ],
    [
      'tells a huge size',
      () => rawZip([head, { name: 'xl/a.xml', content: types, deflated: true, told: 0xfffffff0 }]),
      'file-expands-too-far',
    ],
    [
      'has 15,000 entries',
      () => rawZip([head, ...Array.from({ length: 15_000 }, (_, n) => ({ name: `x${n}` }))]),
      'file-too-many-entries',
    ],
    [
      'is nested',
      async () => office('xlsx', { 'xl/a.bin': await zip({ 'b.zip': await zip({ c: 'c' }) }) }),
      'file-nested-archive',
    ],
    [
      'is nested where a workbook may be',
      async () => office('docx', { 'word/embeddings/a.xlsx': await zip({ 'b.zip': await zip({ c: 'c' }) }) }),
      'file-nested-archive',
    ],
    [
      'is in the workbook behind a chart',
      async () => office('docx', { 'word/embeddings/a.xlsx': await office('xlsx', { 'xl/a.xml': zeros }) }),
      'file-expands-too-far',
    ],
    ['has one name twice', () => rawZip([head, head]), 'file-damaged-archive'],
    ['is encrypted', () => rawZip([{ ...head, encrypted: true }]), 'file-damaged-archive'],
    ['climbs out', () => rawZip([head, { name: '../../x', content: types }]), 'file-damaged-archive'],
    ['is cut off', async () => (await office('xlsx', { a: 'x'.repeat(999) })).subarray(0, 300), 'file-damaged-archive'],
  ])('that %s', async (_, content, code) => {
    const reply = await at.refused(async () => at.upload(item(), [{ filename: 'a.xlsx', content: await content() }]));
    expect(reply.body['code']).toBe(code);
  });

  it('is not what a document with a workbook behind its chart is', async () => {
    const content = await office('docx', { 'word/embeddings/a.xlsx': await office('xlsx') });
    expect((await at.upload(item(), [{ filename: 'a.docx', content }])).status).toBe(201);
  });
});

describe('a broken form', () => {
  const whole = multipart([{ filename: 'a.pdf', content: pdf('whole') }]);
  const text = whole.toString('latin1');
  const shapes: [string, Buffer, string][] = [
    ['cut off within the file', whole.subarray(0, whole.length - 70), '400'],
    ['cut off before its last boundary', whole.subarray(0, whole.length - 30), '400'],
    ['nothing but a boundary', Buffer.from('--boundary-of-the-test\r\n'), '400'],
    ['nothing at all', Buffer.from(' '), '400'],
    ['an end without parts', Buffer.from('--boundary-of-the-test--\r\n'), '4(00|22)'],
    ['garbage', Buffer.from('PK\x03\x04 garbage\r\n\r\n\r\n'), '400'],
    ['another boundary', Buffer.from(text.replaceAll('boundary-of-the-test', 'another')), '400'],
    [
      'a part without headers',
      Buffer.from('--boundary-of-the-test\r\n\r\nx\r\n--boundary-of-the-test--\r\n'),
      '4(00|22)',
    ],
    ['a header without a colon', Buffer.from(text.replace('Content-Disposition:', 'Content-Disposition')), '4(00|22)'],
    ['a huge header', Buffer.from(text.replace('form-data;', `form-data; x="${'x'.repeat(100_000)}";`)), '4(00|22)'],
    ['a name of a prototype', Buffer.from(text.replace('name="file"', 'name="__proto__"')), '400'],
    ['JSON that is none', multipart([{ field: 'x', content: '{' }]), '4(00|22)'],
  ];

  it.each(shapes)('%s', async (_, body, status) => {
    const reply = await at.refused(() => at.upload(item(), body));
    expect(String(reply.status)).toMatch(new RegExp(`^${status}$`));
    expect(reply.body).toMatchObject({ code: expect.any(String), title: expect.any(String) });
  });

  it.each(['multipart/form-data;', 'multipart/form-data; boundary=', 'multipart/form-data; charset=utf-8'])(
    'announced as %p',
    async (type) => {
      const reply = await at.refused(() =>
        at.upload(item(), whole, 'editor.east', { headers: { 'content-type': type } }),
      );
      expect(reply.status).toBe(400);
    },
  );
});

describe('over a real connection', () => {
  it.each([10, 200, 60_000])(
    'one that breaks off after %i bytes leaves nothing, and the product goes on',
    async (bytes) => {
      const before = [at.files(), await at.recorded(), await at.town.digest()];
      const body = multipart([{ filename: 'a.txt', content: Buffer.alloc(megabyte, 'c') }]);
      await onTheWire(`Content-Length: ${body.length}`, [body.subarray(0, bytes)], true);
      await pause(50);
      for (let n = 0; at.files().incoming.length > 0 && n < 100; n += 1) await pause(20);
      expect([at.files(), await at.recorded(), await at.town.digest()]).toEqual(before);
      expect((await at.town.api.anonymous().get('/health/live')).status).toBe(200);
    },
  );

  it('one that comes in single bytes at every edge is read like any other', async () => {
    const body = multipart([{ filename: 'edge.pdf', content: pdf('\r\n--boundary-of-the-tes\r\n--') }]);
    const pieces = Array.from(body, (_, n) => body.subarray(n, n + 1));
    expect(await onTheWire(`Content-Length: ${body.length}`, pieces)).toMatch(/^HTTP\/1\.1 201/);
  });
});

function chunked(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}

/** Sends a request by hand and returns the answer; `breaksOff` cuts the connection after the last piece. */
async function onTheWire(length: string, pieces: Buffer[], breaksOff = false): Promise<string> {
  const cookie = await cookieOf('editor.east');
  const head = [
    `POST /api/v1/work-items/${item().id}/evidence HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: multipart/form-data; boundary=boundary-of-the-test',
    'X-File-Upload: 1',
    `Cookie: ${cookie}`,
    'Connection: close',
    length,
  ];
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      for (const piece of pieces) socket.write(piece);
      if (breaksOff) setTimeout(() => socket.destroy(), 50);
    });
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', (error) => (breaksOff ? undefined : reject(error)));
    socket.on('close', () => resolve(answer));
  });
}

async function cookieOf(who: string): Promise<string> {
  const client = (await at.town.as(who)) as unknown as { cookie: string };
  return client.cookie;
}
