import pg from 'pg';

/** A statement as it was sent. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** Runs some work of this process and returns the statements with tables in them that it sent, each text once. */
export async function recorded(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent = new Map<string, Statement>();
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function record(this: unknown, ...args: unknown[]) {
    const [config] = args;
    if (typeof config === 'object' && config !== null && 'text' in config && 'values' in config) {
      const { text, values } = config as Statement;
      if (/\b(from|update|into)\s/.test(text)) sent.set(text, { text, values: values ?? [] });
    }
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return [...sent.values()];
}

/** The plan that serves all parameters, with how many rows each step really had; what the statement writes is undone. */
export async function explain(client: pg.Client, { text, values }: Statement): Promise<string> {
  await client.query('begin');
  try {
    await client.query('set local plan_cache_mode = force_generic_plan; set local random_page_cost = 1.1');
    await client.query('set local session_replication_role = replica');
    await client.query(`prepare planned as ${text}`);
    const given = values.map((value) => literal(client, value)).join(', ');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off, timing off, summary off, buffers off) execute planned${given ? `(${given})` : ''}`,
    );
    const steps = rows
      .map((row) => row['QUERY PLAN'])
      .filter(
        (line) =>
          !/^\s*(Filter|Sort Key|Group Key|Output|Batches|Sort Method|Planned|Heap Fetches|Buckets|Memory|Storage|Hash Key|Rows Removed)/.test(
            line,
          ),
      );
    return steps.join('\n');
  } finally {
    await client.query('rollback');
    await client.query('deallocate all');
  }
}

function literal(client: pg.Client, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return client.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return client.escapeLiteral(`{${value.join(',')}}`);
  return client.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
}
