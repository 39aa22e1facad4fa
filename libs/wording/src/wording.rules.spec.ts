import fc from 'fast-check';
import { claimsOf } from './claims.rules.js';
import { readChineseNumeral, readEnglishNumeral, withDigits } from './numerals.rules.js';
import { type Borne, wordingFaults } from './wording.rules.js';

const figure: Borne = {
  implemented: 110,
  counted: 122,
  asOf: '2021-12-16',
  unit: 'measure',
  startsOn: '2020-08-02',
  tasks: 8,
  regions: 28,
};
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

describe('honest, however it is written', () => {
  it.each([
    'One hundred and ten of the one hundred and twenty-two measures are implemented',
    'one hundred and ten out of one hundred and twenty-two',
    'nine in ten measures',
    'nine out of ten',
    'about 9/10 of the measures',
    'more than nine tenths of the measures have been implemented',
    'more than half of the measures',
    'over two thirds',
    'the majority of the measures',
    'ninety point two per cent',
    '90.16 %',
    '90,2 %',
    '90–95 %',
    'between 105 and 115 measures',
    'between 90 and 91 per cent',
    'A total of 110 of the 122 measures',
    '110 out of a total of 122 measures',
    'not more than 110 measures',
    'not less than 90 %',
    'no fewer than 110 of 122',
    'less than 91 %',
    'more than a hundred measures',
    '>90 %',
    '≥ 90 %',
    '100-odd measures',
    '100+ measures',
    '110 measures or more',
    'all pilot regions taken together, 110 of 122',
    'A total of 110 measures have been implemented, out of 122.',
    '122 measures, of which 110 have been implemented',
    '122 measures; 110 implemented',
    'Since August 2020, 110 of 122 measures have been implemented in all 28 pilot regions.',
    'By 16 December, 110 of 122.',
    'In December 2021, 110 of 122.',
    '110 are implemented while 12 are not yet',
    'Only 110 of the 122 measures have been implemented; 12 are outstanding.',
    'not all measures have been implemented, 110 of 122 have',
    'The implementation rate reached 90.2%.',
    '110 have all been implemented',
    '１１０项已落地',
    '壹佰壹拾项已落地',
    '一百二十二项中的一百一十项',
    '九成左右',
    '约九成',
    '超九成',
    '九成多',
    '90%多',
    '十分之九',
    '一半以上举措已落地',
    '半数以上',
    '三分之二以上',
    '逾百项',
    '上百项举措',
    '百余项举措落地',
    '100多项',
    '近111项',
    '未超过110项',
    '不超过110项',
    '不足111项',
    '未达91%',
    '不低于90%',
    '共落地110项',
    '122项举措，其中110项已落地',
    '全部122项举措中，110项已落地',
    '全部28个试点地区已落地110项',
    '110项均已落地',
    '截至12月16日，落地率超过90%',
    '截至二〇二一年十二月十六日，一百一十项举措已落地',
    '自2020年8月试点启动以来，已落地110项',
    '90%至91%',
    '介于105和115项之间',
    '110项以上',
    '110项以内',
    '12项尚未落地，110项已落地',
    '落实率超过90%',
  ])('%s', (sentence) => {
    expect(wordingFaults(sentence, figure, '/zh').map(({ message }) => message.en)).toEqual([]);
  });
});

describe('another number, however it is written', () => {
  it.each([
    'eight in ten measures',
    'three quarters of the measures',
    'less than half',
    'one third',
    '99/110',
    '90.9 %',
    '90,9 %',
    '91–95 %',
    'between 111 and 115 measures',
    'not more than 109 measures',
    'not less than 91 %',
    '<90 %',
    '110-odd measures',
    '111 measures or more',
    'nearly 110 measures',
    '110余项',
    '110多项',
    '近110项',
    '近九成',
    '近百项',
    '八成左右',
    '十分之八',
    '三分之一',
    '未超过109项',
    '不足110项',
    '超过90.2%',
    '110项未落地',
    '110项尚未落地',
    '尚有110项未落地',
    '110 of 122 measures have not been implemented',
    '110 of the measures remain',
    '122项全部落地',
    'all 122 measures',
    'all measures, more than 90 %',
    '所有举措已落地，落地率超过90%',
    'By 17 December, 110 of 122',
    'In November 2021, 110 of 122',
    '截至12月17日，已落地110项',
    '截至2021年，已落地110项；截至2022年，已落地110项',
    '自2019年以来，已落地110项',
    '110 of 122 work items',
    '122项工作项中110项已落地',
    '29个试点地区落地110项',
    '１２２项已落地',
  ])('%s', (sentence) => {
    expect(codes(sentence)).not.toEqual([]);
    expect(codes(sentence)).not.toContain('not-understood');
  });
});

describe('what a reader cannot judge is refused with that reason', () => {
  it.each([
    'the number of measures has doubled to 110',
    'twice as many as a year ago: 110',
    'a threefold rise, 110 of 122',
    'up by 90 %',
    'an increase of 90 %',
    '提高90%',
    '增长110项',
    '提高9个百分点，落地110项',
    'rose 9 percentage points, 110 of 122',
    '翻了一番，达110项',
    '是去年的2倍，达110项',
    'dozens of measures, more than 90 %',
    'hundreds of measures',
    'almost all measures, 110 of 122',
    '几乎全部落地，110项',
    '基本落地，落地率超过90%',
    'the vast majority, 110 of 122',
    '绝大多数举措，110项',
    '数百项举措',
    '几十项举措落地',
    '八九成',
    'well over 90 %',
    'far more than 90 %',
    '远超90%',
    'not exactly 110 of 122',
    '110 of 122 will be implemented',
    '110 measures are expected to be implemented',
    '110项将落地',
    '110 departments',
    '110 Departments',
    '110 patents',
    '110项专利',
    '110个部门',
    '110亿元',
    '110 billion yuan',
    '$110',
    '第110项举措',
    'the 110th measure',
    'measure 110',
    '90 % of exports',
    'satisfaction above 90 %',
    '满意度超过90%',
    '90%的企业',
    '110 of 122 measures were approved',
    '122项举措中110项已批准',
    '2021年底落地110项',
    '上半年落地110项',
    'by the end of the year, 110 of 122',
    '3/4/2021: 110 of 122',
    '−110 measures',
    '11\u200b0 of 122',
    '١١٠ of 122',
    '1万项',
    '90.2',
    '90‰',
    'more than 1,000,000 thousand',
  ])('%s', (sentence) => {
    expect(codes(sentence)).toContain('not-understood');
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
  expect(claimsOf('110 of 122, 90.2 %').map(({ of }) => of)).toEqual(['counted', 'implemented', 'rate']);
});

const inChinese = (number: number): string => {
  const signs = '零一二三四五六七八九';
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const gap = hundreds > 0 && tens === 0 && ones > 0 ? '零' : '';
  return `${hundreds ? `${signs[hundreds]}百` : ''}${tens ? `${signs[tens]}十` : gap}${ones ? signs[ones] : ''}`;
};
const inEnglish = (number: number): string => {
  const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
    .concat(' seventeen eighteen nineteen')
    .split(' ');
  const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const below = number % 100;
  const rest =
    below < 20
      ? small[below]!
      : [tens[Math.floor(below / 10)], below % 10 && small[below % 10]].filter(Boolean).join('-');
  if (number < 100) return rest;
  return `${small[Math.floor(number / 100)]} hundred${below ? ` and ${rest}` : ''}`;
};
const fullWidth = (number: number) =>
  String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

it('a number is the same number however it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999 }), fc.integer({ min: 2, max: 999 }), (number, other) => {
      const of = { implemented: number, counted: 1_000 };
      for (const said of [number, other]) {
        const sentences = [
          `${said}项举措已落地`,
          `${fullWidth(said)}项举措已落地`,
          `${inChinese(said)}项举措已落地`,
          `${said} measures have been implemented`,
          `${inEnglish(said)} measures have been implemented`,
        ];
        for (const sentence of sentences)
          expect([sentence, codes(sentence, of).length === 0]).toEqual([sentence, said === number]);
      }
    }),
  );
});

it('no sentence makes it fail, and none without a number passes', () => {
  const words = fc.constantFrom(
    '超过',
    '近',
    '110',
    '90%',
    '项',
    '未',
    'of',
    '122',
    ' ',
    '其中',
    '九成',
    '-',
    '/',
    'not',
    'all',
    '多',
    '分之',
    '%',
    ',',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 12 }), (parts) => {
      expect(Array.isArray(codes(parts.join('')))).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bare = text.replace(/[\p{N}a-z一-鿿]/giu, '');
      expect(codes(bare)).not.toEqual([]);
    }),
  );
});
