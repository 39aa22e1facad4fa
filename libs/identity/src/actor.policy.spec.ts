import type { Actor, Grant } from './actor.js';
import {
  departmentsOf,
  holdsRole,
  inDepartment,
  inRegion,
  isMinistry,
  isProgrammeWide,
  regionsOf,
} from './actor.policy.js';
import { scopeFits } from './roles.js';

const actor = (...grants: Grant[]): Actor => ({
  personId: 'p',
  accountId: 'a',
  name: { zh: '某人', en: 'Somebody' },
  language: 'zh',
  grants,
});

const editor = actor({ role: 'regional-editor', region: '320500' });
const reviewer = actor({ role: 'reviewer', department: 'PBC' }, { role: 'reviewer', department: 'MOE' });
const auditor = actor({ role: 'auditor' });

it('a region does not belong to the ministry', () => {
  expect([isMinistry(editor), isMinistry(reviewer), isMinistry(auditor), isMinistry(actor())]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('only coordinators and auditors see the whole programme', () => {
  expect([isProgrammeWide(editor), isProgrammeWide(reviewer), isProgrammeWide(auditor)]).toEqual([false, false, true]);
});

it('belonging is asked by code', () => {
  expect([inRegion(editor, '320500'), inRegion(editor, '320100'), inRegion(auditor, '320500')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([inDepartment(reviewer, 'MOE'), inDepartment(reviewer, 'NDRC')]).toEqual([true, false]);
});

it('a role is held for its scope', () => {
  expect(holdsRole(editor, 'regional-editor')).toBe(true);
  expect(holdsRole(editor, 'regional-lead')).toBe(false);
  expect(holdsRole(editor, 'regional-editor', { region: '320100' })).toBe(false);
  expect(holdsRole(auditor, 'auditor', { region: '320100' })).toBe(true);
});

it('lists take the codes', () => {
  expect(regionsOf(editor)).toEqual(['320500']);
  expect(departmentsOf(reviewer)).toEqual(['PBC', 'MOE']);
  expect(regionsOf(auditor)).toEqual([]);
});

it.each([
  ['regional-lead', {}, false],
  ['regional-lead', { region: '320500' }, true],
  ['regional-lead', { region: '320500', department: 'PBC' }, false],
  ['reviewer', { region: '320500' }, false],
  ['reviewer', { department: 'PBC' }, true],
  ['coordinator', { region: '320500' }, false],
  ['auditor', {}, true],
] as const)('%s for %j fits: %s', (role, scope, fits) => {
  expect(scopeFits(role, scope)).toBe(fits);
});
