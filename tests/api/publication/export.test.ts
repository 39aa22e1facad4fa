import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Newsroom, newsroom } from './newsroom.js';

const run = promisify(execFile);
let room: Newsroom;
let folder: string;

beforeAll(async () => {
  room = await newsroom(6);
  folder = mkdtempSync(join(tmpdir(), 'statement-'));
});
afterAll(async () => {
  await room?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The export as another process answers it, where it is that time of day. */
async function exportedIn(timeZone: string, id: string): Promise<{ offset: string; bytes: string }> {
  const environment = { ...process.env, TZ: timeZone };
  delete (environment as Record<string, string | undefined>)['NODE_OPTIONS'];
  const script = ['--import', './tests/setup/typescript.mjs', 'tests/api/publication/export-process.ts'];
  const { stdout } = await run(process.execPath, [...script, room.town.api.databaseUrl, id], { env: environment });
  const [offset = '', ...lines] = stdout.split('\n');
  return { offset, bytes: lines.join('\n') };
}

it('is the same bytes after a restart, in another time zone, and when somebody has another name', async () => {
  const { body } = await room.published();
  const exported = (await room.first.get(`/statements/${body.id}/export`)).bytes.toString();
  await room.town.database.rows(`update person set name_en = 'Another name' where name_en = 'Second coordinator'`);
  const there = await exportedIn('America/New_York', body.id);
  expect(there.offset).toBe('300');
  expect(there.bytes).toBe(exported);
  expect((await exportedIn('Asia/Kathmandu', body.id)).bytes).toBe(exported);
}, 120_000);

describe('docs/statements.md', () => {
  const document = readFileSync(resolve('docs/statements.md'), 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(document)![1]!;

  const check = async (statement: string) => {
    writeFileSync(join(folder, 'check.mjs'), block('js'));
    writeFileSync(join(folder, 'statement.json'), statement);
    return (await run(process.execPath, ['check.mjs', 'statement.json'], { cwd: folder })).stdout;
  };

  it('checks its own example as it says', async () => {
    expect(await check(block('json'))).toBe(block('text'));
  });

  it('checks what the product exports, and finds a changed number', async () => {
    const { body } = await room.published();
    const exported = (await room.first.get(`/statements/${body.id}/export`)).bytes.toString();
    expect(await check(exported)).toMatch(/^the digest is right\n/);
    expect(await check(exported.replace('"implemented":1,', '"implemented":2,'))).toMatch(/^THE DIGEST IS WRONG\n/);
  });
});
