import { UnitOfWork } from '#libs/database';
import { createLogger, loadConfiguration } from '#libs/platform';
import { type QuotedStatement, quotedStatements, wholeCatalogue } from '#libs/programme';
import { QuoteStatements } from '#libs/publication';
import { createTestApi, type TestApi } from '#libs/testing';
import { loadCatalogue } from '../../../apps/standalone/src/load-catalogue.js';
import { builtIn } from '../../programme/programme-database.js';

const programme = 'services-trade-2020';
let api: TestApi;
let quoted: QuotedStatement[];
beforeAll(async () => {
  api = await createTestApi();
  quoted = quotedStatements(await wholeCatalogue(builtIn));
});
afterAll(() => api?.close());

const start = (folder = builtIn) =>
  loadCatalogue({
    url: api.databaseUrl,
    configuration: loadConfiguration({ DATABASE_URL: api.databaseUrl, CATALOGUE_DIR: folder }),
    logger: createLogger('silent'),
    password: '',
    progress: () => undefined,
  });
const unitOfWork = () => api.app.get(UnitOfWork, { strict: false });
const quote = (statements: QuotedStatement[]) =>
  unitOfWork().run((tx) => api.app.get(QuoteStatements, { strict: false }).run(tx, statements));
const rows = (sql: string) => unitOfWork().run((tx) => tx.rows<Record<string, unknown>>(sql, []));
const figures = async () => {
  const { status, body } = await api
    .anonymous()
    .get<{ items: Record<string, unknown>[] }>(`/public/programmes/${programme}/figures`);
  return { status, items: body.items };
};

it('the built-in programme states 110 of 122 from the first start, with its source', async () => {
  await start();
  const { items } = await figures();
  expect(items).toEqual([
    expect.objectContaining({
      no: 1,
      level: 'measure',
      asOf: '2021-12-16',
      implemented: 110,
      counted: 122,
      rate: 90.2,
      rule: null,
      list: null,
      demonstration: false,
      source: expect.objectContaining({ en: expect.stringContaining('China News Service, 16 December 2021') }),
      wordings: [
        { zh: '122项具体举措中110项已落地', en: '110 of 122 measures implemented' },
        { zh: '落地率超过90%', en: 'implementation rate above 90 %' },
        { zh: '超过90%', en: 'more than 90 %' },
      ],
    }),
  ]);
  expect(await rows('select status, prepared_by, cleared_by, published_by, source from statement')).toEqual([
    { status: 'published', prepared_by: null, cleared_by: null, published_by: null, source: 'S1' },
  ]);
});

it('another start, or several at once, add nothing and change nothing', async () => {
  const before = await rows('select * from statement');
  await start();
  await Promise.all([start(), start()]);
  expect(await rows('select * from statement')).toEqual(before);
});

it('an installation from before gets it at its next start, and nothing else of it changes', async () => {
  await rows('alter table statement disable trigger user');
  await rows('delete from statement');
  await rows('alter table statement enable trigger user');
  const state = `select (select jsonb_agg(p) from programme p) as programme, (select count(*) from event) as events,
    (select count(*) from measure) as measures, (select count(*) from work_item) as items`;
  const before = await rows(state);
  await start('/no/such/folder');
  expect((await figures()).items).toEqual([]);
  await start();
  expect((await figures()).items).toHaveLength(1);
  expect(await rows(state)).toEqual(before);
});

it('never changes: with other numbers it is refused, with other words it stays', async () => {
  const [statement] = quoted;
  const before = await rows('select * from statement');
  await expect(quote([{ ...statement!, implemented: 111 }])).rejects.toMatchObject({ code: 'statement-differs' });
  expect(await quote([{ ...statement!, wordings: [{ zh: '逾九成', en: 'over 90 %' }] }])).toBe(0);
  await expect(rows(`update statement set implemented = 111`)).rejects.toMatchObject({ code: 'MT002' });
  expect(await rows('select * from statement')).toEqual(before);
});
