import type { Text } from '#libs/platform';

/** When a measure counts as implemented, by how many of the regions that count have implemented it. */
export type CountingRule =
  | { kind: 'any' }
  | { kind: 'all' }
  | { kind: 'count'; n: number }
  | { kind: 'share'; numerator: number; denominator: number };

/** One version of a programme's rule; `adoptedAt` is business time. */
export type AdoptedRule = CountingRule & { version: number; adoptedAt: Date };

/** One version of a measure's own rule; null puts it back under the programme's. `adoptedAt` is business time. */
export interface MeasureRule {
  version: number;
  rule: CountingRule | null;
  adoptedAt: Date;
}

/** Reads `any`, `all`, `count 3` or `share 2/3`; undefined when it is none of these. */
export function parseCountingRule(text: string): CountingRule | undefined {
  if (text === 'any' || text === 'all') return { kind: text };
  const count = /^count ([1-9]\d{0,4})$/.exec(text);
  if (count) return { kind: 'count', n: Number(count[1]) };
  const share = /^share ([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text);
  if (!share || Number(share[1]) > Number(share[2])) return undefined;
  return { kind: 'share', numerator: Number(share[1]), denominator: Number(share[2]) };
}

/** The rule as it is written in a catalogue: the inverse of `parseCountingRule`. */
export function writeCountingRule(rule: CountingRule): string {
  if (rule.kind === 'count') return `count ${rule.n}`;
  if (rule.kind === 'share') return `share ${rule.numerator}/${rule.denominator}`;
  return rule.kind;
}

/** The rule in words, to stand beside a figure. */
export function describeCountingRule(rule: CountingRule): Text {
  switch (rule.kind) {
    case 'any':
      return { zh: '任一适用地区落地即计为落地', en: 'implemented in any region where it applies' };
    case 'all':
      return { zh: '全部适用地区落地方计为落地', en: 'implemented in every region where it applies' };
    case 'count':
      return {
        zh: `至少 ${rule.n} 个适用地区落地`,
        en: `implemented in at least ${rule.n} of the regions where it applies`,
      };
    case 'share': {
      const share = `${rule.numerator}/${rule.denominator}`;
      return {
        zh: `适用地区中至少 ${share} 落地`,
        en: `implemented in at least ${share} of the regions where it applies`,
      };
    }
  }
}

/** The rule that held at a moment; before the first was adopted, the first. Undefined when there is none. */
export function ruleAt(rules: readonly AdoptedRule[], moment: Date): AdoptedRule | undefined {
  const oldestFirst = [...rules].sort((a, b) => a.version - b.version);
  return oldestFirst.filter((rule) => rule.adoptedAt <= moment).at(-1) ?? oldestFirst[0];
}

/** The rule by which a measure counted at a moment: its own of that time, else the programme's. */
export function measureRuleAt(
  { countingRule, ruleVersions }: { countingRule: CountingRule | null; ruleVersions: readonly MeasureRule[] },
  rules: readonly AdoptedRule[],
  moment: Date,
): CountingRule | undefined {
  const own = ruleVersions.filter(({ adoptedAt }) => adoptedAt <= moment).at(-1);
  return (own ? own.rule : countingRule) ?? ruleAt(rules, moment);
}
