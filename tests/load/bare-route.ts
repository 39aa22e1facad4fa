import fastify from 'fastify';
import pg from 'pg';
import {
  bareBulk,
  bareCompletion,
  bareCompletionOf,
  bareCounters,
  bareHistory,
  bareItem,
  bareList,
  bareTransition,
} from './bare-sql.js';

/** The limit to compare with: Fastify and pg, without sign-in, rules or validation. Arguments: database address. */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
const app = fastify();

app.post<{ Body: { submissionId: string; itemId: string; person: string } }>('/transition', async ({ body }) => {
  const client = await pool.connect();
  try {
    await bareTransition(client, body.submissionId, body.itemId, body.person);
    return { done: true };
  } finally {
    client.release();
  }
});

app.post<{ Body: { submissionIds: string[]; person: string } }>('/bulk', async ({ body }) => {
  const client = await pool.connect();
  try {
    return { done: await bareBulk(client, body.submissionIds, body.person) };
  } finally {
    client.release();
  }
});

app.get<{ Querystring: { region: string; status: string } }>('/items', async ({ query }) => ({
  items: (await pool.query({ name: 'list', text: bareList, values: [query.region, query.status] })).rows,
}));

app.get<{ Params: { id: string } }>('/items/:id', async ({ params }) => ({
  item: (await pool.query({ name: 'one-item', text: bareItem, values: [params.id] })).rows[0],
  history: (await pool.query({ name: 'history', text: bareHistory, values: [params.id] })).rows,
}));

app.get('/completion', async () => ({ items: (await pool.query({ name: 'completion', text: bareCompletion })).rows }));

app.get<{ Params: { programme: string } }>('/completion/:programme', async ({ params }) => ({
  items: (await pool.query({ name: 'completion-of', text: bareCompletionOf, values: [params.programme] })).rows,
}));

app.get<{ Params: { programme: string } }>('/counters/:programme', async ({ params }) => ({
  items: (await pool.query({ name: 'counters', text: bareCounters, values: [params.programme] })).rows,
}));

const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listens on ${address}\n`);
