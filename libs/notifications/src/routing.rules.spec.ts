import fc from 'fast-check';
import { maySeeMove, workItemLifecycle } from '#libs/implementation';
import type { Actor, Grant } from '#libs/identity';
import { otherKinds } from './event-kinds.js';
import { mayHear } from './hearing.policy.js';
import { wordings } from './notice.texts.js';
import {
  type Audience,
  audiencesOf,
  everyAudience,
  isMailed,
  isNotifying,
  notifyingKinds,
  reasonOf,
  routes,
  settle,
  toldOf,
} from './routing.rules.js';

const everyKind = [...workItemLifecycle.moves, ...otherKinds];

const actor = (...grants: Grant[]): Actor => ({
  personId: 'p',
  accountId: 'a',
  name: { zh: '某人', en: 'Somebody' },
  language: 'zh',
  grants,
});
const editor = actor({ role: 'regional-editor', region: 'EAST' });
const stranger = actor({ role: 'regional-lead', region: 'WEST' });
const reviewer = actor({ role: 'reviewer', department: 'TRADE' });
const both = actor({ role: 'regional-lead', region: 'EAST' }, { role: 'reviewer', department: 'TRADE' });
const parties = { region: 'EAST', leadDepartment: 'TRADE', supportingDepartments: [] };

describe('who is told of what', () => {
  it('is settled for every kind of event and for nothing else', () => {
    expect(Object.keys(routes).toSorted()).toEqual([...everyKind].toSorted());
  });

  it.each(notifyingKinds)('%s has a wording', (kind) => {
    expect(wordings[kind]).toBeDefined();
  });

  it('nothing is worded that nobody is told of', () => {
    expect(Object.keys(wordings).filter((kind) => !isNotifying(kind))).toEqual([]);
  });

  it.each(['start-draft', 'edit-draft', 'tick-points', 'add-evidence', 'follow-item', 'open-item', 'constructor', ''])(
    'nobody is told of "%s"',
    (kind) => {
      expect(isNotifying(kind)).toBe(false);
    },
  );

  const sides = workItemLifecycle.moves.filter((move) => /^(submit|withdraw|return|reject|approve)-/.test(move));
  it.each(sides)('%s goes to the other side', (move) => {
    const isByRegion = workItemLifecycle.move(move).by.startsWith('region');
    expect(routes[move].to[0]).toBe(isByRegion ? 'lead-department' : 'region');
  });

  it('is never told to somebody from whom the history hides it', () => {
    for (const move of workItemLifecycle.moves.filter(isNotifying)) {
      for (const person of [editor, stranger, reviewer, both]) {
        const seen = maySeeMove(person, parties, move);
        const heard = mayHear(person, routes[move].seenBy, { parties });
        expect([move, person.grants, heard && !seen]).toEqual([move, person.grants, false]);
      }
    }
  });

  it("of the ministry's own matter nobody of the item's region hears, whatever else the person is", () => {
    for (const seenBy of ['ministry', 'notes'] as const) {
      expect(mayHear(reviewer, seenBy, { parties })).toBe(true);
      for (const person of [editor, stranger, both]) expect(mayHear(person, seenBy, { parties })).toBe(false);
    }
  });

  it('of an item that is not there nobody hears', () => {
    for (const seenBy of ['everybody', 'region', 'ministry', 'thread', 'notes'] as const)
      expect(mayHear(reviewer, seenBy, {})).toBe(false);
  });

  it('says why, in both languages', () => {
    const names = { region: { zh: '苏州', en: 'Suzhou' }, department: { zh: '部门', en: 'Ministry' } };
    for (const audience of everyAudience) {
      const { zh, en } = reasonOf[audience](names);
      expect([zh, en]).toEqual([
        expect.stringMatching(/^您收到此通知，因为.+。$/),
        expect.stringMatching(/^You receive this because .+\.$/),
      ]);
    }
    expect(reasonOf.region(names).en).toBe('You receive this because you are an editor or lead of Suzhou.');
  });
});

describe('alternatives', () => {
  const reminder = routes['remind-review'];

  it('the first that has anybody is told', () => {
    expect(settle(reminder, () => true)).toEqual(['represented', 'holder', 'follower']);
    expect(settle(reminder, (audience) => audience !== 'holder' && audience !== 'represented')).toEqual([
      'lead-department',
      'follower',
    ]);
    expect(settle(reminder, () => false)).toEqual([]);
  });
});

describe('the people told', () => {
  const told = (actorId: string | null, ...people: [Audience, string[]][]) =>
    Object.fromEntries(
      toldOf(
        actorId,
        people.map(([audience, personIds]) => ({ audience, personIds })),
      ),
    );

  it('are told once, for the strongest reason', () => {
    expect(told('x', ['follower', ['a', 'b', 'c']], ['holder', ['b', 'c']], ['mentioned', ['c']])).toEqual({
      a: 'follower',
      b: 'holder',
      c: 'mentioned',
    });
  });

  it('are never the actor, in any audience', () => {
    const people = fc.array(
      fc.record({
        audience: fc.constantFrom(...everyAudience),
        personIds: fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
      }),
    );
    fc.assert(
      fc.property(people, fc.constantFrom('a', 'b'), (groups, actorId) => {
        const result = toldOf(actorId, groups);
        expect(result.has(actorId)).toBe(false);
        for (const [personId, audience] of result) {
          const own = groups
            .filter(({ personIds }) => personIds.some((id) => id === personId))
            .map((group) => group.audience);
          const strongest = Math.min(...own.map((one) => everyAudience.indexOf(one)));
          expect(audience).toBe(everyAudience[strongest]);
        }
      }),
    );
  });

  it('are all when the product itself acted', () => {
    expect(Object.keys(told(null, ['region', ['a', 'b']]))).toHaveLength(2);
  });

  it('the absent are told in the app alone', () => {
    expect(everyAudience.filter((audience) => !isMailed(audience))).toEqual(['represented']);
    expect(audiencesOf(routes['approve-proposal'])).toEqual(['represented', 'region', 'follower']);
  });
});
