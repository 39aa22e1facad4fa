import type { ProgrammeReference } from '#libs/programme';
import { placesWith } from './places.rules.js';

const programme = {
  code: 'P',
  measures: new Map([
    [1, { no: 1, title: { zh: '数字人民币试点', en: 'Digital renminbi pilot' } }],
    [12, { no: 12, title: { zh: '展览', en: 'Exhibitions 1' } }],
  ]),
  regions: new Map([['SZ', { code: 'SZ', name: { zh: '深圳', en: 'Shenzhen' } }]]),
} as unknown as ProgrammeReference;
const found = (text: string) => {
  const [{ measures, regions } = { measures: [], regions: [] }] = placesWith(text, [programme]);
  return [measures, regions];
};

it.each([
  ['数字', [[1], []]],
  ['RENMINBI', [[1], []]],
  [' digital ', [[1], []]],
  ['12', [[12], []]],
  ['深', [[], ['SZ']]],
  ['shen', [[], ['SZ']]],
  ['sz', [[], ['SZ']]],
  ['nowhere', [[], []]],
])('%s finds %p', (text, places) => {
  expect(found(text)).toEqual(places);
});

it('a number is that measure, and whatever has it in its title', () => {
  expect(found('1')).toEqual([[1, 12], []]);
  expect(found('2')).toEqual([[], []]);
});
