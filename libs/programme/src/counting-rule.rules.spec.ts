import {
  type AdoptedRule,
  describeCountingRule,
  parseCountingRule,
  ruleAt,
  writeCountingRule,
} from './counting-rule.rules.js';

describe('a counting rule', () => {
  it.each(['any', 'all', 'count 3', 'share 2/3', 'share 1/1'])('%s is read and written alike', (text) => {
    const rule = parseCountingRule(text);
    expect(rule && writeCountingRule(rule)).toBe(text);
    expect(rule && describeCountingRule(rule).en).toContain('implemented');
  });

  it.each(['', 'Any', 'count', 'count 0', 'count 1.5', 'count -1', 'share 0/3', 'share 3/2', 'share 60%', 'most'])(
    '“%s” is none',
    (text) => {
      expect(parseCountingRule(text)).toBeUndefined();
    },
  );
});

describe('the rule at a moment', () => {
  const rules: AdoptedRule[] = [
    { kind: 'all', version: 2, adoptedAt: new Date('2021-01-01T00:00:00Z') },
    { kind: 'any', version: 1, adoptedAt: new Date('2020-01-01T00:00:00Z') },
  ];

  it.each([
    ['2019-06-01T00:00:00Z', 1],
    ['2020-12-31T23:59:59Z', 1],
    ['2021-01-01T00:00:00Z', 2],
  ])('%s is version %i', (moment, version) => {
    expect(ruleAt(rules, new Date(moment))?.version).toBe(version);
  });

  it('is missing when none was adopted', () => {
    expect(ruleAt([], new Date(0))).toBeUndefined();
  });
});
