import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Reference } from '#libs/programme';
import { type BuiltTown, buildTown, completeContent, type Reply, type TownItem } from '#libs/testing';
import { TownSubstitutions } from '../identity/substitutions.js';
import {
  type Act,
  after,
  colleague,
  everybody,
  kinds,
  type Life,
  type Outcome,
  type World,
} from './every-act-model.js';

type Body = Record<string, unknown>;

/** What a story can try: an act of somebody, with a version that is stale now and then, or a change of the world. */
type Wish = { among: 'everything' | 'legal' | 'tempting'; pick: number; stale: boolean } | { world: number };

const outcomes: Outcome[] = ['approve', 'return', 'reject'];
const acts: Act[] = [
  ...kinds.map((kind): Act => ({ do: 'start', kind })),
  ...(['edit', 'request-sign-off', 'sign-off', 'decline-sign-off', 'submit', 'withdraw'] as const).map((one) => ({
    do: one,
  })),
  ...(['acknowledge', 'hand-over', 'ask', 'tick', 'revoke', 'reinstate'] as const).map((one) => ({ do: one })),
  ...[true, false].map((objects): Act => ({ do: 'opine', objects })),
  ...outcomes.flatMap((outcome) => [true, false].map((answers): Act => ({ do: 'decide', outcome, answers }))),
];
const everything = acts.flatMap((act) => everybody.map((who) => ({ act, who })));

/** Who may be absent, and who stands in: reviewers for reviewers, an editor for the lead, one of the region for somebody who stands on both sides. */
const standIns: [absent: string, substitute: string][] = [
  ['reviewer.trade', 'reviewer.law'],
  ['lead.east', 'editor.east'],
  ['both', 'editor-and-lead'],
];

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      among: fc.constantFrom(
        ...(['everything', 'legal', 'legal', 'legal', 'tempting', 'tempting', 'tempting'] as const),
      ),
      pick: fc.nat(),
      stale: fc.oneof({ weight: 11, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ world: fc.nat({ max: standIns.length }) }) },
);

export const stories = fc.array(wish, { minLength: 60, maxLength: 90 });

/** Picks an act first and then who does it, so that acts which few can try come as often as the others. */
function picked(choices: typeof everything, pick: number): (typeof everything)[number] {
  const possible = [...new Set(choices.map(({ act }) => act))];
  const act = possible[pick % possible.length];
  const people = choices.filter((one) => one.act === act);
  return people[Math.floor(pick / possible.length) % people.length]!;
}

const statuses: Life['status'][] = ['open', 'proposed', 'approved', 'implemented', 'exempt'];

/** The same with one thing less in the way: what is legal only then is what a wall has to stop. */
function easier(life: Life, world: World): [Life, World][] {
  const { paper } = life;
  const without: Life = { ...life, paper: undefined };
  const elsewhere = statuses.map((status): [Life, World] => [{ ...life, status }, world]);
  if (!paper) return elsewhere;
  const as = (change: Partial<typeof paper>): [Life, World] => [{ ...life, paper: { ...paper, ...change } }, world];
  return [
    ...elsewhere,
    [without, world],
    as({ region: [], ministry: [] }),
    as({ ticked: true }),
    as({ objection: !paper.objection }),
    as({ state: 'submitted' }),
    as({ state: 'draft' }),
    as({ acknowledged: false, asked: false }),
    [life, { ...world, wantsSignOff: !world.wantsSignOff }],
  ];
}

/** Thrown when the product and the model part, or a law of the database does not hold. */
export class Deviation extends Error {}

/** A town in which stories can be told, one after the other. */
export class Stage {
  readonly world: World = { wantsSignOff: false, absentOf: {} };
  steps = 0;
  done = 0;
  private readonly substitutions: TownSubstitutions;
  private readonly running = new Map<string, string>();

  /** `databaseRefusals` counts what only a wall of the database has stopped; one after the other, that must never be needed. */
  constructor(
    readonly built: BuiltTown,
    private readonly databaseRefusals: () => number,
  ) {
    this.substitutions = new TownSubstitutions(built.town);
  }

  static async set(measures: number, databaseRefusals: () => number): Promise<Stage> {
    const built = await buildTown({ measures });
    const { database, programme, api } = built.town;
    await database.rows('delete from measure_department where programme = $1', [programme]);
    await database.rows(
      `insert into measure_department (programme, measure, department, position)
       select programme, no, 'LAW', 1 from measure where programme = $1 and lead_department = 'TRADE' on conflict do nothing`,
      [programme],
    );
    await database.rows('update programme set catalogue_version = catalogue_version + 1 where code = $1', [programme]);
    await api.app.get(Reference, { strict: false }).refresh();
    return new Stage(built, databaseRefusals);
  }

  /** Tells one story of one item; throws a Deviation at the first step on which the product does not do as it must. */
  async tell(story: Wish[]): Promise<void> {
    const item = this.built.town.fresh();
    let life: Life = { status: 'open', version: 1 };
    let submission: string = randomUUID();
    for (const one of story) {
      if ('world' in one) {
        await this.turn(one.world);
        continue;
      }
      const choices = this.choices(life, one.among);
      const { act, who } = picked(choices, one.pick);
      const stale = one.stale && act.do !== 'start';
      const next = stale ? undefined : after(life, this.world, act, who);
      const row = await this.rowFor(act, who, item, submission);
      const reply = await this.perform(act, who, item, submission, stale ? life.version - 1 : life.version);
      const told = `${who} ${JSON.stringify(act)}${stale ? ' stale' : ''} on ${JSON.stringify(life)} in ${JSON.stringify(this.world)}: ${reply.status} ${JSON.stringify(reply.body)}`;
      if (reply.status >= 500 || reply.status < 300 !== (next !== undefined)) throw new Deviation(told);
      if (reply.status >= 400) assertSaysWhy(reply, told);
      assertRowAgrees(row, moveOf(act, life), reply, told);
      if (this.databaseRefusals() > 0) throw new Deviation(`only the database refused ${told}`);
      this.steps += 1;
      if (!next) continue;
      this.done += 1;
      life = next;
      if (act.do !== 'tick' && reply.etag !== `"${life.version}"`) throw new Deviation(`wrong version after ${told}`);
      if (act.do === 'start') submission = String(reply.body['id']);
    }
    await this.compare(life, item);
  }

  private choices(life: Life, among: 'everything' | 'legal' | 'tempting'): typeof everything {
    if (among === 'everything') return everything;
    const isLegal = ({ act, who }: { act: Act; who: string }) => after(life, this.world, act, who) !== undefined;
    if (among === 'legal') return everything.filter(isLegal);
    const tempting = everything.filter(
      (one) =>
        !isLegal(one) && easier(life, this.world).some(([eased, world]) => after(eased, world, one.act, one.who)),
    );
    return tempting.length > 0 ? tempting : everything;
  }

  /** Switches the regional sign-off, or lets a substitution begin or end. */
  private async turn(which: number): Promise<void> {
    const pair = standIns[which];
    const coordinator = await this.built.town.as('coordinator');
    if (!pair) {
      this.world.wantsSignOff = !this.world.wantsSignOff;
      const body = { on: this.world.wantsSignOff };
      const path = `/programmes/${this.built.town.programme}/regional-sign-off`;
      const { status } = await coordinator.send('PUT', path, body);
      if (status >= 300) throw new Deviation(`the sign-off could not be switched: ${status}`);
      return;
    }
    const [absent, substitute] = pair;
    const running = this.running.get(absent);
    if (running === undefined) {
      this.running.set(absent, await this.substitutions.running(absent, substitute));
      this.world.absentOf[substitute] = absent;
    } else {
      await this.substitutions.end(running);
      this.running.delete(absent);
      delete this.world.absentOf[substitute];
    }
  }

  private async perform(
    act: Act,
    who: string,
    item: TownItem,
    submission: string,
    ifMatch: number,
  ): Promise<Reply<Body>> {
    const client = await this.built.town.as(who);
    const path = `/submissions/${submission}`;
    const post = (what: string, body?: object) => client.post<Body>(`${path}/${what}`, body, { ifMatch });
    switch (act.do) {
      case 'start':
        return client.post(`/work-items/${item.id}/submissions`, { kind: act.kind, ...completeContent[act.kind] });
      case 'edit':
        return client.patch(path, {}, { ifMatch });
      case 'decline-sign-off':
        return post(act.do, { reason: 'Not yet' });
      case 'hand-over':
        return post(act.do, { to: this.built.town.people.get(colleague) });
      case 'ask':
        return post('opinion-requests', { departments: ['LAW'] });
      case 'opine':
        return post(
          'opinions',
          act.objects ? { position: 'objection', reason: 'A reason' } : { position: 'no-objection' },
        );
      case 'tick':
        return client.send('PUT', `${path}/ticks`, { points: [1] }, { ifMatch });
      case 'decide':
        return post('decisions', decisionOf(act));
      case 'revoke':
      case 'reinstate':
        return client.post(`/work-items/${item.id}/${act.do}`, { reason: 'An error' }, { ifMatch });
      case 'request-sign-off':
      case 'sign-off':
      case 'submit':
      case 'withdraw':
      case 'acknowledge':
        return post(act.do);
    }
  }

  /** What a screen would show this person of the thing before the act; undefined when it may not be known. */
  private async rowFor(act: Act, who: string, item: TownItem, submission: string): Promise<Row | undefined> {
    const client = await this.built.town.as(who);
    const ofItem = act.do === 'start' || act.do === 'revoke' || act.do === 'reinstate';
    const { status, body } = await client.get<Row>(ofItem ? `/work-items/${item.id}` : `/submissions/${submission}`);
    return status === 200 ? body : undefined;
  }

  private async compare(life: Life, item: TownItem): Promise<void> {
    const auditor = await this.built.town.as('auditor');
    const { body } = await auditor.get<Body>(`/work-items/${item.id}`);
    const is = { status: body['status'], version: body['version'], free: body['submission'] === null };
    const must = { status: life.status, version: life.version, free: life.paper === undefined };
    if (JSON.stringify(is) !== JSON.stringify(must))
      throw new Deviation(`${JSON.stringify(is)} is not ${JSON.stringify(must)}`);
    await this.assertLaws();
  }

  /** What must hold of all that was ever written, asked of the tables themselves. */
  async assertLaws(): Promise<void> {
    for (const [law, sql] of laws) {
      const broken = await this.built.town.database.rows(sql);
      if (broken.length > 0) throw new Deviation(`${law}: ${JSON.stringify(broken[0])}`);
    }
  }
}

interface Reason {
  code: string;
  message: { zh: string; en: string };
}

interface Row {
  moves: { move: string }[];
  blockers: { move: string; reasons: Reason[] }[];
}

/** The move of the lifecycle that an act means; undefined for what is no move. */
function moveOf(act: Act, { paper, status }: Life): string | undefined {
  const kind = paper?.kind;
  switch (act.do) {
    case 'start':
      return 'start-draft';
    case 'edit':
      return 'edit-draft';
    case 'withdraw':
      return paper?.state === 'submitted' ? `withdraw-${kind}` : 'discard-draft';
    case 'submit':
      return `submit-${kind}`;
    case 'decide':
      return `${act.outcome}-${kind}`;
    case 'ask':
      return 'ask-opinions';
    case 'opine':
      return 'give-opinion';
    case 'tick':
      return undefined;
    case 'request-sign-off':
    case 'sign-off':
    case 'decline-sign-off':
    case 'acknowledge':
    case 'hand-over':
    case 'revoke':
    case 'reinstate':
      return status ? act.do : undefined;
  }
}

/** What depends on the words of the act and not on the thing: no row can tell it before. */
const ofTheWords = new Set(['objection-unanswered', 'points-unticked']);

/** What succeeds was offered; what is refused for the thing's sake was not, and for the reasons that stood beside it. */
function assertRowAgrees(
  row: Row | undefined,
  move: string | undefined,
  { status, body }: Reply<Body>,
  told: string,
): void {
  if (move === undefined) return;
  const offered = row?.moves.some((one) => one.move === move) ?? false;
  if (status < 300 && !offered) throw new Deviation(`not offered, and yet: ${told}`);
  if (status !== 409 && status !== 403) return;
  const given = (body['blockers'] ?? []) as Reason[];
  if (given.every(({ code }) => ofTheWords.has(code))) return;
  // Two kinds share the one move that starts them; the row names the kinds.
  if (offered && move !== 'start-draft') throw new Deviation(`offered, and yet: ${told}`);
  const shown = row?.blockers.find((one) => one.move === move)?.reasons ?? [];
  // The door itself turns away who has no such role at all.
  const unknown = given.filter(
    (reason) => reason.code !== 'needs-role' && !shown.some((one) => JSON.stringify(one) === JSON.stringify(reason)),
  );
  if (shown.length > 0 && unknown.length > 0)
    throw new Deviation(`a reason that the row did not show: ${told} — ${JSON.stringify(shown)}`);
}

function decisionOf({ outcome, answers }: Act & { do: 'decide' }): Body {
  return {
    outcome,
    ...(outcome === 'approve' ? {} : { reason: 'Not yet', failedPoints: [1] }),
    ...(answers ? { answers: [{ department: 'LAW', answer: 'It was weighed' }] } : {}),
  };
}

/** Every refusal names its reasons in both languages; where something is not known of, it only says so. */
function assertSaysWhy({ status, body }: Reply<Body>, told: string): void {
  if (status === 404 || status === 412) return;
  const reasons = (body['blockers'] ?? []) as { code?: string; message?: { zh?: string; en?: string } }[];
  const whole = reasons.every(({ code, message }) => code && message?.zh && message.en && message.zh !== message.en);
  const alone = body['code'] === 'already-ended';
  if ((reasons.length === 0 && !alone) || !whole) throw new Deviation(`no typed reason: ${told}`);
}

const laws: [string, string][] = [
  [
    'state is the fold of its history',
    `select w.id from work_item w cross join lateral (
       select count(*) as acts, (array_agg(e.to_status order by e.item_version desc))[1] as status
       from event e where e.work_item_id = w.id) e
     where w.version <> e.acts or w.status <> e.status`,
  ],
  [
    'each event continues from the one before',
    `select * from (select work_item_id, item_version, from_status,
         lag(to_status) over (partition by work_item_id order by item_version) as former,
         row_number() over (partition by work_item_id order by item_version) as place
       from event where work_item_id is not null) e
     where from_status is distinct from former or item_version <> place`,
  ],
  [
    'only legal moves',
    `select e.seq from event e left join work_item_move m on (m.move, m.from_status, m.to_status) = (e.move, e.from_status, e.to_status)
     where e.work_item_id is not null and e.item_version > 1 and m.move is null`,
  ],
  [
    'four eyes, of persons, whoever they stood in for',
    `with hand as (
       select e.submission_id, p.person, case when e.move ~ '^(acknowledge|hand-over|ask-opinions|give-opinion|return|reject|approve)'
           then 'ministry' else 'region' end as side
       from event e, unnest(array[e.actor_person_id, e.on_behalf_of]) as p (person)
       where e.submission_id is not null and e.move is not null and p.person is not null
       union
       select d.submission_id, p.person, 'ministry' from decision d, unnest(array[d.decided_by, d.on_behalf_of]) as p (person)
       where p.person is not null
     )
     select submission_id, person from hand group by submission_id, person having count(distinct side) > 1`,
  ],
  [
    'at most one undecided submission',
    `select work_item_id from submission where status in ('draft', 'submitted', 'returned') group by 1 having count(*) > 1`,
  ],
  [
    'a decision per round, a round per sending',
    `select s.id from submission s where s.round <> (select count(*) from submission_round r where r.submission_id = s.id)
       or exists (select from decision d where d.submission_id = s.id group by d.round having count(*) > 1)`,
  ],
  [
    'a status that was decided has its decision, with a reason unless it approves',
    `select s.id from submission s where s.status in ('approved', 'rejected', 'returned') and not exists (
       select from decision d where d.submission_id = s.id and d.round = s.round
         and d.outcome = case s.status when 'approved' then 'approve' when 'rejected' then 'reject' else 'return' end
         and (d.outcome = 'approve' or length(btrim(d.reason)) > 0))`,
  ],
  [
    'recognised only with every required point passed',
    `select d.submission_id from decision d join submission s on s.id = d.submission_id join work_item w on w.id = s.work_item_id
     where d.outcome = 'approve' and s.kind = 'implementation-report' and exists (
       select from proof_point p where p.programme = w.programme and p.measure = w.measure and p.required
         and p.no <> all(d.passed_points))`,
  ],
];
