import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/identity';
import { Reference } from '#libs/programme';
import { rate } from '#libs/progress';
import { statementLifecycle } from './statement.lifecycle.js';
import { statementAbilities } from './statement.rules.js';
import type { Restatement, Statement, StatementUse } from './statement.js';

/** Puts statements into words. */
@Injectable()
export class StatementPresenter {
  constructor(private readonly reference: Reference) {}

  row(statement: Statement, actor: Actor) {
    const { list: _, ...shown } = statement;
    return {
      ...shown,
      rate: rate(statement.implemented, statement.counted),
      statusText: statementLifecycle.definition.states[statement.status],
      ...statementAbilities(statement, actor),
    };
  }

  whole(statement: Statement, uses: StatementUse[], restatements: Restatement[], actor: Actor) {
    return { ...this.row(statement, actor), list: statement.list, uses, restatements };
  }

  /** What the public may know: only what has been published, and nobody's name. */
  async open(statement: Statement, restatements: Restatement[]) {
    const { sources, measures } = await this.reference.programme(statement.programme);
    const { no, level, selection, asOf, knownAt, rule, implemented, counted, demonstration, wordings, digest } =
      statement;
    const { list, publishedAt, source } = statement;
    return {
      no,
      level,
      selection,
      asOf,
      knownAt,
      rule,
      implemented,
      counted,
      rate: rate(implemented, counted),
      wordings,
      demonstration,
      source: source === null ? null : (sources.get(source)?.text ?? null),
      list: list?.map((key) => (typeof key === 'number' ? { no: key, title: measures.get(key)?.title } : key)) ?? null,
      publishedAt,
      digest,
      restatements: restatements
        .filter(({ clearedAt }) => clearedAt !== null)
        .map(({ no: number, knownAt: known, implemented: done, counted: of, reason }) => {
          return { no: number, knownAt: known, implemented: done, counted: of, rate: rate(done, of), reason };
        }),
    };
  }
}
