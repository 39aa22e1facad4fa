import fc from 'fast-check';
import { claimsOf } from './claims.rules.js';
import { readChineseNumeral, readEnglishNumeral, withDigits } from './numerals.rules.js';
import { type Borne, wordingFaults } from './wording.rules.js';

const figure: Borne = { implemented: 110, counted: 122, asOf: '2021-12-16', tasks: 8, regions: 28 };
const codes = (sentence: string, of: Partial<Borne> = {}) =>
  wordingFaults(sentence, { ...figure, ...of }, '/zh').map(({ code }) => code);

describe('borne by 110 of 122', () => {
  it.each([
    '110 of 122',
    '110 of 122, 90.2 %',
    'more than 90 %',
    'As of 16 December 2021, 110 of the 122 measures have been implemented, a rate of more than 90 per cent.',
    'By December 16, 2021, over ninety percent of the measures in 28 pilot regions had been implemented.',
    'more than 100 of 122 measures',
    'at least 110 measures',
    'Twelve of them: the remaining 12 follow; 110 are implemented.'.replace('Twelve of them: ', ''),
    'about 90 %',
    'nearly 91 %',
    'most measures',
    '超过90%',
    '落地率超过90％',
    '截至2021年12月16日，122项具体举措中已有110项落地，落地率超过90%。',
    '8项试点任务122项举措中110项已落地，落地率90.2%',
    '百分之九十以上',
    '逾九成',
    '九成以上',
    '已落地一百一十项',
    '近91%',
    '过半',
    '共122项，已落地110项，其余12项正在推进',
    '28个试点地区已落地100多项举措',
  ])('%s', (sentence) => {
    expect(codes(sentence)).toEqual([]);
  });
});

describe('not borne by 110 of 122', () => {
  it.each([
    '111 of 122',
    '110 of 121',
    '122 of 110',
    '110/121',
    '122 measures have been implemented',
    'more than 91 %',
    'at least 90.2 %',
    '90.3 %',
    'all measures have been implemented',
    'less than 90 %',
    'nearly 95 %',
    '超过91%',
    '九成五以上',
    '已落地122项',
    '全部落地',
    '其余10项正在推进，已落地110项',
    '29个试点地区已落地110项',
    '9项试点任务已落地110项',
    '截至2021年12月17日，已落地110项',
    'as of 1 August 2022, 110 of 122',
    '百分之九十一以上',
    '120多项',
    '已落地110项，落地率超过95%',
  ])('%s', (sentence) => {
    expect(codes(sentence)).not.toEqual([]);
  });

  it.each(['', '进展顺利', 'Good progress', 'in 28 regions'])('says nothing: “%s”', (sentence) => {
    expect(codes(sentence)).toContain('no-figure');
  });

  it('names the words and the figure in both languages', () => {
    const [fault] = wordingFaults('more than 95 %', figure, '/wordings/0/en');
    expect(fault).toMatchObject({ code: 'number-not-borne', pointer: '/wordings/0/en' });
    expect(fault?.message.en).toBe('The figure does not bear “95%”: it is 110 of 122 on 2021-12-16.');
    expect(fault?.message.zh).toContain('122 项中 110 项');
  });
});

it('never rounds up to a hundred', () => {
  expect(codes('100 %', { implemented: 9_999, counted: 10_000 })).toEqual(['number-not-borne']);
  expect(codes('99.9 %', { implemented: 9_999, counted: 10_000 })).toEqual([]);
  expect(codes('100 %', { implemented: 122 })).toEqual([]);
});

it('no rate of nothing', () => {
  expect(codes('0 %', { implemented: 0, counted: 0 })).toEqual(['number-not-borne']);
});

it('reads numbers in words', () => {
  expect(['九十', '一百一十', '百', '一千零五', '十二', '天'].map(readChineseNumeral)).toEqual([
    90,
    110,
    100,
    1005,
    12,
    undefined,
  ]);
  expect(['ninety', 'one hundred and ten', 'twenty-eight', 'many'].map(readEnglishNumeral)).toEqual([
    90,
    110,
    28,
    undefined,
  ]);
  expect(withDigits('百分之九十点二，九成，成果，１１０项')).toBe('90.2%,90%,成果,110项');
});

it('a number, a bound and a figure: said exactly when it holds', () => {
  const bounds = [
    ['more than', '超过', (is: number, said: number) => is > said],
    ['at least', '至少', (is: number, said: number) => is >= said],
    ['less than', '不足', (is: number, said: number) => is < said],
    ['at most', '至多', (is: number, said: number) => is <= said],
    ['', '', (is: number, said: number) => is === said],
  ] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.nat({ max: 500 }),
      fc.nat({ max: 500 }),
      fc.constantFrom(...bounds),
      (counted, done, said, [en, zh, holds]) => {
        const implemented = done % (counted + 1);
        const of = { implemented, counted };
        const right = holds(implemented, said);
        expect(codes(`${en} ${said} of ${counted}`, of).length === 0).toBe(right);
        expect(codes(`${counted}项举措中已落地${zh}${said}项`, of).length === 0).toBe(right);
        const rateRight = en === '' || holds(implemented * 100, said * counted);
        if (en !== '') expect(codes(`${en} ${said} %`, of).length === 0).toBe(rateRight);
        if (en !== '') expect(codes(`落地率${zh}${said}%`, of).length === 0).toBe(rateRight);
      },
    ),
  );
});

it('reads each number once', () => {
  expect(claimsOf('110 of 122, 90.2 %').map(({ of }) => of)).toEqual(['rate', 'counted', 'implemented']);
});
