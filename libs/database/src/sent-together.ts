import type { QueryConfig, QueryResult } from 'pg';
import type { Queryable } from './prepared.js';

/**
 * The same connection, writing what is sent in one turn of the event loop at once: `begin` with the first statement, the
 * last one with `commit`. Each write of its own would wake the server for a part of the work.
 */
export function sentTogether(client: Queryable): Queryable {
  const stream = client.connection?.stream;
  if (!stream) return client;
  let held = false;
  const release = () => {
    held = false;
    stream.uncork();
  };
  return {
    query(config: QueryConfig): Promise<QueryResult> {
      if (!held) {
        held = true;
        stream.cork();
        process.nextTick(release);
      }
      return client.query(config);
    },
  };
}
