import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type BlobStorage, DiskStorage, S3Storage, Staging } from '#libs/evidence';
import { S3Server } from './s3-server.js';

const folder = mkdtempSync(join(tmpdir(), 'measure-storage-'));
const staging = new Staging(join(folder, 'incoming'));
let server: S3Server;
beforeAll(async () => {
  server = await S3Server.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const staged = (content: string) => staging.write(pieces(content));
const incoming = () => readdirSync(join(folder, 'incoming'));

async function* pieces(content: string, length = 1024 * 1024): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += length) yield Buffer.from(content.slice(at, at + length));
}

const storages: [string, () => BlobStorage][] = [
  ['on the disk', () => new DiskStorage(join(folder, 'blobs'))],
  ['in an object store', () => new S3Storage(server.place())],
];

describe.each(storages)('contents %s', (_, open) => {
  it('are taken over, read, and gone from where they came', async () => {
    const storage = open();
    const file = await staged('内容');
    expect(file).toMatchObject({ sha256: sha256('内容'), size: 6 });
    expect(await storage.has(file.sha256)).toBe(false);
    await storage.adopt(file);
    expect(incoming()).toEqual([]);
    expect(await storage.has(file.sha256)).toBe(true);
    const blob = await storage.read(file.sha256);
    expect([blob!.size, await text(blob!.stream)]).toEqual([6, '内容']);
  });

  it('larger than what is sent at once come back whole', async () => {
    const storage = open();
    const content = 'a'.repeat(9 * 1024 * 1024) + 'c';
    const file = await staged(content);
    await storage.adopt(file);
    const blob = await storage.read(file.sha256);
    expect(blob!.size).toBe(content.length);
    expect(sha256(await text(blob!.stream))).toBe(file.sha256);
    await storage.remove(file.sha256);
  });

  it('that are there stay as they are', async () => {
    const storage = open();
    await storage.adopt(await staged('kept'));
    // As if the second one were another: whoever says a hash cannot replace what has it.
    const other = await staged('other');
    await storage.adopt({ ...other, sha256: sha256('kept') });
    expect(await text((await storage.read(sha256('kept')))!.stream)).toBe('kept');
    expect(incoming()).toEqual([]);
  });

  it('that are not there are not read, and removing them is no fault', async () => {
    const storage = open();
    const unknown = sha256('unknown');
    expect(await storage.read(unknown)).toBeUndefined();
    await storage.remove(unknown);
    await storage.adopt(await staged('removed'));
    await storage.remove(sha256('removed'));
    expect(await storage.has(sha256('removed'))).toBe(false);
  });

  it('come at once in any number', async () => {
    const storage = open();
    const files = await Promise.all(Array.from({ length: 4 }, () => staged('at once'.repeat(1_300_000))));
    await Promise.all(files.map((file) => storage.adopt(file)));
    expect(sha256(await text((await storage.read(files[0]!.sha256))!.stream))).toBe(files[0]!.sha256);
    await storage.remove(files[0]!.sha256);
    expect(incoming()).toEqual([]);
  });

  it('are listed with their time, and nothing else is', async () => {
    const storage = open();
    for (const content of ['one', 'two', 'three']) await storage.adopt(await staged(content));
    const listed = [];
    for await (const { sha256: hash, storedAt } of storage.list()) {
      expect(Math.abs(storedAt.getTime() - Date.now())).toBeLessThan(3_600_000);
      listed.push(hash);
    }
    expect(listed.sort()).toEqual(['one', 'two', 'three', '内容', 'kept'].map(sha256).sort());
  });
});

describe('the disk', () => {
  it('keeps a content where nobody changes it by chance, under a name of the product only', async () => {
    const storage = new DiskStorage(join(folder, 'modes'));
    await storage.adopt(await staged('modes'));
    const hash = sha256('modes');
    const path = join(folder, 'modes', hash.slice(0, 2), hash.slice(2, 4), hash);
    expect(statSync(path).mode & 0o777).toBe(0o440);
    for (const name of ['../../etc/passwd', hash.toUpperCase(), '', `${hash}/x`]) {
      await expect(storage.read(name)).rejects.toThrow('named by its SHA-256');
    }
  });

  it('leaves nothing of a file whose sender or taker fails', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield Buffer.from('begun');
      throw new Error('cut off');
    }
    await expect(staging.write(failing())).rejects.toThrow('cut off');
    const limit = (bytes: number) => {
      if (bytes > 3) throw new Error('too much');
    };
    await expect(staging.write(pieces('begun', 2), limit)).rejects.toThrow('too much');
    expect(incoming()).toEqual([]);
  });

  it('sweeps what is old and nothing else', async () => {
    const file = await staged('old');
    writeFileSync(join(folder, 'incoming', 'x'), 'x');
    expect(await staging.sweep(new Date(Date.now() - 60_000))).toBe(0);
    expect(await staging.sweep(new Date(Date.now() + 60_000))).toBe(2);
    expect(existsSync(file.path)).toBe(false);
    expect(await new Staging(join(folder, 'nowhere')).sweep(new Date())).toBe(0);
  });
});

describe('the object store', () => {
  it('refuses what is signed with another key, and nothing is lost', async () => {
    const storage = new S3Storage(server.place({ secretKey: 'another' }));
    const file = await staged('signed');
    await expect(storage.adopt(file)).rejects.toThrow();
    expect(existsSync(file.path)).toBe(true);
    await staging.discard(file);
    expect(server.objects.has(`blobs/${file.sha256}`)).toBe(false);
  });

  it('does not send again what is there', async () => {
    const storage = new S3Storage(server.place());
    await storage.adopt(await staged('sent once'));
    server.requests.length = 0;
    await storage.adopt(await staged('sent once'));
    expect(server.requests.map((request) => request.split(' ')[0])).toEqual(['HEAD']);
  });

  it('that fails in the middle leaves nothing half', async () => {
    const storage = new S3Storage(server.place());
    server.failures = 100;
    const file = await staged('fails'.repeat(1_800_000));
    await expect(storage.adopt(file)).rejects.toThrow();
    server.failures = 0;
    expect(await storage.has(file.sha256)).toBe(false);
    await storage.adopt(file);
    expect(await storage.has(file.sha256)).toBe(true);
  });
});
