import { createHash } from 'node:crypto';
import type { Reply, TestClient } from '#libs/testing';
import { type Answer, type Body, type Newsroom, newsroom, said as saidOf } from './newsroom.js';

let built: Newsroom;
let first: TestClient;
let second: TestClient;

beforeAll(async () => {
  built = await newsroom(12);
  ({ first, second } = built);
});
afterAll(() => built?.close());

const path = (rest = '') => `/programmes/${built.town.programme}/statements${rest}`;
const said = (implemented: number) => saidOf(implemented, 12);
const prepare = (more?: object) => built.prepare(more);
const published = () => built.published();
const act = (who: TestClient, answer: Answer, what: string, content?: object) => built.act(who, answer, what, content);
const codes = ({ body }: Reply<Record<string, unknown>>) =>
  ((body['blockers'] ?? []) as { code: string }[]).map(({ code }) => code);

describe('refused', () => {
  it('strangers, regions, reviewers and the auditor', async () => {
    expect((await built.town.api.anonymous().post(path(), { wordings: said(1) })).status).toBe(401);
    for (const who of ['lead.east', 'reviewer.trade', 'auditor']) {
      const client = await built.town.as(who);
      expect((await built.town.untouched(() => client.post(path(), { wordings: said(1) }))).status).toBe(403);
    }
  });

  it('a wording that the figure does not bear, in either language, each with its place', async () => {
    const wordings = [...said(1), { zh: '落地率超过90%', en: 'more than 8 %' }, { zh: '已落地1项', en: '2 of 12' }];
    const reply = await built.town.untouched(() => prepare({ wordings }));
    expect(reply.status).toBe(422);
    const pointers = (reply.body['blockers'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/wordings/1/zh', '/wordings/2/en']);
  });

  it('a day to come, no wording, an empty one', async () => {
    for (const wrong of [{ asOf: '2099-01-01' }, { wordings: [] }, { wordings: [{ zh: '1', en: '1' }] }]) {
      const { status } = await built.town.untouched(() => prepare(wrong));
      expect([400, 422]).toContain(status);
    }
  });

  it('to be cleared by whoever prepared it; by rule and by the database', async () => {
    const prepared = await prepare();
    const reply = await built.town.untouched(() => act(first, prepared, 'clear'));
    expect([reply.status, codes(reply)]).toEqual([403, ['two-persons']]);
    const byHand = built.town.database.rows(
      `update statement set status = 'cleared', version = 2, cleared_by = prepared_by, cleared_at = now() where id = $1`,
      [prepared.body.id],
    );
    await expect(byHand).rejects.toMatchObject({ constraint: 'statement_two_persons' });
  });

  it('out of turn, stale, twice', async () => {
    const prepared = await prepare();
    expect((await built.town.untouched(() => act(first, prepared, 'publish'))).status).toBe(409);
    const cleared = await act(second, prepared, 'clear');
    expect((await built.town.untouched(() => act(second, prepared, 'clear'))).status).toBe(412);
    expect((await built.town.untouched(() => act(second, cleared, 'clear'))).status).toBe(409);
    const out = await act(second, cleared, 'publish');
    expect((await built.town.untouched(() => act(first, out, 'discard', { reason: 'An error' }))).status).toBe(409);
    const change = () =>
      first.patch(`/statements/${out.body.id}`, { wordings: said(1) }, { ifMatch: out.body.version });
    expect((await built.town.untouched(change)).status).toBe(409);
  });

  it('what is not out, to a region', async () => {
    const { body } = await prepare();
    const lead = await built.town.as('lead.east');
    expect((await lead.get(`/statements/${body.id}`)).status).toBe(404);
    const { body: list } = await lead.get<{ items: { status: string }[] }>(path());
    expect(list.items.every(({ status }) => status === 'published')).toBe(true);
  });
});

it('is prepared, cleared by another and published; the public sees exactly that, and nobody by name', async () => {
  const url = `/public/programmes/${built.town.programme}/figures`;
  const before = (await built.town.api.anonymous().get<{ items: object[] }>(url)).body.items.length;
  const prepared = await prepare();
  expect(prepared.body).toMatchObject({ status: 'prepared', implemented: 1, counted: 12, list: [expect.any(Number)] });
  await act(second, prepared, 'clear');
  expect((await built.town.api.anonymous().get<{ items: object[] }>(url)).body.items).toHaveLength(before);
  const out = await published();
  const { body } = await built.town.api.anonymous().get<{ items: Record<string, unknown>[] }>(url);
  expect(body.items).toHaveLength(before + 1);
  expect(body.items[0]).toMatchObject({ no: out.body['no'], implemented: 1, counted: 12, digest: out.body['digest'] });
  expect(JSON.stringify(body)).not.toMatch(/coordinator|preparedBy|clearedBy|prepared/i);
});

it('never changes: not by what happens later, not by hand; its export is the same bytes', async () => {
  const { body } = await published();
  const text = async () => (await first.get(`/statements/${body.id}/export`)).bytes.toString();
  const exported = await text();
  await built.stages.implemented();
  expect(await text()).toBe(exported);
  expect(JSON.parse(exported)).toMatchObject({ implemented: 1, counted: 12, digest: body['digest'] });
  for (const column of ['implemented = 2', "as_of = '2021-01-01'", "wordings = '[1]'", "digest = repeat('0', 64)"]) {
    const byHand = built.town.database.rows(`update statement set ${column} where id = $1`, [body.id]);
    await expect(byHand).rejects.toMatchObject({ code: expect.stringMatching(/^MT00[23]$/) });
  }
});

it('a use is recorded in words that the figure bears', async () => {
  const out = await published();
  const use = { usedOn: '2021-12-16', place: 'Press conference', wording: '超过8%' };
  const wrong = { ...use, wording: 'more than 9 %' };
  expect((await built.town.untouched(() => act(first, out, 'uses', wrong))).status).toBe(422);
  expect((await built.town.untouched(() => act(first, out, 'uses', { ...use, usedOn: '2099-01-01' }))).status).toBe(
    422,
  );
  const reply = await act(first, out, 'uses', use);
  expect([reply.status, reply.body['uses']]).toEqual([201, [expect.objectContaining(use)]]);
});

it('a later recount that differs is restated with its reason by two persons; the statement stays', async () => {
  // Counted as of today: what is recognised afterwards with an earlier date enters that day late.
  const { body: figures } = await first.get<{ items: { implemented: number }[] }>(
    `/programmes/${built.town.programme}/completion?asOf=2021-12-16`,
  );
  const implemented = figures.items[0]!.implemented;
  const prepared = await first.post<Body>(path(), { asOf: '2021-12-16', wordings: said(implemented) });
  const out = await act(first, await act(second, prepared, 'clear'), 'publish');
  expect((await built.town.untouched(() => act(first, out, 'restatements', { reason: 'None' }))).status).toBe(409);
  await built.stages.implemented();
  const restated = await act(first, out, 'restatements', { reason: 'A report came late' });
  expect(restated.status).toBe(201);
  const [restatement] = restated.body['restatements'] as Record<string, unknown>[];
  expect(restatement).toMatchObject({ no: 1, implemented: implemented + 1, counted: 12, clearedBy: null });
  const clear = (who: TestClient) => who.post(`/statements/${out.body.id}/restatements/1/clear`);
  expect((await built.town.untouched(() => clear(first))).status).toBe(403);
  expect((await clear(second)).status).toBe(200);
  expect((await built.town.untouched(() => clear(second))).status).toBe(409);
  expect((await first.get<Body>(`/statements/${out.body.id}`)).body).toMatchObject({ implemented });
});

it('the digest can be computed again from the export alone', async () => {
  const { body } = await published();
  const exported = JSON.parse((await first.get(`/statements/${body.id}/export`)).bytes.toString()) as Record<
    string,
    unknown
  >;
  const {
    id: _,
    status: __,
    digest,
    preparedBy: ___,
    preparedAt,
    clearedBy,
    clearedAt,
    publishedAt,
    ...frozen
  } = exported;
  expect([preparedAt, clearedBy, clearedAt, publishedAt]).not.toContain(undefined);
  expect(
    createHash('sha256')
      .update(JSON.stringify(sorted(frozen)))
      .digest('hex'),
  ).toBe(digest);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
