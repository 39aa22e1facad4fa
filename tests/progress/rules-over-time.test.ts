import fc from 'fast-check';
import { Database } from '#libs/database';
import { type CountingRule, Reference } from '#libs/programme';
import { HistoricFigures } from '#libs/progress';
import { countMeasures, lookBack, type Rule } from './history-model.js';
import { HistorySetting, inOrder, keys, programme } from './history-setting.js';
import { dayMs, live, numbers, opened } from './lives.js';

/** A rule as the model knows it: whose it is (null: the programme's), what it says (null: the programme's again), since when. */
interface Adopted {
  measure: number | null;
  rule: Rule | null;
  at: number;
}

let setting: HistorySetting;
const adopted: Adopted[] = [];

const choices: Rule[] = [
  { kind: 'any' },
  { kind: 'all' },
  { kind: 'count', n: 2 },
  { kind: 'count', n: 9 },
  { kind: 'share', numerator: 1, denominator: 2 },
  { kind: 'share', numerator: 2, denominator: 7 },
];

/** Adopts rules at random moments: eight for the programme, and up to three for each of forty measures. */
async function adoptAtRandom(next: () => number): Promise<void> {
  const database = setting.parts.get(Database);
  const moments = (count: number) =>
    Array.from({ length: count }, () => opened.getTime() + Math.floor(next() * 1_000 * dayMs)).sort((a, b) => a - b);
  const pick = () => choices[Math.floor(next() * choices.length)]!;
  for (const [index, at] of moments(8).entries()) {
    const rule = pick();
    const {
      n = null,
      numerator = null,
      denominator = null,
    } = rule as { n?: number; numerator?: number; denominator?: number };
    await database.rows(
      `insert into counting_rule (programme, version, kind, n, numerator, denominator, adopted_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [programme, index + 2, rule.kind, n, numerator, denominator, new Date(at)],
    );
    adopted.push({ measure: null, rule, at });
  }
  for (let measure = 1; measure <= 40; measure += 1) {
    for (const [index, at] of moments(Math.floor(next() * 4)).entries()) {
      const rule = next() < 0.3 ? null : pick();
      await database.rows(
        'insert into measure_counting_rule (programme, measure, version, rule, adopted_at) values ($1, $2, $3, $4, $5)',
        [programme, measure, index + 1, rule && JSON.stringify(rule), new Date(at)],
      );
      adopted.push({ measure, rule, at });
    }
  }
}

beforeAll(async () => {
  setting = await HistorySetting.open();
  const next = numbers(20_201_217);
  await setting.record(inOrder(setting.things.flatMap((thing) => live(thing, next))));
  await adoptAtRandom(next);
  await setting.parts.get(Reference).refresh();
}, 120_000);

afterAll(() => setting?.close());

/** The rule of a measure as the adoptions before a moment leave it, told one after the other. */
function ruleThen(measure: number, moment: number): Rule {
  let ofProgramme: Rule = { kind: 'any' };
  let own: Rule | null = measure % 4 === 0 ? { kind: 'share', numerator: 1, denominator: 3 } : null;
  for (const { measure: whose, rule, at } of [...adopted].sort((a, b) => a.at - b.at)) {
    if (at > moment) break;
    if (whose === null && rule) ofProgramme = rule;
    if (whose === measure) own = rule;
  }
  return own ?? ofProgramme;
}

const look = fc.record({
  day: fc.integer({ min: -5, max: 1_050 }),
  at: fc.integer({ min: -5 * 24, max: 1_050 * 24 }),
  /** Looks from the very moment of an adoption, or from just before it. */
  atAdoption: fc.option(fc.tuple(fc.nat(), fc.boolean()), { nil: undefined }),
  supposed: fc.option(fc.constantFrom(...choices), { nil: undefined }),
  supposedOf: fc.array(fc.tuple(fc.integer({ min: 1, max: 122 }), fc.option(fc.constantFrom(...choices))), {
    maxLength: 5,
  }),
});

it('measures count by the rules of the moment, adopted at any time, for all or for one; and by supposed ones', async () => {
  const reference = await setting.parts.get(Reference).programme(programme);
  const historic = setting.parts.get(HistoricFigures);
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(look, async ({ day, at, atAdoption, supposed, supposedOf }) => {
      const asOf = new Date(opened.getTime() + day * dayMs).toISOString().slice(0, 10);
      const one = atAdoption && adopted[atAdoption[0] % adopted.length];
      const moment = one ? one.at - Number(atAdoption[1]) : opened.getTime() + at * 3_600_000;
      const standpoint = { asOf, knownAt: new Date(moment) };
      const states = lookBack(setting.past, asOf, standpoint.knownAt);
      const own = new Map<number, CountingRule | null>(supposedOf);
      const ruleOf = (measure: number): Rule => {
        const programmes = supposed ?? ruleThen(0.5, moment);
        if (own.has(measure)) return own.get(measure) ?? programmes;
        return supposed ?? ruleThen(measure, moment);
      };
      for (const by of ['programme', 'task', 'department'] as const) {
        const supposition = { rule: supposed, measureRules: own };
        const rows = await historic.read(reference, standpoint, { by, level: 'measure' }, supposition);
        const counted = Object.fromEntries(
          rows.map(({ key, open, proposed, approved, implemented, exempt }) => [
            key,
            [open, proposed, approved, implemented, exempt, 0, 0],
          ]),
        );
        expect(counted).toEqual(Object.fromEntries(countMeasures(setting.things, states, ruleOf, keys[by])));
      }
      kinds.add(`${ruleOf(1).kind}`);
    }),
    { numRuns: 20, seed: 7, endOnFailure: true },
  );
  expect(kinds.size).toBeGreaterThan(2);
}, 120_000);
