import { Database, UnitOfWork } from '#libs/database';
import { type Grant, Passwords, People } from '#libs/identity';
import { OpenWorkItems } from '#libs/implementation';
import { Calendar } from '#libs/platform';
import { loadCatalogue, Reference } from '#libs/programme';
import { type TestApi, type TestClient, testPassword } from './client.js';
import { changedTables, type Digest, digestOf } from './digest.js';
import {
  leadOf,
  smallCatalogue,
  type TownDepartment,
  townDepartments,
  townProgramme,
  type TownRegion,
  townRegions,
} from './small-catalogue.js';

/** Business time at which the town's clock starts to run. */
export const townMorning = new Date('2021-12-16T02:00:00Z');

/** A work item of the town. */
export interface TownItem {
  id: string;
  measure: number;
  region: TownRegion;
  lead: TownDepartment;
}

/** A small programme with its people, on an API of its own; nobody has acted yet. */
export class Town {
  readonly programme = townProgramme;
  readonly database: Database;
  private readonly clients = new Map<string, Promise<TestClient>>();
  private readonly used = new Set<string>();

  constructor(
    readonly api: TestApi,
    private readonly items: readonly TownItem[],
    /** Person ids by the name before the @. */
    readonly people: ReadonlyMap<string, string>,
  ) {
    this.database = api.app.get(Database, { strict: false });
  }

  /** Somebody's requests, by the name before the @: `lead.east`, `reviewer2.trade`, `both`, `auditor` … */
  as(who: string): Promise<TestClient> {
    const client = this.clients.get(who) ?? this.api.as(`${who}@town.example`);
    this.clients.set(who, client);
    return client;
  }

  item(measure: number, region: TownRegion = 'EAST'): TownItem {
    const found = this.items.find((item) => item.measure === measure && item.region === region);
    if (!found) throw new Error(`The town has no measure ${measure} in ${region}.`);
    return found;
  }

  /** An item that no test has asked for yet; without a legal adjustment unless its place in the round of six is named. */
  fresh({ region = 'EAST', lead = 'TRADE', place }: FreshItem = {}): TownItem {
    const fits = (item: TownItem) => {
      const itsPlace = ((item.measure - 1) % 6) + 1;
      return place === undefined ? item.lead === lead && itsPlace !== 4 && itsPlace !== 5 : itsPlace === place;
    };
    const found = this.items.find((item) => item.region === region && fits(item) && !this.used.has(item.id));
    if (!found) throw new Error('The town has no such item left; build it with more measures.');
    this.used.add(found.id);
    return found;
  }

  /** Runs an act that must leave no trace. Throws with the tables that it changed. */
  async untouched<T>(act: () => Promise<T>): Promise<T> {
    const before = await this.digest();
    const result = await act();
    const changed = changedTables(before, await this.digest());
    if (changed.length > 0) throw new Error(`changed although refused: ${changed.join(', ')}`);
    return result;
  }

  digest(): Promise<Digest> {
    return digestOf(this.database);
  }

  async count(table: 'event' | 'submission' | 'submission_round' | 'decision', item: TownItem): Promise<number> {
    const row = await this.database.row<{ count: number }>(counts[table], [item.id]);
    return row?.count ?? 0;
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

export interface FreshItem {
  region?: TownRegion;
  lead?: TownDepartment;
  /** 1 to 6: the place in the round of six; 4 needs an adjustment in force, 5 one that is not. */
  place?: number;
}

const counts = {
  event: 'select count(*)::integer as count from event where work_item_id = $1',
  submission: 'select count(*)::integer as count from submission where work_item_id = $1',
  submission_round: `select count(*)::integer as count from submission_round r
    join submission s on s.id = r.submission_id where s.work_item_id = $1`,
  decision: `select count(*)::integer as count from decision d
    join submission s on s.id = d.submission_id where s.work_item_id = $1`,
};

/** Loads the small catalogue, opens its items and enters its people. */
export async function settleTown(api: TestApi, measures: number): Promise<Town> {
  const get = <T>(token: new (...parts: never[]) => T): T => api.app.get<T>(token, { strict: false });
  const calendar = get(Calendar);
  calendar.shift(calendar.shiftMs + townMorning.getTime() - calendar.now().getTime());
  const passwordHash = await get(Passwords).hash(testPassword);
  const members = everybody().map(([who, grants]) => ({
    name: { zh: `人员 ${who}`, en: who },
    email: `${who}@town.example`,
    passwordHash,
    grants,
  }));
  const { entered, items } = await get(UnitOfWork).run(async (tx) => {
    await loadCatalogue(tx, smallCatalogue(measures));
    await get(OpenWorkItems).run(tx, townProgramme, new Date('2020-08-02T01:00:00Z'));
    return {
      entered: await get(People).createPeople(tx, members),
      items: await tx.rows<{ id: string; measure: number; region: TownRegion }>(
        'select id, measure, region from work_item where programme = $1 order by measure, region',
        [townProgramme],
      ),
    };
  });
  await get(Reference).refresh();
  const people = new Map(entered.map(({ email, personId }) => [email.split('@', 1)[0]!, personId]));
  return new Town(
    api,
    items.map((item) => ({ ...item, lead: leadOf(item.measure) })),
    people,
  );
}

/** `both` leads EAST and reviews for TRADE: the person whom four eyes is about. */
function everybody(): [who: string, grants: Grant[]][] {
  const regional = townRegions.flatMap((region): [string, Grant[]][] => [
    [`editor.${region.toLowerCase()}`, [{ role: 'regional-editor', region }]],
    [`lead.${region.toLowerCase()}`, [{ role: 'regional-lead', region }]],
  ]);
  const reviewers = townDepartments.flatMap((department): [string, Grant[]][] => [
    [`reviewer.${department.toLowerCase()}`, [{ role: 'reviewer', department }]],
    [`reviewer2.${department.toLowerCase()}`, [{ role: 'reviewer', department }]],
  ]);
  return [
    ...regional,
    ...reviewers,
    [
      'both',
      [
        { role: 'regional-lead', region: 'EAST' },
        { role: 'reviewer', department: 'TRADE' },
      ],
    ],
    [
      'editor-and-lead',
      [
        { role: 'regional-editor', region: 'EAST' },
        { role: 'regional-lead', region: 'EAST' },
      ],
    ],
    ['coordinator', [{ role: 'coordinator' }]],
    ['auditor', [{ role: 'auditor' }]],
    ['nobody', []],
  ];
}
