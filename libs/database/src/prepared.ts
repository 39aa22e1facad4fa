import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { QueryConfig, QueryResult } from 'pg';

export interface Queryable {
  /** The driver's own connection: in it lies the socket. */
  connection?: { stream: Pick<Writable, 'cork' | 'uncork'> };
  query(config: QueryConfig): Promise<QueryResult>;
}

const names = new Map<string, string>();
/** A bound on server memory should a text ever be built dynamically: later texts run unprepared. */
const mostNames = 500;

/** The statement with a name derived from its text, so that each connection plans it once. */
export function prepared(text: string, values: unknown[]): QueryConfig {
  let name = names.get(text);
  if (name === undefined && names.size < mostNames) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
  }
  return name === undefined ? { text, values } : { name, text, values };
}
