import type { Actor, Role } from '#libs/identity';
import { adjustmentAbilities, ruleBlockers } from './adjustment-abilities.rules.js';
import { adjustmentStatuses, legalAdjustmentLifecycle, textOfAdjustmentEvent } from './legal-adjustment.lifecycle.js';

const actor = (role: Role, scope: { region?: string; department?: string } = {}): Actor => ({
  personId: 'p',
  accountId: 'a',
  name: { zh: '某人', en: 'Somebody' },
  language: 'zh',
  grants: [{ role, ...scope }],
});
const text = { zh: '文', en: 'text' };
const whole = { provision: text, measures: [1], regions: ['A'] };
const coordinator = actor('coordinator');

it('knows no other statuses than its states', () => {
  expect(legalAdjustmentLifecycle.states).toEqual([...adjustmentStatuses]);
});

it('leads one way, but for a draft that is declined', () => {
  const steps = legalAdjustmentLifecycle.steps().map(({ move, from, to }) => `${from} ${to} ${move}`);
  expect(steps.toSorted()).toEqual(
    [
      'drafting drafting edit-legal-adjustment',
      'drafting submitted submit-legal-adjustment',
      'submitted drafting return-legal-adjustment',
      'submitted approved approve-legal-adjustment',
      'approved in-force bring-legal-adjustment-into-force',
      'in-force in-force change-legal-adjustment',
      'in-force lapsed lapse-legal-adjustment',
    ].toSorted(),
  );
});

describe('abilities', () => {
  it.each([
    ['drafting', ['edit', 'submit']],
    ['submitted', ['return', 'approve']],
    ['approved', ['bringIntoForce']],
    ['in-force', ['changeWindow', 'lapse']],
    ['lapsed', []],
  ] as const)('of a coordinator while it is %s: %s', (status, expected) => {
    const { can, moves, blockers } = adjustmentAbilities({ ...whole, status }, coordinator);
    expect(Object.entries(can).flatMap(([name, possible]) => (possible ? [name] : []))).toEqual(expected);
    expect(moves).toHaveLength(expected.length);
    expect(moves.length + blockers.length).toBe(legalAdjustmentLifecycle.moves.length);
    for (const { reasons } of blockers) expect(reasons.map(({ code }) => code)).toEqual(['wrong-status']);
  });

  it.each([
    actor('auditor'),
    actor('reviewer', { department: 'D' }),
    actor('regional-lead', { region: 'A' }),
    actor('regional-editor', { region: 'A' }),
  ])('of anybody else: none, and nothing is said to be missing', (other) => {
    for (const status of adjustmentStatuses) {
      const { can, moves, blockers } = adjustmentAbilities({ ...whole, status }, other);
      expect([Object.values(can).includes(true), moves, blockers]).toEqual([false, [], []]);
    }
  });

  it('of an incomplete draft: no submission, with every reason', () => {
    const draft = { status: 'drafting', provision: null, measures: [], regions: [] } as const;
    expect(ruleBlockers('submit-legal-adjustment', draft).map(({ code }) => code)).toEqual([
      'provision-missing',
      'measures-missing',
      'regions-missing',
    ]);
    expect(ruleBlockers('edit-legal-adjustment', draft)).toEqual([]);
    expect(adjustmentAbilities(draft, coordinator).can).toMatchObject({ edit: true, submit: false });
  });
});

it('has a text in both languages for every event of a history', () => {
  const kinds = [
    ...legalAdjustmentLifecycle.moves,
    'create-legal-adjustment',
    'warn-legal-adjustment-90',
    'warn-legal-adjustment-30',
    'warn-legal-adjustment-lapsed',
  ];
  for (const kind of kinds) {
    const { zh, en } = textOfAdjustmentEvent(kind);
    expect([/\p{Script=Han}/u.test(zh), en.length > 0, en === kind]).toEqual([true, true, false]);
  }
});
