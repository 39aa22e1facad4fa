import fc from 'fast-check';
import type { SubmissionContent } from '../submission-content.js';
import { amendmentDifferences, amendmentSummary } from './amendment.rules.js';
import { contentDifferences } from './content-difference.rules.js';
import type { Difference, PinnedEvidence } from './difference.js';
import { planAfter } from './plan-history.rules.js';

const day = fc.integer({ min: 0, max: 400 }).map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10));
const title = fc.constantFrom(
  '开展摸底',
  '印发细则',
  '印发实施细则',
  'First step',
  'Second step',
  '上线办理入口',
  '𠮷字步骤',
);
const text = fc.oneof(title, fc.string({ unit: 'grapheme', maxLength: 30 }), fc.lorem());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const step = fc.record({ title, dueOn: day });
const pin = fc.record(
  {
    point: fc.integer({ min: 1, max: 3 }),
    title: fc.constantFrom('通知', '办法', 'Notice'),
    url: fc.constantFrom('https://a.example/1', 'https://a.example/2'),
    note: fc.constantFrom('', 'see section 2'),
  },
  { requiredKeys: ['point', 'title', 'url'] },
);
const filePin = fc.record(
  {
    point: fc.integer({ min: 1, max: 3 }),
    title: fc.constantFrom('通知', '办法'),
    evidenceId: fc.constantFrom('e1', 'e2'),
    page: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['point', 'title', 'evidenceId'] },
);
const content: fc.Arbitrary<SubmissionContent> = fc
  .record({
    plan: maybe(
      fc.record({
        summary: maybe(text),
        responsible: maybe(text),
        targetDate: maybe(day),
        steps: maybe(fc.array(step, { maxLength: 7 })),
      }),
    ),
    summary: maybe(text),
    effectiveOn: maybe(day),
    evidence: maybe(fc.array(fc.oneof(pin, filePin), { maxLength: 8 })),
    reason: maybe(text),
    progress: maybe(text),
  })
  .map((one) => plain(one as unknown as SubmissionContent));

/** Without what says nothing: undefined members, a plan without members, an empty list of evidence. */
function plain(one: SubmissionContent): SubmissionContent {
  const { plan, evidence, ...rest } = JSON.parse(JSON.stringify(one)) as SubmissionContent;
  return {
    ...rest,
    ...(plan && Object.keys(plan).length > 0 && { plan }),
    ...(evidence && evidence.length > 0 && { evidence }),
  };
}

/** Puts every `after` in the place of its `before`. */
function apply(before: SubmissionContent, differences: Difference[]): SubmissionContent {
  const result = structuredClone(before) as Record<string, unknown>;
  for (const list of ['/plan/steps', '/evidence']) {
    const within = differences.filter(({ pointer }) => pointer.startsWith(`${list}/`));
    if (within.length > 0) set(result, list, applyList((get(result, list) ?? []) as unknown[], within));
  }
  for (const { pointer, after } of differences) {
    if (!/\/\d+$/.test(pointer)) set(result, pointer, after ?? undefined);
  }
  return plain(result as SubmissionContent);
}

function applyList(before: unknown[], differences: Difference[]): unknown[] {
  const place = (pointer: string) => Number(pointer.split('/').at(-1));
  const named = differences.filter(({ kind }) => kind !== 'added');
  const gone = new Set(named.map(({ formerPointer, pointer }) => place(formerPointer ?? pointer)));
  const placed = new Map(
    differences.filter(({ kind }) => kind !== 'removed').map(({ pointer, after }) => [place(pointer), after]),
  );
  const untouched = before.filter((_, index) => !gone.has(index));
  return Array.from({ length: untouched.length + placed.size }, (_, index) =>
    placed.has(index) ? placed.get(index) : untouched.shift(),
  );
}

function get(root: Record<string, unknown>, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root);
}

function set(root: Record<string, unknown>, pointer: string, value: unknown): void {
  const keys = pointer.split('/').slice(1);
  const last = keys.pop()!;
  const parent = keys.reduce<Record<string, unknown>>((at, key) => (at[key] ??= {}) as Record<string, unknown>, root);
  parent[last] = value;
}

const runs = { numRuns: 2_000 };

describe('a difference between two contents', () => {
  it('makes the later of the former when applied', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        expect(apply(before, contentDifferences(before, after))).toEqual(after);
      }),
      runs,
    );
  });

  it('is empty for equal contents, and only for them', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        expect(contentDifferences(one, structuredClone(one))).toEqual([]);
        const isEqual = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(contentDifferences(one, other).length === 0).toBe(isEqual);
      }),
      runs,
    );
  });

  it('reads backwards as the other way round', () => {
    const count = (differences: Difference[], kind: Difference['kind']) =>
      differences.filter((one) => one.kind === kind).length;
    fc.assert(
      fc.property(content, content, (before, after) => {
        const [there, back] = [contentDifferences(before, after), contentDifferences(after, before)];
        expect(count(back, 'added')).toBe(count(there, 'removed'));
        expect(count(back, 'removed')).toBe(count(there, 'added'));
        expect(count(back, 'changed')).toBe(count(there, 'changed'));
      }),
      runs,
    );
  });

  it('has parts that spell both texts', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        for (const { parts, before: a, after: b } of contentDifferences(before, after)) {
          if (!parts) continue;
          const former = typeof a === 'string' ? a : (a as { title: string }).title;
          const later = typeof b === 'string' ? b : (b as { title: string }).title;
          const spell = (without: string) => parts.filter(({ kind }) => kind !== without).map(({ value }) => value);
          expect(spell('added').join('')).toBe(former);
          expect(spell('removed').join('')).toBe(later);
        }
      }),
      runs,
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

const steps = (...given: [string, string][]) => given.map(([name, dueOn]) => ({ title: name, dueOn }));
const planned = (plan: SubmissionContent['plan']): SubmissionContent => ({ plan });
const lines = (before: SubmissionContent, after: SubmissionContent) =>
  contentDifferences(before, after).map(({ text: { zh } }) => zh);

describe('what a reader sees', () => {
  it('a later target date is an extension with its days, an earlier one is brought forward', () => {
    const june = planned({ targetDate: '2022-06-30' });
    expect(contentDifferences(june, planned({ targetDate: '2022-08-31' }))).toEqual([
      {
        pointer: '/plan/targetDate',
        label: { zh: '完成时限', en: 'Target date' },
        kind: 'changed',
        before: '2022-06-30',
        after: '2022-08-31',
        aspects: ['extension'],
        days: 62,
        text: {
          zh: '延期 62 天：2022-06-30 → 2022-08-31',
          en: 'Extended by 62 days: 2022-06-30 → 2022-08-31',
        },
      },
    ]);
    expect(contentDifferences(june, planned({ targetDate: '2022-06-29' }))).toMatchObject([
      { aspects: ['brought-forward'], days: -1, text: { en: 'Brought forward by 1 day: 2022-06-30 → 2022-06-29' } },
    ]);
  });

  it('steps keep together by title, though their order, day or wording changes', () => {
    const before = planned({
      steps: steps(['开展摸底', '2022-01-31'], ['印发细则', '2022-03-31'], ['形成首批案例', '2022-05-31']),
    });
    const after = planned({
      steps: steps(['印发实施细则', '2022-03-31'], ['开展摸底', '2022-02-28'], ['上线办理入口', '2022-04-30']),
    });
    expect(lines(before, after)).toEqual([
      '删除步骤“形成首批案例”（2022-05-31）',
      '步骤“印发细则”：改为“印发实施细则”',
      '步骤“开展摸底”：时限 2022-01-31 → 2022-02-28（推后 28 天）',
      '新增步骤“上线办理入口”（2022-04-30）',
    ]);
    const turned = planned({ steps: [...before.plan!.steps!].reverse() });
    expect(contentDifferences(before, turned).every(({ aspects }) => aspects?.[0] === 'order')).toBe(true);
    expect(contentDifferences(before, turned)).toHaveLength(2);
  });

  it('evidence is told per point: added, removed, replaced, another page, another note', () => {
    const pinOf = (more: Partial<PinnedEvidence>): PinnedEvidence => ({
      point: 1,
      title: '通知',
      evidenceId: 'e1',
      ...more,
    });
    const reports = (...evidence: PinnedEvidence[]) => ({ evidence }) as SubmissionContent;
    expect(lines(reports(pinOf({ page: 1 })), reports(pinOf({ page: 3, note: '见第二条' })))).toEqual([
      '第 1 项佐证：“通知”页码 1 → 3，修改说明',
    ]);
    expect(lines(reports(pinOf({})), reports(pinOf({ evidenceId: 'e2', title: '办法' })))).toEqual([
      '第 1 项佐证：“通知”换为“办法”，标题改为“办法”',
    ]);
    expect(lines(reports(pinOf({})), reports(pinOf({ point: 2 })))).toEqual([
      '第 2 项佐证：“通知”由第 1 项移至第 2 项',
    ]);
    expect(lines(reports(pinOf({}), pinOf({ point: 2, evidenceId: 'e3' })), reports(pinOf({})))).toEqual([
      '第 2 项佐证：删除“通知”',
    ]);
  });

  it('a Chinese text is compared by characters, an English one by words', () => {
    const partsOf = (before: string, after: string) =>
      contentDifferences({ reason: before }, { reason: after })[0]!.parts;
    expect(partsOf('报送方案', '报送新方案')).toEqual([
      { value: '报送', kind: 'same' },
      { value: '新', kind: 'added' },
      { value: '方案', kind: 'same' },
    ]);
    expect(partsOf('half is done', 'most is done')).toEqual([
      { value: 'half', kind: 'removed' },
      { value: 'most', kind: 'added' },
      { value: ' is done', kind: 'same' },
    ]);
  });

  it('two long texts with nothing in common are told apart without comparing for ever', () => {
    const long = (word: string) =>
      Array.from({ length: 9_000 }, (_, n) =>
        String.fromCodePoint(0x4e00 + ((n * 7 + word.length * 3_331) % 9_000)),
      ).join('');
    const [difference] = contentDifferences({ summary: long('a') }, { summary: long('bb') });
    expect(difference!.parts!.length).toBeGreaterThan(0);
    expect(difference!.text.zh).toMatch(/^落地情况：删 \d+ 字，增 \d+ 字$/);
  });
});

describe('an amendment', () => {
  const plan = { summary: '方案', responsible: '李娜', targetDate: '2022-06-30', steps: steps(['摸底', '2022-03-31']) };

  it('is summed up in one line, extension first', () => {
    const differences = amendmentDifferences(plan, { responsible: '吴敏', targetDate: '2022-08-31', steps: [] });
    expect(amendmentSummary(differences)).toEqual({
      zh: '延期 62 天：2022-06-30 → 2022-08-31；责任人：李娜 → 吴敏；修改实施步骤 1 处',
      en: 'Extended by 62 days: 2022-06-30 → 2022-08-31; Responsible person: 李娜 → 吴敏; Steps changed: 1',
    });
    expect(amendmentSummary(amendmentDifferences(plan, {})).en).toBe('Nothing changes yet');
  });

  it('is judged against the plan that the approvals before it left', () => {
    expect(planAfter([])).toBeUndefined();
    expect(
      planAfter([
        { kind: 'proposal', plan: { summary: 'old', responsible: 'A' } },
        { kind: 'proposal', plan },
        { kind: 'amendment', plan: { responsible: '吴敏' } },
      ]),
    ).toEqual({ ...plan, responsible: '吴敏' });
  });
});
