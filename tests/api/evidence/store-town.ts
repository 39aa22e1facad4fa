import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '#libs/platform';
import { type BuiltTown, buildTown, createTestApi, type Reply, type SendOptions, type TownItem } from '#libs/testing';
import { multipart, type Part, uploadHeaders } from './files.js';

type Members = Record<string, unknown>;

export interface Evidence {
  id: string;
  version: number;
  title: string;
  kind: string;
  outcome: string;
  confidential: boolean;
  file: { name: string; sha256: string; size: number; mediaType: string; kind: string };
  sameFileIn?: { region: string; measure: number }[];
}

/** A town whose API keeps its files in a folder of the test. */
export class StoreTown {
  private constructor(
    readonly built: BuiltTown,
    readonly folder: string,
  ) {}

  static async build(configuration: Partial<Configuration> = {}, measures = 60): Promise<StoreTown> {
    const folder = mkdtempSync(join(tmpdir(), 'measure-evidence-'));
    const api = await createTestApi({ configuration: { DATA_DIR: folder, ...configuration } });
    return new StoreTown(await buildTown({ api, measures }), folder);
  }

  get town() {
    return this.built.town;
  }

  get stages() {
    return this.built.stages;
  }

  async send<Body = Members>(who: string, path: string, parts: Part[] | Buffer, options: SendOptions = {}) {
    const client = who === '' ? this.town.api.anonymous() : await this.town.as(who);
    const body = Buffer.isBuffer(parts) ? parts : multipart(parts);
    return client.post<Body>(path, body, { ...options, headers: { ...uploadHeaders, ...options.headers } });
  }

  upload(item: TownItem, parts: Part[] | Buffer, who = 'editor.east', options: SendOptions = {}) {
    return this.send<{ items: Evidence[] } & Members>(who, `/work-items/${item.id}/evidence`, parts, options);
  }

  /** One file that is sure to be taken. */
  async stored(
    item: TownItem,
    part: Part,
    fields: Record<string, string> = {},
    who = 'editor.east',
  ): Promise<Evidence> {
    const more = Object.entries(fields).map(([field, content]) => ({ field, content }));
    const reply = await this.upload(item, [part, ...more], who);
    if (reply.status >= 300) throw new Error(`the file was not taken: ${JSON.stringify(reply.body)}`);
    return reply.body.items[0]!;
  }

  /** Every file in the store and on its way there. */
  files(): { blobs: string[]; incoming: string[] } {
    const list = (name: string) => {
      const folder = join(this.folder, 'evidence', name);
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? entry.name : [],
      );
    };
    return { blobs: list('blobs').sort(), incoming: list('incoming').sort() };
  }

  /** Contents that the database says are stored. */
  async recorded(): Promise<string[]> {
    const rows = await this.town.database.rows<{ sha256: string }>('select sha256 from stored_blob order by sha256');
    return rows.map(({ sha256 }) => sha256);
  }

  /** An upload that must be refused and leave nothing anywhere. */
  async refused<Body>(act: () => Promise<Reply<Body>>): Promise<Reply<Body>> {
    const before = this.files();
    const reply = await this.town.untouched(act);
    const after = this.files();
    if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('files were left behind');
    return reply;
  }

  async close(): Promise<void> {
    await this.town.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
