import type { Frozen, Statement } from './statement.js';

/** The part of a statement that its digest covers, beside the wordings. */
export function frozenOf(statement: Statement): Frozen {
  const { programme, no, level, selection, asOf, knownAt, rule, counts, implemented, counted } = statement;
  const { list, demonstration, source } = statement;
  return {
    programme,
    no,
    level,
    selection,
    asOf,
    knownAt,
    rule,
    counts,
    implemented,
    counted,
    list,
    demonstration,
    source,
  };
}
