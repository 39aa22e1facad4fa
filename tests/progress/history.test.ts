import fc from 'fast-check';
import { Reference } from '#libs/programme';
import { type Dimension, dimensions, HistoricFigures } from '#libs/progress';
import { countItems, countMeasures, type Happening, lookBack, type Rule, type Thing } from './history-model.js';
import { HistorySetting, inOrder, keys, programme } from './history-setting.js';
import { dayMs, live, numbers, opened } from './lives.js';

let setting: HistorySetting;
let things: readonly Thing[];
let past: readonly Happening[];

beforeAll(async () => {
  setting = await HistorySetting.open();
  const next = numbers(20_211_216);
  await setting.record(inOrder(setting.things.flatMap((thing) => live(thing, next))));
  ({ things, past } = setting);
});

afterAll(() => setting?.close());

const rules: (Rule | undefined)[] = [
  undefined,
  { kind: 'any' },
  { kind: 'all' },
  { kind: 'count', n: 5 },
  { kind: 'share', numerator: 2, denominator: 5 },
];

async function counted(level: 'measure' | 'work-item', by: Dimension, asOf: string, knownAt: Date, rule?: Rule) {
  const reference = await setting.parts.get(Reference).programme(programme);
  const rows = await setting.parts.get(HistoricFigures).read(reference, { asOf, knownAt }, { by, level }, { rule });
  const entries = rows.map(({ key, open, proposed, approved, implemented, exempt, underReview, overdue }) => {
    return [key, [open, proposed, approved, implemented, exempt, underReview, overdue]] as const;
  });
  return Object.fromEntries(entries);
}

/** Days and moments from before the beginning to after the last act, now and then exactly at an act's own. */
const standpoint = fc.record({
  day: fc.integer({ min: -20, max: 1_100 }),
  at: fc.integer({ min: -20 * 24, max: 1_100 * 24 }),
  own: fc.option(fc.nat(), { nil: undefined }),
  rule: fc.constantFrom(...rules),
});

it('two ways of counting agree on every figure, from every standpoint, under every rule', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(standpoint, async ({ day, at, own, rule }) => {
      const act = own === undefined ? undefined : past[own % past.length];
      const asOf = act?.effectiveOn ?? new Date(opened.getTime() + day * dayMs).toISOString().slice(0, 10);
      const knownAt = act?.recordedAt ?? new Date(opened.getTime() + at * 3_600_000);
      const states = lookBack(past, asOf, knownAt);
      for (const by of dimensions) {
        const items = Object.fromEntries(countItems(things, states, asOf, keys[by]));
        expect(await counted('work-item', by, asOf, knownAt)).toEqual(items);
        seen += Object.keys(items).length;
      }
      const ruleOf = (no: number): Rule =>
        rule ?? (no % 4 === 0 ? { kind: 'share', numerator: 1, denominator: 3 } : { kind: 'any' });
      for (const by of ['programme', 'task', 'department'] as const) {
        const measures = Object.fromEntries(countMeasures(things, states, ruleOf, keys[by]));
        expect(await counted('measure', by, asOf, knownAt, rule)).toEqual(measures);
      }
    }),
    { numRuns: 15, seed: 16, endOnFailure: true },
  );
  expect(seen).toBeGreaterThan(2_000);
}, 120_000);
