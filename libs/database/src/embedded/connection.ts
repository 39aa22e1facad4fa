import pg from 'pg';

/** Connects, or tells in one word why that may still come right. Throws for faults that waiting does not mend. */
export async function tryConnect(url: string): Promise<pg.Client | 'not yet'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, application_name: 'launcher' });
  // A server that ends under an idle client must not end us.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? '';
    // Class 28 is a refused password; everything else is a server that starts, stops or is not there.
    if (code.startsWith('28'))
      throw new Error('The embedded database refuses its own password: its secrets.json does not belong to it.', {
        cause: error,
      });
    return 'not yet';
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds));
