import { Injectable } from '@nestjs/common';
import { Database, type Tx, UnitOfWork } from '#libs/database';
import type { DossierScope } from './dossier-scope.js';

export type DossierStatus = 'queued' | 'running' | 'ready' | 'failed' | 'refused' | 'expired';

export interface Dossier {
  id: string;
  requestedBy: string;
  requestedAt: Date;
  scope: DossierScope;
  status: DossierStatus;
  filesDone: number;
  filesTotal: number | null;
  sha256: string | null;
  /** Bytes. */
  size: number | null;
  /** Ids of the evidence inside. */
  contents: string[];
  expiresAt: Date | null;
}

/** Days for which a dossier can be fetched. */
export const keptDays = 7;

const columns = `id, requested_by as "requestedBy", requested_at as "requestedAt", scope, status, files_done as "filesDone",
  files_total as "filesTotal", sha256, size::float8 as size, contents, expires_at as "expiresAt"`;
const byId = `select ${columns} from dossier where id = $1`;
const ofPerson = `select ${columns} from dossier where requested_by = $1 order by id desc limit 100`;
const insert = `insert into dossier (requested_by, requested_at, scope) values ($1, $2, $3) returning ${columns}`;
const ready = `
  update dossier set status = 'ready', sha256 = $2, size = $3, files_done = coalesce(files_total, files_done),
    contents = $4, ended_at = clock_timestamp(), expires_at = clock_timestamp() + $5 * interval '1 day'
  where id = $1 and status in ('queued', 'running')`;

/** The rows of dossiers. Their times of expiry are real time, not business time. */
@Injectable()
export class DossierStore {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async byId(id: string): Promise<Dossier | undefined> {
    return this.database.row<Dossier>(byId, [id]);
  }

  async ofPerson(personId: string): Promise<Dossier[]> {
    return this.database.rows<Dossier>(ofPerson, [personId]);
  }

  async add(tx: Tx, personId: string, requestedAt: Date, scope: DossierScope): Promise<Dossier> {
    return (await tx.row<Dossier>(insert, [personId, requestedAt, JSON.stringify(scope)]))!;
  }

  async begin(id: string, filesTotal: number): Promise<void> {
    await this.change(`update dossier set status = 'running', files_done = 0, files_total = $2 where id = $1`, [
      id,
      filesTotal,
    ]);
  }

  async progress(id: string, filesDone: number): Promise<void> {
    await this.change(`update dossier set files_done = $2 where id = $1 and status = 'running'`, [id, filesDone]);
  }

  /** True when it was still waited for. */
  async finish(tx: Tx, id: string, file: { sha256: string; size: number }, contents: string[]): Promise<boolean> {
    return (await tx.change(ready, [id, file.sha256, file.size, contents, keptDays])) === 1;
  }

  async end(id: string, status: 'failed' | 'refused', problem: string): Promise<void> {
    await this.change(
      `update dossier set status = $2, problem = $3, ended_at = clock_timestamp()
       where id = $1 and status in ('queued', 'running')`,
      [id, status, problem.slice(0, 500)],
    );
  }

  /** Lets go of dossiers whose time is over, and gives up those that nobody is making any more. */
  async expire(): Promise<{ expired: number; abandoned: number }> {
    return this.unitOfWork.run(async (tx) => ({
      expired: await tx.change(
        `update dossier set status = 'expired', sha256 = null where status = 'ready' and expires_at < clock_timestamp()`,
      ),
      abandoned: await tx.change(
        `update dossier set status = 'failed', problem = 'nobody finished it', ended_at = clock_timestamp()
         where status in ('queued', 'running') and uuid_extract_timestamp(id) < clock_timestamp() - interval '2 days'`,
      ),
    }));
  }

  private async change(sql: string, parameters: unknown[]): Promise<void> {
    await this.unitOfWork.run((tx) => tx.change(sql, parameters));
  }
}
