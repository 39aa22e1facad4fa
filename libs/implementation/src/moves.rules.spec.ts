import type { Actor, Grant } from '#libs/identity';
import { abilitiesOf } from './abilities.js';
import { authorityBlockers, blockersOf, type ItemState, startBlockers, stateBlockers } from './moves.rules.js';
import { moveOf, outcomes, submissionKinds } from './submission.kinds.js';
import { workItemLifecycle, workItemStatuses } from './work-item.lifecycle.js';

const actor = (personId: string, ...grants: Grant[]): Actor => ({
  personId,
  accountId: personId,
  name: { zh: '某人', en: 'Somebody' },
  language: 'en',
  grants,
});
const editor = actor('e', { role: 'regional-editor', region: 'EAST' });
const lead = actor('l', { role: 'regional-lead', region: 'EAST' });
const reviewer = actor('r', { role: 'reviewer', department: 'TRADE' });
const supporter = actor('s', { role: 'reviewer', department: 'FINANCE' });
const coordinator = actor('c', { role: 'coordinator' });
const auditor = actor('a', { role: 'auditor' });
const everybody = [editor, lead, reviewer, supporter, coordinator, auditor];

const item = (more: Partial<ItemState> = {}): ItemState => ({
  region: 'EAST',
  leadDepartment: 'TRADE',
  status: 'open',
  adjustmentsMissing: [],
  supportingDepartments: ['FINANCE'],
  wantsSignOff: false,
  ...more,
});
type Paper = NonNullable<ItemState['submission']>;
const paper = (more: Partial<Paper> = {}): Paper => ({
  kind: 'proposal',
  status: 'submitted',
  hands: [],
  deciders: [],
  signOffRequestedBy: null,
  signedOffBy: null,
  acknowledgedBy: null,
  holder: null,
  ...more,
});
const codes = (blockers: { code: string }[]) => blockers.map(({ code }) => code);

describe('authority', () => {
  it('every move has exactly one side, and nobody of another side passes', () => {
    const sides = {
      'region-editor': [editor, lead],
      'region-lead': [lead],
      'lead-department': [reviewer],
      'supporting-department': [supporter],
      coordinator: [coordinator],
    };
    for (const move of workItemLifecycle.moves) {
      const may = everybody.filter((one) => authorityBlockers(move, item(), one).length === 0);
      expect([move, may]).toEqual([move, sides[workItemLifecycle.move(move).by]]);
    }
  });

  it('a role elsewhere does not help: editor here and lead there is no lead here', () => {
    const split = actor('s', { role: 'regional-editor', region: 'EAST' }, { role: 'regional-lead', region: 'WEST' });
    expect(codes(authorityBlockers('submit-proposal', item(), split))).toEqual(['needs-regional-lead']);
    expect(codes(authorityBlockers('submit-proposal', item({ region: 'NORTH' }), split))).toEqual(['not-your-region']);
    expect(codes(authorityBlockers('approve-proposal', item({ leadDepartment: 'LAW' }), reviewer))).toEqual([
      'not-your-department',
    ]);
  });
});

describe('state', () => {
  it('a move of another kind finds nothing to act on', () => {
    expect(
      codes(stateBlockers('approve-amendment', item({ status: 'approved', submission: paper({ kind: 'exemption' }) }))),
    ).toEqual(['no-submission']);
  });

  it('nothing on the table: nothing to decide, edit or withdraw', () => {
    for (const kind of submissionKinds)
      for (const verb of ['submit', 'withdraw', ...outcomes] as const)
        for (const status of workItemStatuses)
          expect(codes(stateBlockers(moveOf(verb, kind), item({ status })))).toContain('no-submission');
  });

  it.each([
    ['proposal', ['open']],
    ['implementation-report', ['approved']],
    ['amendment', ['approved']],
    ['exemption', ['open', 'approved']],
  ] as const)('a %s begins from %j', (kind, from) => {
    expect(workItemStatuses.filter((status) => startBlockers(kind, item({ status })).length === 0)).toEqual(from);
    expect(codes(startBlockers(kind, item({ status: from[0], submission: paper() })))).toEqual([
      'undecided-submission',
    ]);
  });
});

describe('four eyes', () => {
  const both = actor('b', { role: 'regional-lead', region: 'EAST' }, { role: 'reviewer', department: 'TRADE' });

  it('whoever had a hand in it decides nothing', () => {
    const state = item({ status: 'proposed', submission: paper({ hands: ['b'] }) });
    for (const outcome of outcomes)
      expect(codes(blockersOf(moveOf(outcome, 'proposal'), state, both))).toEqual(['four-eyes']);
    expect(blockersOf('withdraw-proposal', state, both)).toEqual([]);
  });

  it('whoever decided a round writes nothing more', () => {
    const state = item({ submission: paper({ status: 'returned', deciders: ['b'] }) });
    for (const move of ['edit-draft', 'submit-proposal', 'discard-draft'] as const)
      expect(codes(blockersOf(move, state, both))).toEqual(['four-eyes']);
    expect(blockersOf('edit-draft', state, lead)).toEqual([]);
  });
});

describe('regional sign-off', () => {
  const draft = (more: Partial<Paper> = {}, wantsSignOff = true) =>
    item({ wantsSignOff, submission: paper({ status: 'draft', ...more }) });
  const moves = ['request-sign-off', 'sign-off', 'decline-sign-off', 'submit-proposal'] as const;
  const told = (state: ItemState, one: Actor) => moves.map((move) => codes(blockersOf(move, state, one)).join());

  it('goes from the one who asks to another lead, and then out', () => {
    const missing = ['', 'sign-off-not-requested', 'sign-off-not-requested', 'sign-off-missing'];
    expect(told(draft(), lead)).toEqual(missing);
    expect(told(draft({ signOffRequestedBy: 'e' }), lead)).toEqual(['sign-off-requested', '', '', 'sign-off-missing']);
    const signed = Array(3).fill('already-signed-off');
    expect(told(draft({ signOffRequestedBy: 'e', signedOffBy: 'l' }), lead)).toEqual([...signed, '']);
  });

  it('is not given by who asked for it', () => {
    const own = ['sign-off-requested', 'own-sign-off', 'own-sign-off', 'sign-off-missing'];
    expect(told(draft({ signOffRequestedBy: 'l' }), lead)).toEqual(own);
  });

  it('is not wanted where the programme does without, and sending needs none', () => {
    expect(told(draft({}, false), lead)).toEqual([...Array(3).fill('sign-off-not-wanted'), '']);
  });
});

it('adjustments that are not in force stop the recognition and nothing else', () => {
  const submission = paper({ kind: 'implementation-report' });
  const state = item({ status: 'approved', submission, adjustmentsMissing: ['LA-1', 'LA-2'] });
  expect(codes(blockersOf('approve-implementation-report', state, reviewer))).toEqual([
    'adjustment-not-in-force',
    'adjustment-not-in-force',
  ]);
  expect(blockersOf('return-implementation-report', state, reviewer)).toEqual([]);
});

describe('abilities', () => {
  const can = (state: ItemState, one: Actor) =>
    Object.entries(abilitiesOf(state, one).can).flatMap(([name, yes]) => (yes ? [name] : []));

  it('say what a screen may offer to whom', () => {
    expect(everybody.map((one) => can(item(), one))).toEqual([['draft'], ['draft'], [], [], [], []]);
    const draft = item({ submission: paper({ status: 'draft' }) });
    expect(everybody.map((one) => can(draft, one))).toEqual([['edit'], ['edit', 'submit', 'withdraw'], [], [], [], []]);
    const waiting = item({ status: 'proposed', submission: paper() });
    const ministry = ['acknowledge', 'handOver', 'askOpinions', 'decide'];
    expect(everybody.map((one) => can(waiting, one))).toEqual([[], ['withdraw'], ministry, ['giveOpinion'], [], []]);
    expect(can(item({ status: 'implemented' }), coordinator)).toEqual(['revoke']);
    expect(can(item({ status: 'exempt' }), coordinator)).toEqual(['reinstate']);
    expect(abilitiesOf(item({ status: 'implemented' }), auditor)).toMatchObject({ moves: [], blockers: [] });
  });

  it('never offer a move together with a reason against it, and say each reason in both languages', () => {
    for (const status of workItemStatuses)
      for (const submission of [undefined, paper(), paper({ status: 'returned', deciders: ['l'] })])
        for (const one of everybody) {
          const { moves, blockers } = abilitiesOf(item({ status, submission }), one);
          const offered = new Set(moves.map(({ move }) => move));
          for (const { move, reasons } of blockers) {
            expect(offered.has(move)).toBe(false);
            for (const { message } of reasons)
              expect([message.zh, message.en].every((text) => text.length > 3)).toBe(true);
          }
        }
  });
});
