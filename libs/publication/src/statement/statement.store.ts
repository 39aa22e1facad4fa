import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/database';
import { notFound } from '#libs/platform';
import type { Restatement, Statement, StatementUse } from './statement.js';

const person = (alias: string) => `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id,
  'name', jsonb_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en)) end`;

const columns = `s.id, s.programme, s.no, s.status, s.version, s.level, s.selection, s.as_of as "asOf", s.known_at as "knownAt",
  s.rule, s.counts, s.implemented, s.counted, s.list, s.demonstration, s.source, s.wordings, s.digest,
  ${person('preparer')} as "preparedBy", s.prepared_at as "preparedAt", ${person('clearer')} as "clearedBy",
  s.cleared_at as "clearedAt", ${person('publisher')} as "publishedBy", s.published_at as "publishedAt"`;

const people = `left join person preparer on preparer.id = s.prepared_by left join person clearer on clearer.id = s.cleared_by
  left join person publisher on publisher.id = s.published_by`;

const one = `select ${columns} from statement s ${people} where s.id = $1`;
const locked = `${one} for update of s`;
const ofProgramme = `select ${columns} from statement s ${people}
  where s.programme = $1 and ($2::boolean or s.status = 'published') order by s.as_of desc, s.no desc`;
const published = `select ${columns} from statement s ${people}
  where s.programme = $1 and s.status = 'published' order by s.as_of desc, s.no desc`;

const uses = `select u.id, u.used_on as "usedOn", u.place, u.wording, u.url, u.recorded_at as "recordedAt", ${person('p')} as "recordedBy"
  from statement_use u join person p on p.id = u.recorded_by where u.statement_id = $1 order by u.used_on, u.id`;

const restatements = `select r.no, r.known_at as "knownAt", r.implemented, r.counted, r.difference, r.reason,
    ${person('preparer')} as "preparedBy", r.prepared_at as "preparedAt", ${person('clearer')} as "clearedBy", r.cleared_at as "clearedAt"
  from restatement r join person preparer on preparer.id = r.prepared_by left join person clearer on clearer.id = r.cleared_by
  where r.statement_id = $1 order by r.no`;

/** Reads of statements. */
@Injectable()
export class StatementStore {
  constructor(private readonly database: Database) {}

  /** Throws 404 when there is none. */
  async find(id: string): Promise<Statement> {
    return present(await this.database.row<Statement>(one, [id]));
  }

  /** The statement under its row lock. Throws 404 when there is none. */
  async lock(tx: Tx, id: string): Promise<Statement> {
    return present(await tx.row<Statement>(locked, [id]));
  }

  /** Latest first; with `all` also what is not out. */
  async ofProgramme(programme: string, { all }: { all: boolean }): Promise<Statement[]> {
    return this.database.rows<Statement>(ofProgramme, [programme, all]);
  }

  async published(programme: string): Promise<Statement[]> {
    return this.database.rows<Statement>(published, [programme]);
  }

  async uses(id: string, within: Pick<Tx, 'rows'> = this.database): Promise<StatementUse[]> {
    return within.rows<StatementUse>(uses, [id]);
  }

  async restatements(id: string, within: Pick<Tx, 'rows'> = this.database): Promise<Restatement[]> {
    return within.rows<Restatement>(restatements, [id]);
  }
}

function present(statement: Statement | undefined): Statement {
  if (!statement) throw notFound({ zh: '口径', en: 'statement' });
  return statement;
}
