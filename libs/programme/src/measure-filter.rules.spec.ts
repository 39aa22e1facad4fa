import { matches } from './measure-filter.rules.js';
import type { Measure } from './programme-reference.js';

const measure = {
  no: 71,
  task: 4,
  theme: 2,
  title: { zh: '开展数字人民币试点', en: 'Carry out the digital renminbi pilot' },
  text: { zh: '深圳、成都先行。', en: 'Shenzhen and Chengdu go first.' },
  leadDepartment: 'PBC',
  supportingDepartments: ['NDRC'],
} as unknown as Measure;

describe('a measure is found', () => {
  it.each([
    [{}, true],
    [{ task: 4, theme: 2 }, true],
    [{ task: 4, theme: 1 }, false],
    [{ department: 'PBC' }, true],
    [{ department: 'NDRC' }, true],
    [{ department: 'MOF' }, false],
    [{ q: '数字人民币' }, true],
    [{ q: '  RENMINBI  chengdu ' }, true],
    [{ q: '７１' }, true],
    [{ q: 'renminbi Beijing' }, false],
    [{ q: '%' }, false],
    [{ q: '' }, true],
    [{ task: 4, q: 'Beijing' }, false],
  ])('by %j: %s', (filter, expected) => {
    expect(matches(measure, filter)).toBe(expected);
  });
});
