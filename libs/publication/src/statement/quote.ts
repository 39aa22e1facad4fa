import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { conflict } from '#libs/platform';
import type { QuotedStatement } from '#libs/programme';
import { digestOf } from './digest.rules.js';
import type { Frozen } from './statement.js';

/* The source says the day alone; its beginning in the programme's time zone stands for the moment. */
const momentOf = `select $2::date::timestamp at time zone time_zone as moment from programme where code = $1
  for no key update`;
const standing = `select implemented, counted from statement
  where programme = $1 and source = $2 and as_of = $3 and level = $4`;
const nextNo = 'select coalesce(max(no), 0) + 1 as no from statement where programme = $1';
const insert = `
  insert into statement (programme, no, status, level, as_of, known_at, implemented, counted, demonstration, source,
    wordings, digest, prepared_at, cleared_at, published_at)
  values ($1, $2, 'published', $3, $4, $5, $6, $7, false, $8, $9, $10, $5, $5, $5)`;

/**
 * Enters figures that public sources state, published by their source and prepared by nobody here: no list, not counted.
 * What is there already stays as it is. Throws 409 when it is there with other numbers.
 */
@Injectable()
export class QuoteStatements {
  /** How many were new. */
  async run(tx: Tx, statements: readonly QuotedStatement[]): Promise<number> {
    let entered = 0;
    for (const statement of statements) if (await this.enter(tx, statement)) entered += 1;
    return entered;
  }

  private async enter(tx: Tx, statement: QuotedStatement): Promise<boolean> {
    const { programme, source, level, asOf, implemented, counted, wordings } = statement;
    const held = await tx.row<{ moment: Date }>(momentOf, [programme, statement.publishedOn]);
    const there = await tx.row<Fraction>(standing, [programme, source, asOf, level]);
    if (there && (there.implemented !== implemented || there.counted !== counted)) throw otherNumbers(statement);
    if (!held || there) return false;
    const { no } = (await tx.row<{ no: number }>(nextNo, [programme]))!;
    const frozen: Frozen = {
      programme,
      no,
      level,
      selection: {},
      asOf,
      knownAt: held.moment,
      rule: null,
      counts: null,
      implemented,
      counted,
      list: null,
      demonstration: false,
      source,
    };
    const digest = digestOf(frozen, wordings);
    const said = JSON.stringify(wordings);
    await tx.change(insert, [programme, no, level, asOf, held.moment, implemented, counted, source, said, digest]);
    return true;
  }
}

type Fraction = Pick<QuotedStatement, 'implemented' | 'counted'>;

function otherNumbers({ source, asOf }: QuotedStatement) {
  return conflict('statement-differs', {
    zh: `来源 ${source} 关于 ${asOf} 的口径已按其他数字登记，不能更改。`,
    en: `What ${source} states for ${asOf} is there with other numbers; a statement never changes.`,
  });
}
