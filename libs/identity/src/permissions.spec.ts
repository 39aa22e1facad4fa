import type { Actor, Grant } from './actor.js';
import { grantFor, may, type Permission, permissions, permissionsOf } from './permissions.js';

const actor = (...grants: Grant[]): Actor => ({
  personId: 'p',
  accountId: 'a',
  name: { zh: '某人', en: 'Somebody' },
  language: 'zh',
  grants,
});

const editor = actor({ role: 'regional-editor', region: '320500' });
const lead = actor({ role: 'regional-lead', region: '320500' });
const reviewer = actor({ role: 'reviewer', department: 'PBC' });
const coordinator = actor({ role: 'coordinator' });
const auditor = actor({ role: 'auditor' });

describe('what a role may not', () => {
  it('a person without roles may nothing', () => {
    expect(permissionsOf(actor())).toEqual([]);
  });

  it('an editor drafts but does not submit or withdraw', () => {
    expect(may(editor, 'submission.draft')).toBe(true);
    expect(may(editor, 'submission.submit')).toBe(false);
    expect(may(editor, 'submission.withdraw')).toBe(false);
  });

  it('nobody but a reviewer decides', () => {
    for (const other of [editor, lead, coordinator, auditor]) expect(may(other, 'submission.decide')).toBe(false);
  });

  it('the auditor changes nothing', () => {
    const changing: Permission[] = [
      'submission.draft',
      'submission.submit',
      'submission.withdraw',
      'submission.decide',
      'work-item.revoke',
      'work-item.reinstate',
      'comment.write',
      'legal-adjustment.manage',
      'substitution.manage',
      'department-head.name',
      'schedule.run',
    ];
    for (const permission of changing) expect(may(auditor, permission)).toBe(false);
    expect(may(auditor, 'schedule.read')).toBe(true);
  });

  it('regions and departments do not see the jobs', () => {
    for (const other of [editor, lead, reviewer]) expect(may(other, 'schedule.read')).toBe(false);
  });
});

describe('where a permission reaches', () => {
  it('a lead submits for the own region only', () => {
    expect(may(lead, 'submission.submit', { region: '320500' })).toBe(true);
    expect(may(lead, 'submission.submit', { region: '310000' })).toBe(false);
  });

  it('editor here and lead there is no lead here', () => {
    const both = actor({ role: 'regional-editor', region: '320500' }, { role: 'regional-lead', region: '320100' });
    expect(may(both, 'submission.submit', { region: '320500' })).toBe(false);
    expect(may(both, 'submission.draft', { region: '320500' })).toBe(true);
  });

  it('a reviewer decides for the own department only, whatever the region', () => {
    expect(may(reviewer, 'submission.decide', { region: '320500', department: 'PBC' })).toBe(true);
    expect(may(reviewer, 'submission.decide', { region: '320500', department: 'MOE' })).toBe(false);
    expect(may(reviewer, 'submission.decide', { region: '320500' })).toBe(false);
  });

  it('a coordinator revokes everywhere', () => {
    expect(may(coordinator, 'work-item.revoke', { region: '320500', department: 'PBC' })).toBe(true);
  });
});

it('a lead may all that an editor may', () => {
  expect(permissionsOf(lead)).toEqual(expect.arrayContaining(permissionsOf(editor)));
});

it('every permission is held by somebody', () => {
  for (const allowed of Object.values(permissions)) expect(allowed.length).toBeGreaterThan(0);
});

describe('the grant by which somebody acts', () => {
  const onBehalfOf = { personId: 'q', name: { zh: '别人', en: 'Another' } };

  it('is their own where one fits, though they carry another', () => {
    const both = actor({ role: 'reviewer', department: 'PBC' }, { role: 'reviewer', department: 'PBC', onBehalfOf });
    expect(grantFor(both, 'submission.decide', { department: 'PBC' })).not.toHaveProperty('onBehalfOf');
  });

  it('is what they carry where nothing of their own fits', () => {
    const one = actor({ role: 'reviewer', department: 'MOE' }, { role: 'reviewer', department: 'PBC', onBehalfOf });
    expect(grantFor(one, 'submission.decide', { department: 'PBC' })).toMatchObject({ onBehalfOf });
    expect(grantFor(one, 'submission.submit', { region: '320500' })).toBeUndefined();
  });
});
