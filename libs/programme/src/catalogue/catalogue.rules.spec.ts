import { type Catalogue, type CatalogueFile } from './catalogue.files.js';
import { checkCatalogue } from './catalogue.rules.js';
import { catalogueDigest } from './digest.rules.js';
import { CatalogueError, faultLine } from './fault.js';
import { quotedStatements } from './quoted-statements.js';

const good: Record<CatalogueFile, string> = {
  'sources.csv': 'id,text_zh,text_en,source\nS1,来源一,Source one,S1\n',
  'programme.csv':
    'code,name_zh,name_en,runs_it_zh,runs_it_en,approved_by_zh,approved_by_en,starts_on,ends_on,time_zone,counting_rule,source\n' +
    'tiny,小试点,Tiny pilot,某部,A ministry,某院,A council,2020-01-01,2021-12-31,Asia/Shanghai,any,S1\n',
  'tasks.csv': 'no,name_zh,name_en,source\n1,任务一,Task one,S1\n2,任务二,Task two,S1\n',
  'themes.csv':
    'task,no,name_zh,name_en,source\n1,1,主题一,Theme one,S1\n1,2,主题二,Theme two,S1\n2,1,主题三,Theme three,S1\n',
  'regions.csv':
    'code,name_zh,name_en,province_zh,province_en,source\n110000,北京,Beijing,北京,Beijing,S1\nNEW,新区,New Area,河北,Hebei,S1\n',
  'departments.csv':
    'code,name_zh,name_en,source\nTRADE,贸易部,Trade,S1\nBANK,银行,Bank,illustrative\nTAX,税务,Tax,illustrative\n',
  'legal-adjustments.csv':
    'code,name_zh,name_en,kind,instrument_zh,instrument_en,approving_body_zh,approving_body_en,regions,status,approved_on,in_force_from,in_force_to,dates_source,source\n' +
    'LA-1,旅游,Travel,administrative-regulation,条例,regulation,某院,Council,all,in-force,2020-05-01,2020-06-01,2021-12-31,illustrative,S1\n',
  'measures.csv':
    'no,task,theme,title_zh,title_en,text_zh,text_en,lead,supporting,target_date,legal_adjustment,source\n' +
    '1,1,1,举措一,Measure one,文一,Text one,TRADE,BANK;TAX,2020-12-31,,S1\n' +
    '2,1,2,举措二,Measure two,文二,Text two,BANK,,2021-06-30,LA-1,illustrative\n' +
    '3,2,1,举措三,Measure three,文三,Text three,TRADE,TAX,2021-06-30,,illustrative\n',
  'proof-points.csv':
    'measure,no,required,text_zh,text_en,source\n1,1,yes,材料,Paper,illustrative\n1,2,no,照片,Photo,illustrative\n' +
    '2,1,yes,材料,Paper,illustrative\n3,1,yes,材料,Paper,illustrative\n',
  'statements.csv':
    'as_of,level,source,no,published_on,implemented,counted,wording_zh,wording_en\n' +
    '2021-06-30,measure,S1,1,2021-07-01,2,3,3项举措中2项已落地,2 of 3 measures\n' +
    '2021-06-30,measure,S1,2,2021-07-01,2,3,超过66%,more than 66 %\n',
};

type Files = Partial<Record<CatalogueFile, string | Uint8Array | undefined>>;
const reading = (changed: Files) =>
  checkCatalogue(
    new Map(
      Object.entries({ ...good, ...changed })
        .filter((entry): entry is [string, string | Uint8Array] => entry[1] !== undefined)
        .map(([file, content]) => [file, typeof content === 'string' ? new TextEncoder().encode(content) : content]),
    ),
  );
const faults = (changed: Files) =>
  (reading(changed).faults ?? []).map((fault) => `${faultLine(fault)} [${fault.code}]`);

/** The file with one text in it replaced; the text must be there. */
const broken = (file: CatalogueFile, from: string, to: string): Files => {
  if (!good[file].includes(from)) throw new Error(`${file} has no ${from}`);
  return { [file]: good[file].replace(from, to) };
};
const bytes = (...parts: (number[] | string)[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('a good catalogue', () => {
  it('is read whole', () => {
    const { catalogue } = reading({}) as { catalogue: Catalogue };
    expect(catalogue['measures.csv'].map((row) => row.no)).toEqual([1, 2, 3]);
    expect(catalogue['measures.csv'][0]).toMatchObject({
      supporting: ['BANK', 'TAX'],
      regions: 'all',
      source: 'S1',
      dates_source: null,
    });
    expect(catalogue['programme.csv'][0]?.counting_rule).toEqual({ kind: 'any' });
  });

  const digest = (changed: Files) => catalogueDigest((reading(changed) as { catalogue: Catalogue }).catalogue);

  it('has one digest however it is written', () => {
    const [header, first, second, third] = good['measures.csv'].split('\n');
    const shuffled = { 'measures.csv': [header, third, first, second].join('\r\n') };
    expect(digest(shuffled)).toBe(digest({}));
  });

  it('has another digest when a word differs', () => {
    expect(digest(broken('measures.csv', 'Text three', 'Text 3'))).not.toBe(digest({}));
  });

  it('has the same digest whatever is stated of it, and need not state anything', () => {
    expect(digest({ 'statements.csv': undefined })).toBe(digest({}));
    expect(digest(broken('statements.csv', '超过66%', '超过65%'))).toBe(digest({}));
  });

  it('states figures, each with its wordings', () => {
    const { catalogue } = reading({}) as { catalogue: Catalogue };
    expect(quotedStatements(catalogue)).toEqual([
      {
        programme: 'tiny',
        source: 'S1',
        level: 'measure',
        asOf: '2021-06-30',
        publishedOn: '2021-07-01',
        implemented: 2,
        counted: 3,
        wordings: [
          { zh: '3项举措中2项已落地', en: '2 of 3 measures' },
          { zh: '超过66%', en: 'more than 66 %' },
        ],
      },
    ]);
  });

  it('may say where a measure applies, how it counts and where its dates come from', () => {
    const [header, ...rows] = good['measures.csv'].trim().split('\n');
    const file = [
      `${header},regions,counting_rule,dates_source`,
      `${rows[0]},NEW,share 1/2,S1`,
      ...rows.slice(1).map((row) => `${row},all,,`),
    ].join('\n');
    const { catalogue } = reading({ 'measures.csv': file }) as { catalogue: Catalogue };
    expect(catalogue['measures.csv'][0]).toMatchObject({
      regions: ['NEW'],
      counting_rule: { kind: 'share', numerator: 1, denominator: 2 },
      dates_source: 'S1',
    });
    expect(catalogue['measures.csv'][1]).toMatchObject({ regions: 'all', counting_rule: null, dates_source: null });
  });
});

describe('one fault is named once, with its place', () => {
  const cases: [string, Files, string][] = [
    ['missing file', { 'regions.csv': undefined }, 'regions.csv: this file is missing. [missing-file]'],
    [
      'missing column',
      broken('tasks.csv', 'name_en,', ''),
      'tasks.csv:1 name_en: this column is missing. [missing-column]',
    ],
    [
      'unknown column',
      broken(
        'tasks.csv',
        'name_en,source\n1,任务一,Task one,S1\n2,任务二,Task two,S1',
        'name_en,source,note\n1,任务一,Task one,S1,\n2,任务二,Task two,S1,',
      ),
      'tasks.csv:1 note: no such column is known. [unknown-column]',
    ],
    [
      'duplicated column',
      { 'sources.csv': 'id,text_zh,text_en,text_en,source\nS1,来源一,Source one,Source one,S1\n' },
      'sources.csv:1 text_en: this column stands twice. [duplicate-column]',
    ],
    [
      'too few cells',
      broken('departments.csv', 'TAX,税务,Tax,', 'TAX,税务,Tax'),
      'departments.csv:4: has 3 cells instead of 4. [cell-count]',
    ],
    [
      'wrong number',
      broken('measures.csv', '2,1,2,', '2,1,two,'),
      'measures.csv:3 theme: “two” is no whole number from 1 up. [format]',
    ],
    [
      'wrong date',
      broken('measures.csv', '2020-12-31', '2020-13-01'),
      'measures.csv:2 target_date: “2020-13-01” is no date of the form YYYY-MM-DD. [format]',
    ],
    [
      'day that does not exist',
      broken('programme.csv', '2021-12-31', '2021-02-29'),
      'programme.csv:2 ends_on: “2021-02-29” is no date of the form YYYY-MM-DD. [format]',
    ],
    [
      'empty required text',
      broken('measures.csv', 'Measure two', ''),
      'measures.csv:3 title_en: must not be empty. [empty]',
    ],
    [
      'text of spaces',
      broken('measures.csv', 'Measure two', '  '),
      'measures.csv:3 title_en: must not be empty. [empty]',
    ],
    [
      'space at the end',
      broken('measures.csv', 'Measure two', 'Measure two '),
      'measures.csv:3 title_en: begins or ends with a space. [format]',
    ],
    [
      'control character',
      broken('measures.csv', 'Measure two', 'Measure\u0000two'),
      'measures.csv:3 title_en: has a control character or a damaged character. [format]',
    ],
    [
      'line break in a title',
      broken('measures.csv', 'Measure two', '"Measure\ntwo"'),
      'measures.csv:3 title_en: must be one line of text. [format]',
    ],
    [
      'neither yes nor no',
      broken('proof-points.csv', ',no,照片', ',maybe,照片'),
      'proof-points.csv:3 required: “maybe” is neither yes nor no. [format]',
    ],
    [
      'unknown status',
      broken('legal-adjustments.csv', 'in-force,', 'active,'),
      'legal-adjustments.csv:2 status: “active” is none of drafting, submitted, approved, in-force, lapsed. [format]',
    ],
    [
      'unknown time zone',
      broken('programme.csv', 'Asia/Shanghai', 'Asia/Peking'),
      'programme.csv:2 time_zone: “Asia/Peking” is no known time zone. [format]',
    ],
    [
      'unknown counting rule',
      broken('programme.csv', ',any,', ',most,'),
      'programme.csv:2 counting_rule: “most” is no known counting rule (any, all, count 3, share 2/3). [format]',
    ],
    [
      'code in small letters',
      broken('regions.csv', 'NEW', 'New'),
      'regions.csv:3 code: “New” is no code of capital letters, digits and hyphens. [format]',
    ],
    [
      'unknown task',
      { 'themes.csv': `${good['themes.csv']}5,1,主题,Theme,S1\n` },
      'themes.csv:5 task: tasks.csv has no 5. [unknown-reference]',
    ],
    [
      'unknown theme',
      broken('measures.csv', '3,2,1', '3,2,9'),
      'measures.csv:4 theme: themes.csv has no 2/9. [unknown-reference]',
    ],
    [
      'unknown lead',
      broken('measures.csv', 'BANK,,', 'BONK,,'),
      'measures.csv:3 lead: departments.csv has no BONK. [unknown-reference]',
    ],
    [
      'unknown supporter',
      broken('measures.csv', 'BANK;TAX', 'BANK;TOX'),
      'measures.csv:2 supporting: departments.csv has no TOX. [unknown-reference]',
    ],
    [
      'unknown region',
      broken('legal-adjustments.csv', ',all,', ',110000;OLD,'),
      'legal-adjustments.csv:2 regions: regions.csv has no OLD. [unknown-reference]',
    ],
    [
      'unknown source',
      broken('tasks.csv', 'Task two,S1', 'Task two,S9'),
      'tasks.csv:3 source: sources.csv has no S9. [unknown-reference]',
    ],
    [
      'unknown adjustment',
      broken('measures.csv', 'LA-1', 'LA-2'),
      'measures.csv:3 legal_adjustment: legal-adjustments.csv has no LA-2. [unknown-reference]',
    ],
    [
      'proof of an unknown measure',
      { 'proof-points.csv': `${good['proof-points.csv']}9,1,no,材料,Paper,S1\n` },
      'proof-points.csv:6 measure: measures.csv has no 9. [unknown-reference]',
    ],
    [
      'duplicate key',
      { 'regions.csv': `${good['regions.csv']}110000,北京,Beijing,北京,Beijing,S1\n` },
      'regions.csv:4 code: 110000 already stands in row 2. [duplicate-key]',
    ],
    [
      'supporter listed twice',
      broken('measures.csv', 'BANK;TAX', 'TAX;TAX'),
      'measures.csv:2 supporting: lists “TAX” twice. [format]',
    ],
    [
      'lead that supports',
      broken('measures.csv', 'BANK;TAX', 'BANK;TRADE'),
      'measures.csv:2 supporting: TRADE leads this measure and cannot support it as well. [lead-supports]',
    ],
    [
      'no required proof',
      broken('proof-points.csv', '3,1,yes', '3,1,no'),
      'measures.csv:4 no: measure 3 has no required proof point in proof-points.csv. [no-required-proof]',
    ],
    [
      'end before start',
      broken('programme.csv', '2021-12-31', '2019-12-31'),
      'programme.csv:2 ends_on: the end is before the start. [order]',
    ],
    [
      'target after the end',
      broken('measures.csv', '2020-12-31', '2022-01-01'),
      'measures.csv:2 target_date: the target date is outside the period of the programme. [order]',
    ],
    [
      'lapse before force',
      broken('legal-adjustments.csv', '2021-12-31', '2020-05-31'),
      'legal-adjustments.csv:2 in_force_to: the end is before the start. [order]',
    ],
    [
      'in force without a date',
      broken('legal-adjustments.csv', '2020-06-01', ''),
      'legal-adjustments.csv:2 in_force_from: must be given when the status is in-force. [incomplete]',
    ],
    [
      'gap in the numbers',
      broken('proof-points.csv', '1,2,no', '1,4,no'),
      'proof-points.csv:3 no: numbers must not skip: 2–3 is missing before 4. [gap]',
    ],
    [
      'byte-order mark',
      { 'tasks.csv': bytes([0xef, 0xbb, 0xbf], good['tasks.csv']) },
      'tasks.csv:1: the file begins with a byte-order mark; save it as UTF-8 without one. [encoding]',
    ],
    [
      'UTF-16',
      { 'tasks.csv': Buffer.from(`\ufeff${good['tasks.csv']}`, 'utf16le') },
      'tasks.csv:1: the file is UTF-16; save it as UTF-8 without a byte-order mark. [encoding]',
    ],
    [
      'GBK',
      { 'tasks.csv': bytes('no,name_zh,name_en,source\n1,任务一,Task one,S1\n2,', [0xc8, 0xce], ',Task two,S1\n') },
      'tasks.csv:3: this line is not valid UTF-8. [encoding]',
    ],
    [
      'stray quote',
      broken('measures.csv', 'Measure two', 'Measure "two"'),
      'measures.csv:3 title_en: a quote may only begin a cell; write a quote inside a text twice and quote the whole cell. [quote]',
    ],
    [
      'figure of an unknown source',
      broken('statements.csv', 'S1,2', 'S8,1'),
      'statements.csv:3 source: sources.csv has no S8. [unknown-reference]',
    ],
    [
      'wording number that skips',
      broken('statements.csv', 'S1,2', 'S1,3'),
      'statements.csv:3 no: numbers must not skip: 2 is missing before 3. [gap]',
    ],
    [
      'figure with more implemented than counted',
      { 'statements.csv': good['statements.csv'].split('\n').slice(0, 2).join('\n').replace(',2,3,', ',4,3,') },
      'statements.csv:2 implemented: has more implemented than counted. [order]',
    ],
    [
      'figure before the start',
      broken('statements.csv', '2021-06-30,measure,S1,2', '2019-06-30,measure,S1,1'),
      'statements.csv:3 as_of: is before the start of the programme. [order]',
    ],
    [
      'figure published before its day',
      {
        'statements.csv': good['statements.csv']
          .replaceAll('2021-07-01', '2021-06-29')
          .split('\n')
          .slice(0, 2)
          .join('\n'),
      },
      'statements.csv:2 published_on: is published before the day that it is about. [order]',
    ],
    [
      'two numbers for one figure',
      broken('statements.csv', ',2,3,超过66%', ',3,3,超过66%'),
      'statements.csv:3 implemented: differs from 2 in row 2, which is of the same statement. [contradiction]',
    ],
    [
      'wording that the numbers do not bear',
      broken('statements.csv', 'more than 66 %', 'more than 67 %'),
      'statements.csv:3 wording_en: The figure does not bear “67%”: it is 2 of 3 on 2021-06-30. [not-borne]',
    ],
    [
      'wording that says no figure',
      broken('statements.csv', '超过66%', '进展顺利'),
      'statements.csv:3 wording_zh: The wording does not state the figure. [not-borne]',
    ],
    [
      'second programme',
      {
        'programme.csv': `${good['programme.csv']}${good['programme.csv'].split('\n')[1]?.replace('tiny', 'other')}\n`,
      },
      'programme.csv:3: must have no more than 1 row(s). [too-many-rows]',
    ],
  ];

  it.each(cases)('%s', (_, changed, expected) => {
    expect(faults(changed)).toEqual([expected]);
  });

  it('an empty file lacks each column', () => {
    expect(faults({ 'departments.csv': '' })).toEqual(
      ['code', 'name_zh', 'name_en', 'source'].map(
        (column) => `departments.csv:1 ${column}: this column is missing. [missing-column]`,
      ),
    );
  });

  it('a file without rows', () => {
    const tiny = { 'regions.csv': 'code,name_zh,name_en,province_zh,province_en,source\n' };
    expect(faults(tiny)).toEqual(['regions.csv: has no rows. [no-rows]']);
  });

  it('an unknown task does not make its theme unknown as well', () => {
    expect(faults(broken('measures.csv', '3,2,1', '3,7,1'))).toEqual([
      'measures.csv:4 task: tasks.csv has no 7. [unknown-reference]',
    ]);
  });
});

describe('a fault hides no other', () => {
  it.each([
    ['a byte-order mark', bytes([0xef, 0xbb, 0xbf], good['departments.csv']), 'departments.csv:1'],
    [
      'a strange column',
      good['departments.csv'].replaceAll('\n', ',\n').replace('source,', 'source,note'),
      'departments.csv:1 note',
    ],
  ])('%s in one file, an unknown code in another', (_, departments, place) => {
    const found = faults({ 'departments.csv': departments, ...broken('measures.csv', 'BANK,,', 'BONK,,') });
    expect(found.map((line) => line.split(': ')[0])).toEqual([place, 'measures.csv:3 lead']);
  });

  it('but codes are not unknown when the file that holds them is at fault', () => {
    const departments = good['departments.csv'].replace('BANK,银行', 'bank,银行');
    expect(faults({ 'departments.csv': departments }).map((line) => line.split(': ')[0])).toEqual([
      'departments.csv:3 code',
    ]);
  });
});

describe('several faults', () => {
  const all: Files = {
    ...broken('tasks.csv', 'Task one', ''),
    ...broken('departments.csv', 'Bank,', ','),
    'measures.csv': good['measures.csv']
      .replace('2020-12-31', 'soon')
      .replace('BANK,,', 'NOBODY,,')
      .replace('TRADE,TAX', 'TRADE,TRADE;NONE'),
    'sources.csv': undefined,
  };

  it('are all named, in the order of files, rows and columns', () => {
    expect(faults(all).map((line) => line.replace(/: .*\[/, ' ['))).toEqual([
      'sources.csv [missing-file]',
      'tasks.csv:2 name_en [empty]',
      'departments.csv:3 name_en [empty]',
      'measures.csv:2 target_date [format]',
      'measures.csv:3 lead [unknown-reference]',
      'measures.csv:4 supporting [unknown-reference]',
      'measures.csv:4 supporting [lead-supports]',
    ]);
  });

  it('are carried by the error, one per line, in both languages', () => {
    const error = new CatalogueError(reading(all).faults ?? []);
    expect(error.message.split('\n')).toHaveLength(8);
    expect(error.message).toContain('\nmeasures.csv:3 lead: departments.csv has no NOBODY.\n');
    expect(error.lines('zh')).toContain('measures.csv:3 lead: departments.csv 中没有 NOBODY。');
    expect(error.blockers).toHaveLength(7);
  });
});
