import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, CatalogueError, loadCatalogue, wholeCatalogue } from '#libs/programme';
import { builtIn, programmeDatabase, type ProgrammeDatabase } from './programme-database.js';

let db: ProgrammeDatabase;
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await wholeCatalogue(builtIn);
});
beforeEach(async () => {
  db = await programmeDatabase();
});
afterEach(() => db.close());

const load = (what: Catalogue) => db.uow.run((tx) => loadCatalogue(tx, what));
const nothing = async () => expect(new Set(Object.values(await db.counts()))).toEqual(new Set([0]));

describe('the built-in catalogue', () => {
  it('loads whole', async () => {
    expect(await load(catalogue)).toMatchObject({ programme: 'services-trade-2020', loaded: true });
    expect(await db.counts()).toMatchObject({
      programmes: 1,
      rules: 1,
      tasks: 8,
      measures: 122,
      regions: 28,
      applicable: 122 * 28,
      adjustments: 5,
      adjusted: 5,
    });
  });

  it('marks as illustrative what no source says', async () => {
    await load(catalogue);
    const rows = await db.database.rows<{ no: number; source: string; datesIllustrative: boolean }>(
      'select no, source, dates_illustrative as "datesIllustrative" from measure where not illustrative',
    );
    expect(rows).toEqual([{ no: 71, source: 'S7', datesIllustrative: true }]);
  });

  it('loaded again, changes nothing', async () => {
    await load(catalogue);
    const before = await db.counts();
    expect(await load(await wholeCatalogue(builtIn))).toMatchObject({ loaded: false });
    expect(await db.counts()).toEqual(before);
  });

  it('loaded by three processes at once, is there once', async () => {
    const outcomes = await Promise.all([load(catalogue), load(catalogue), load(catalogue)]);
    expect(outcomes.map(({ loaded }) => loaded).sort()).toEqual([false, false, true]);
    expect(await db.counts()).toMatchObject({ programmes: 1, measures: 122 });
  });

  it('cannot be replaced by loading another', async () => {
    await load(catalogue);
    const [first, ...others] = catalogue['tasks.csv'];
    const other: Catalogue = { ...catalogue, 'tasks.csv': [{ ...first!, name_en: 'Another' }, ...others] };
    await expect(load(other)).rejects.toMatchObject({ status: 409, code: 'catalogue-differs' });
    expect(await db.database.rows("select from task where name_en = 'Another'")).toEqual([]);
  });
});

describe('a broken catalogue', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
    await cp(builtIn, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const edit = async (file: string, from: string, to: string) => {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  };

  it('loads nothing and names every fault by file, row and column', async () => {
    await edit('measures.csv', ',PBC,', ',NOBODY,');
    await edit('regions.csv', 'Suzhou', '');
    await rm(join(folder, 'themes.csv'));
    const attempt = wholeCatalogue(folder).then(load);
    await expect(attempt).rejects.toBeInstanceOf(CatalogueError);
    const { message } = (await attempt.catch((error: unknown) => error)) as CatalogueError;
    expect(message.split('\n').slice(1)).toEqual([
      'themes.csv: this file is missing.',
      'regions.csv:25 name_en: must not be empty.',
      expect.stringMatching(/^measures\.csv:\d+ lead: departments\.csv has no NOBODY\.$/),
    ]);
    await nothing();
  });

  it('is refused by the database too when nobody has checked it', async () => {
    const [first, ...others] = catalogue['measures.csv'];
    await expect(load({ ...catalogue, 'measures.csv': [{ ...first!, lead: 'NOBODY' }, ...others] })).rejects.toThrow(
      'foreign key',
    );
    await nothing();
  });

  it('is a folder that is not there', async () => {
    await expect(wholeCatalogue(join(folder, 'none'))).rejects.toMatchObject({ faults: { length: 9 } });
  });
});

test('a counting rule, once adopted, stays as it was', async () => {
  await load(catalogue);
  await expect(db.database.rows("update counting_rule set kind = 'all'")).rejects.toThrow('append-only');
  await expect(db.database.rows('delete from counting_rule')).rejects.toThrow('append-only');
  await expect(db.database.rows('truncate counting_rule')).rejects.toThrow('append-only');
});
