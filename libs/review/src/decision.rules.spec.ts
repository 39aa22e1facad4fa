import type { SubmissionKind } from '#libs/implementation';
import { decisionFaults, type Wording } from './decision.rules.js';

const points = [{ no: 1 }, { no: 2 }];
const pointers = (kind: SubmissionKind, decision: Wording) =>
  decisionFaults(kind, decision, points).map((fault) => fault.pointer);

describe('a decision', () => {
  it.each(['return', 'reject'] as const)('that says %s needs a reason, and blanks are none', (outcome) => {
    expect(pointers('proposal', { outcome })).toEqual(['/reason']);
    expect(pointers('proposal', { outcome, reason: '   ' })).toEqual(['/reason']);
    expect(pointers('proposal', { outcome, reason: 'The steps have no dates.' })).toEqual([]);
  });

  it('that returns a report names the points that failed', () => {
    expect(pointers('implementation-report', { outcome: 'return', reason: 'See point 2.' })).toEqual(['/failedPoints']);
    expect(pointers('implementation-report', { outcome: 'return', reason: 'See point 2.', failedPoints: [2] })).toEqual(
      [],
    );
  });

  it('names only points that the list has', () => {
    expect(pointers('implementation-report', { outcome: 'reject', reason: 'x', failedPoints: [2, 3] })).toEqual([
      '/failedPoints',
    ]);
  });

  it('that approves cannot name failed points', () => {
    expect(pointers('implementation-report', { outcome: 'approve', failedPoints: [1] })).toEqual(['/failedPoints']);
    expect(pointers('implementation-report', { outcome: 'approve' })).toEqual([]);
  });
});
