import type { Actor, Grant } from '#libs/identity';
import { attachment, downloadName } from './attachment.rules.js';
import { maySeeEvidence, maySeeSameFile } from './evidence.policy.js';
import { measureOf } from './folder.rules.js';
import { titleOf } from './form.rules.js';

describe('the name of a download', () => {
  it.each([
    ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
    ['a"b;c.pdf', `attachment; filename="a_b;c.pdf"; filename*=UTF-8''a%22b%3Bc.pdf`],
    ['通知𠮷.pdf', `attachment; filename="___.pdf"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%F0%A0%AE%B7.pdf`],
    ["it's (100%)*.pdf", `attachment; filename="it's (100_)*.pdf"; filename*=UTF-8''it%27s%20%28100%25%29%2A.pdf`],
    ['a\r\nSet-Cookie: x.pdf', `attachment; filename="aSet-Cookie: x.pdf"; filename*=UTF-8''aSet-Cookie%3A%20x.pdf`],
    ['half \ud842.pdf', `attachment; filename="half _.pdf"; filename*=UTF-8''half%20%EF%BF%BD.pdf`],
  ])('%j', (name, header) => {
    expect(attachment(name)).toBe(header);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
  });

  it('has an extension', () => {
    expect(downloadName('通知', 'pdf')).toBe('通知.pdf');
    expect(downloadName('a.jpeg', 'jpg')).toBe('a.jpeg');
  });
});

describe('the number of a measure', () => {
  it.each([
    ['012-notice.pdf', 12],
    ['12 通知.docx', 12],
    ['12/notice.pdf', 12],
    ['材料/012/3-notice.pdf', 12],
    ['１２通知.pdf', 12],
    ['第12项通知.pdf', 12],
    ['12.pdf', 12],
    ['12', 12],
    ['2021年通知.pdf', 2021],
    ['通知12.pdf', undefined],
    ['通知.pdf', undefined],
    ['1.2通知.pdf', undefined],
    ['1234567-x.pdf', undefined],
  ])('in %p is %p', (name, measure) => expect(measureOf(name)).toBe(measure));
});

it('a title is made of the name without its extension', () => {
  expect([titleOf('通知.pdf'), titleOf('.pdf'), titleOf('x'.repeat(250)).length]).toEqual(['通知', '.pdf', 100]);
});

describe('who sees evidence', () => {
  const place = { region: 'EAST', leadDepartment: 'TRADE', supportingDepartments: ['LAW'] };
  const person = (...grants: Grant[]): Actor => ({
    personId: 'p',
    accountId: 'a',
    name: { zh: '人', en: 'p' },
    language: 'zh',
    grants,
  });
  const views: [string, Grant, string][] = [
    ['the region', { role: 'regional-editor', region: 'EAST' }, 'all'],
    ['another region', { role: 'regional-lead', region: 'WEST' }, 'nothing'],
    ['the deciding department', { role: 'reviewer', department: 'TRADE' }, 'sent'],
    ['a supporting department', { role: 'reviewer', department: 'LAW' }, 'open and under review'],
    ['another department', { role: 'reviewer', department: 'FINANCE' }, 'nothing'],
    ['a coordinator', { role: 'coordinator' }, 'open and sent'],
    ['the auditor', { role: 'auditor' }, 'all'],
  ];

  it.each(views)('%s', (_, grant, sees) => {
    const expected: Record<string, boolean[]> = {
      all: [true, true, true, true, true, true],
      sent: [false, true, true, false, true, true],
      'open and sent': [false, true, true, false, false, false],
      'open and under review': [false, false, true, false, false, false],
      nothing: [false, false, false, false, false, false],
    };
    const cases = [false, true].flatMap((confidential) => [
      { confidential, pinned: false, underReview: false },
      { confidential, pinned: true, underReview: false },
      { confidential, pinned: true, underReview: true },
    ]);
    expect(cases.map((facts) => maySeeEvidence(person(grant), place, facts))).toEqual(expected[sees]);
  });

  it('where else a file lies is not for who works for its region, whatever else they do', () => {
    const both = person({ role: 'regional-lead', region: 'EAST' }, { role: 'reviewer', department: 'TRADE' });
    expect([maySeeSameFile(both, place), maySeeSameFile(both, { region: 'WEST' })]).toEqual([false, true]);
  });
});
