import fc from 'fast-check';
import { Database, UnitOfWork } from '#libs/database';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import {
  type Dimension,
  dimensions,
  HistoricFigures,
  SettledEvents,
  SnapshotCheck,
  Snapshots,
  Tallies,
} from '#libs/progress';
import { countItems, type Happening, lookBack } from './history-model.js';
import { HistorySetting, inOrder, keys, programme } from './history-setting.js';
import { dayMs, live, numbers, opened } from './lives.js';

const hourMs = 3_600_000;
/** Standpoints tried at each stage. */
const runs = 12;
const cuts = [300, 520, 1_300].map((days) => new Date(opened.getTime() + days * dayMs + 10 * hourMs));

/** The wall taken away: it takes the last number given out without waiting for who got it. */
class Hasty extends SettledEvents {
  protected override async openTransactions(): Promise<Set<string>> {
    return new Set();
  }
}

let setting: HistorySetting;
/** What is recorded by each of the cuts; some of it is written only after the cut that follows it. */
let portions: Happening[][];

beforeAll(async () => {
  setting = await HistorySetting.open();
  const next = numbers(16_122_021);
  portions = cuts.map(() => []);
  for (const thing of setting.things) {
    const slow = next() < 0.05;
    let least = 0;
    for (const act of live(thing, next)) {
      const own = cuts.findIndex((cut) => act.recordedAt < cut);
      // What a slow item did is written one portion later than it says, and so is all that it did afterwards.
      least = Math.max(least, Math.min(own + (slow ? 1 : 0), cuts.length - 1));
      portions[least]!.push(act);
    }
  }
});

afterAll(() => setting?.close());

const part = <T>(type: abstract new (...args: never[]) => T): T => setting.parts.get<T>(type);

const standpoint = fc.record({
  day: fc.integer({ min: -5, max: 1_000 }),
  /** Hours between the end of the day and the moment of knowing. */
  later: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 20_000 })),
  own: fc.option(fc.nat(), { nil: undefined }),
  by: fc.constantFrom(...dimensions),
});

/** Compares snapshots, events and the model from many standpoints; returns how often a snapshot could answer. */
async function agree(seed: number): Promise<number> {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(standpoint, async ({ day, later, own, by }) => {
      const act = own === undefined ? undefined : setting.past[own % setting.past.length];
      const asOf = act?.effectiveOn ?? new Date(opened.getTime() + day * dayMs + 8 * hourMs).toISOString().slice(0, 10);
      const ends = new Date(`${asOf}T23:59:59.999+08:00`);
      const recorded = act && act.recordedAt > ends ? act.recordedAt : undefined;
      const knownAt = recorded ?? new Date(ends.getTime() + later * hourMs);
      const kept = await part(Tallies).fromSnapshot(programme, { asOf, knownAt }, by);
      const counted = await part(Tallies).fromEvents(programme, { asOf, knownAt }, by);
      if (kept) {
        answered += 1;
        expect(sorted(kept)).toEqual(sorted(counted));
      }
      const states = lookBack(setting.past, asOf, knownAt);
      const model = Object.fromEntries(countItems(setting.things, states, asOf, keys[by]));
      expect(await figures(asOf, knownAt, by)).toEqual(model);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  return answered;
}

function sorted<Row extends { dimension: string; key: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => `${a.dimension} ${a.key}`.localeCompare(`${b.dimension} ${b.key}`));
}

async function figures(asOf: string, knownAt: Date, by: Dimension): Promise<Record<string, number[]>> {
  const reference = await part(Reference).programme(programme);
  const rows = await part(HistoricFigures).read(reference, { asOf, knownAt }, { by, level: 'work-item' });
  return Object.fromEntries(
    rows.map(({ key, open, proposed, approved, implemented, exempt, underReview, overdue }) => {
      return [key, [open, proposed, approved, implemented, exempt, underReview, overdue]];
    }),
  );
}

const rowsKept = async () =>
  (await part(Database).row<{ rows: number }>('select count(*)::integer as rows from completion_snapshot'))?.rows ?? 0;

const cutDay = (place: number) => new Date(cuts[place]!.getTime() - 2 * hourMs).toISOString().slice(0, 10);

it('answer as a count of every event does, whatever is recorded late, written late, or into days long past', async () => {
  await setting.record(inOrder(portions[0]!));
  expect(await agree(1)).toBe(0);
  expect(await part(Snapshots).take(programme, cuts[0])).toMatchObject({ figures: await rowsKept() });
  expect(await agree(2)).toBeGreaterThan(2);
  // Acts of the days that follow, and acts of days that have snapshots but were not written when these were taken.
  await setting.record(inOrder(portions[1]!));
  expect(await agree(3)).toBeGreaterThan(2);
  await part(Snapshots).take(programme, cuts[1]);
  expect(await agree(4)).toBeGreaterThan(runs / 3);
  await setting.record(inOrder(portions[2]!));
  expect(await agree(5)).toBeGreaterThan(runs / 3);
  await part(Snapshots).take(programme, cuts[2]);
  expect(await agree(6)).toBe(runs);
  expect(await part(SnapshotCheck).compare(programme)).toMatchObject({ differences: 0 });
}, 240_000);

it('taken day by day are those that are taken at once', async () => {
  const all = () => part(Database).rows('select * from completion_snapshot order by dimension, key, day');
  const whole = await all();
  await part(Snapshots).forget(programme);
  for (let days = 800; days <= 803; days += 1)
    await part(Snapshots).take(programme, new Date(opened.getTime() + days * dayMs));
  expect((await all()).length).toBeLessThan(whole.length);
  await part(Snapshots).take(programme, cuts[2]);
  expect(await all()).toEqual(whole);
  expect(await part(Snapshots).take(programme, cuts[2])).toMatchObject({ figures: 0 });
}, 120_000);

/** An act that says it was recorded at the end of a day, and whose transaction goes on meanwhile. */
async function overMidnight(day: string, meanwhile: () => Promise<void>): Promise<void> {
  const heads = new Map(inVersion(setting.past).map((act) => [act.item, act]));
  const head = [...heads.values()].find(({ to }) => to === 'open' || to === 'approved')!;
  const act: Happening = {
    ...{ item: head.item, version: head.version + 1, move: 'approve-exemption', to: 'exempt' },
    ...{ effectiveOn: day, recordedAt: new Date(`${day}T23:59:59.500+08:00`) },
  };
  await part(UnitOfWork).run(async (tx) => {
    await setting.write(tx, [act]);
    await meanwhile();
  });
}

const inVersion = (past: readonly Happening[]) => past.toSorted((a, b) => a.version - b.version);

describe('with a transaction open over midnight', () => {
  const now = new Date(cuts[2]!.getTime() + 5 * dayMs);
  const day = new Date(now.getTime() - dayMs).toISOString().slice(0, 10);
  const atEnd = new Date(`${day}T23:59:59.999+08:00`);

  const isRight = async () => {
    const standing = lookBack(setting.past, day, atEnd);
    for (const by of dimensions)
      expect(await figures(day, atEnd, by)).toEqual(
        Object.fromEntries(countItems(setting.things, standing, day, keys[by])),
      );
  };

  it('wait for it: the day gets its snapshot when its acts are all there', async () => {
    await overMidnight(day, async () => {
      expect(await part(Snapshots).take(programme, now)).toBeUndefined();
    });
    expect(await part(Tallies).fromSnapshot(programme, { asOf: day, knownAt: atEnd }, 'region')).toBeUndefined();
    await isRight();
    expect(await part(Snapshots).take(programme, now)).toMatchObject({ through: day });
    expect(await part(Tallies).fromSnapshot(programme, { asOf: day, knownAt: atEnd }, 'region')).toBeDefined();
    await isRight();
  }, 60_000);

  it('would be wrong without waiting, and then the nightly check says so and forgets them', async () => {
    const later = new Date(now.getTime() + dayMs);
    const hasty = new Snapshots(part(UnitOfWork), new Hasty(part(Database)), part(Reference), part(Calendar));
    const nextDay = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
    await overMidnight(nextDay, async () => {
      await hasty.take(programme, later);
    });
    const standpoint = { asOf: nextDay, knownAt: new Date(`${nextDay}T23:59:59.999+08:00`) };
    const kept = await part(Tallies).fromSnapshot(programme, standpoint, 'region');
    const counted = await part(Tallies).fromEvents(programme, standpoint, 'region');
    expect(sorted(kept!)).not.toEqual(sorted(counted));
    expect((await part(SnapshotCheck).compare(programme)).differences).toBeGreaterThan(0);
    expect(await part(Tallies).fromSnapshot(programme, standpoint, 'region')).toBeUndefined();
    expect(await part(Snapshots).take(programme, later)).toMatchObject({ through: nextDay });
    expect(sorted((await part(Tallies).fromSnapshot(programme, standpoint, 'region'))!)).toEqual(sorted(counted));
  }, 60_000);
});

it('are forgotten when the catalogue moves a measure, and taken anew', async () => {
  const asked = { asOf: cutDay(1), knownAt: cuts[2]! };
  expect(await part(Tallies).fromSnapshot(programme, asked, 'task')).toBeDefined();
  await part(Database).rows('update measure set target_date = target_date + 40 where no = 7');
  expect(await part(Tallies).fromSnapshot(programme, asked, 'task')).toBeUndefined();
  await part(Snapshots).take(programme, cuts[2]);
  const kept = await part(Tallies).fromSnapshot(programme, asked, 'task');
  expect(sorted(kept!)).toEqual(sorted(await part(Tallies).fromEvents(programme, asked, 'task')));
}, 60_000);
