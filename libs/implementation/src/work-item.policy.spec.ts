import type { Actor, Grant } from '#libs/identity';
import { maySeeActor, maySeeMove, maySeeSubmission, seesWhole, visibleStatus } from './work-item.policy.js';

const actor = (...grants: Grant[]): Actor => ({
  personId: 'p',
  accountId: 'p',
  name: { zh: '某人', en: 'Somebody' },
  language: 'zh',
  grants,
});
const own = actor({ role: 'regional-editor', region: 'EAST' });
const other = actor({ role: 'regional-lead', region: 'WEST' });
const ministry = actor({ role: 'reviewer', department: 'LAW' });
const auditor = actor({ role: 'auditor' });
const people = [own, other, ministry, auditor];
const item = { region: 'EAST' };

it('a proposal that waits is open to other regions; every decided status is for all', () => {
  const of = (status: Parameters<typeof visibleStatus>[1]['status']) =>
    people.map((one) => visibleStatus(one, { ...item, status }));
  expect(of('proposed')).toEqual(['proposed', 'open', 'proposed', 'proposed']);
  for (const status of ['open', 'approved', 'implemented', 'exempt'] as const)
    expect(of(status)).toEqual(Array(4).fill(status));
  expect(people.map((one) => seesWhole(one, item))).toEqual([true, false, true, true]);
});

it('a draft is for its region and the auditor; what was sent is for the ministry too', () => {
  const of = (round: number) => people.map((one) => maySeeSubmission(one, item, { round, status: 'draft' }));
  expect(of(0)).toEqual([true, false, false, true]);
  expect(of(1)).toEqual([true, false, true, true]);
});

it('what a region does with its drafts is not told to the ministry', () => {
  const of = (move: string) => people.map((one) => maySeeMove(one, item, move));
  for (const move of ['start-draft', 'edit-draft', 'discard-draft', 'request-sign-off', 'sign-off', 'decline-sign-off'])
    expect(of(move)).toEqual([true, false, false, true]);
  for (const move of ['open-item', 'submit-proposal', 'revoke']) expect(of(move)).toEqual([true, false, true, true]);
});

it('what the ministry does among its own people is not told to the region, nor who acknowledged', () => {
  for (const move of ['hand-over', 'ask-opinions', 'give-opinion'])
    expect(people.map((one) => maySeeMove(one, item, move))).toEqual([false, false, true, true]);
  expect(people.map((one) => maySeeMove(one, item, 'acknowledge'))).toEqual([true, false, true, true]);
  expect(people.map((one) => maySeeActor(one, 'acknowledge'))).toEqual([false, false, true, true]);
  expect(people.every((one) => maySeeActor(one, 'approve-proposal'))).toBe(true);
});

it('somebody without a role sees nothing', () => {
  expect(seesWhole(actor(), item)).toBe(false);
  expect(maySeeSubmission(actor(), item, { round: 2, status: 'approved' })).toBe(false);
});
