import pg from 'pg';

/** Whose contents a database has: none yet, the demonstration's, or somebody's own. */
export type ContentsKind = 'empty' | 'demonstration' | 'own';

const kind = `
  select case when exists (select from demonstration) then 'demonstration'
    when exists (select from account) then 'own' else 'empty' end as kind
`;

/** Looks into a migrated database. */
export async function contentsKind(url: string): Promise<ContentsKind> {
  const client = new pg.Client({ connectionString: url, application_name: 'measure-tracker-contents' });
  await client.connect();
  try {
    const { rows } = await client.query<{ kind: ContentsKind }>(kind);
    return rows[0]?.kind ?? 'empty';
  } finally {
    await client.end();
  }
}
