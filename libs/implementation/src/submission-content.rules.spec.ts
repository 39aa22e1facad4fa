import { contentFaults, type ContentSetting, strangeFields } from './submission-content.rules.js';
import type { SubmissionContent } from './submission-content.js';
import { type SubmissionKind, submissionKinds } from './submission.kinds.js';

const setting: ContentSetting = {
  today: '2021-12-16',
  targetDate: '2022-06-30',
  programmeEndsOn: '2023-08-01',
  proofList: [
    { no: 1, required: true },
    { no: 2, required: false },
  ],
};
const faults = (kind: SubmissionKind, content: SubmissionContent, more: Partial<ContentSetting> = {}) =>
  contentFaults(kind, content, { ...setting, ...more }).map(({ code, pointer }) => `${pointer} ${code}`);

const plan = {
  summary: 'x',
  responsible: 'Li Na',
  targetDate: '2022-06-30',
  steps: [{ title: 'x', dueOn: '2022-06-30' }],
};
const link = (point: number) => ({ point, title: 'x', url: 'https://example.org' });
const report = { summary: 'x', effectiveOn: '2021-12-16', evidence: [link(1)] };

describe('refused', () => {
  it.each([
    ['proposal', ['/plan/summary', '/plan/responsible', '/plan/steps', '/plan/targetDate']],
    ['implementation-report', ['/summary', '/effectiveOn', '/evidence']],
    ['amendment', ['/reason', '/plan']],
    ['exemption', ['/reason']],
  ] as const)('an empty %s', (kind, pointers) => {
    expect(faults(kind, {}).map((fault) => fault.split(' ')[0])).toEqual(pointers);
  });

  it('blanks for a text, and no steps for steps', () => {
    expect(faults('proposal', { plan: { ...plan, summary: ' \n\t', steps: [] } })).toEqual([
      '/plan/summary required',
      '/plan/steps required',
    ]);
    expect(faults('exemption', { reason: '\u3000' })).toEqual(['/reason required']);
  });

  it('dates after what they must keep to, each for itself', () => {
    const steps = [{ title: 'x', dueOn: '2023-08-02' }, ...plan.steps, { title: 'x', dueOn: '2023-08-03' }];
    expect(faults('proposal', { plan: { ...plan, targetDate: '2023-08-02', steps } })).toEqual([
      '/plan/targetDate after-programme',
      '/plan/steps/2/dueOn after-target',
    ]);
  });

  it('an effective date of tomorrow, by the calendar of the programme', () => {
    expect(faults('implementation-report', { ...report, effectiveOn: '2021-12-17' })).toEqual([
      '/effectiveOn in-the-future',
    ]);
  });

  it('required points without evidence and evidence for unknown points', () => {
    expect(faults('implementation-report', { ...report, evidence: [link(2), link(3)] })).toEqual([
      '/evidence proof-missing',
      '/evidence/1/point proof-unknown',
    ]);
  });

  it('an extension without progress, or after the date has passed', () => {
    const later = { reason: 'x', plan: { targetDate: '2022-07-01' } };
    expect(faults('amendment', later)).toEqual(['/progress required']);
    expect(faults('amendment', { ...later, progress: 'x' }, { today: '2022-07-01' })).toEqual([
      '/plan/targetDate too-late-to-extend',
    ]);
  });

  it('an amendment that names fields and changes none', () => {
    expect(faults('amendment', { reason: 'x', plan: { summary: undefined } })).toEqual(['/plan nothing-changes']);
  });

  it('fields that belong to another kind', () => {
    const all: SubmissionContent = { plan: {}, summary: '', effectiveOn: '', evidence: [], reason: '', progress: '' };
    const strange = Object.fromEntries(
      submissionKinds.map((kind) => [kind, strangeFields(kind, all).map(({ pointer }) => pointer)]),
    );
    expect(strange).toEqual({
      proposal: ['/summary', '/effectiveOn', '/evidence', '/reason', '/progress'],
      'implementation-report': ['/plan', '/reason', '/progress'],
      amendment: ['/summary', '/effectiveOn', '/evidence'],
      exemption: ['/plan', '/summary', '/effectiveOn', '/evidence', '/progress'],
    });
  });
});

describe('complete', () => {
  it('on the last possible days', () => {
    expect(faults('proposal', { plan: { ...plan, targetDate: '2023-08-01' } })).toEqual([]);
    expect(faults('implementation-report', report)).toEqual([]);
    const extension = { reason: 'x', progress: 'x', plan: { targetDate: '2023-08-01' } };
    expect(faults('amendment', extension, { today: setting.targetDate })).toEqual([]);
  });

  it('an amendment that brings a date forward needs no progress and may come late', () => {
    expect(faults('amendment', { reason: 'x', plan: { targetDate: '2022-05-01' } }, { today: '2022-07-01' })).toEqual(
      [],
    );
  });
});
