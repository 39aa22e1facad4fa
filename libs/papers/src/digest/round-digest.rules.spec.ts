import { type DigestedRound, digestOf, groupsOf, readDigest } from './round-digest.rules.js';

const round: DigestedRound = {
  programme: 'pilot',
  measure: 45,
  region: '320500',
  workItemId: '0193aaaa-bbbb-7ccc-8ddd-eeeeffff0001',
  submissionId: '0193aaaa-bbbb-7ccc-8ddd-eeeeffff0002',
  kind: 'implementation-report',
  round: 2,
  content: { summary: '已落地', effectiveOn: '2021-12-01', evidence: [{ point: 1, title: '通知', evidenceId: 'e1' }] },
  submittedAt: new Date('2021-12-16T02:11:00.123Z'),
  files: { e1: 'ab'.repeat(32) },
};

describe('the digest of a round', () => {
  it('is the one that papers printed long ago carry', () => {
    expect(digestOf(round)).toBe('3868e62f0d03c3d176873325a4c6c5949db2633bf7c16c82f5c5c7654d3679b6');
  });

  it('is another one as soon as anything of the round is', () => {
    const others: Partial<DigestedRound>[] = [
      { programme: 'other' },
      { measure: 46 },
      { region: '310000' },
      { workItemId: round.submissionId },
      { submissionId: round.workItemId },
      { kind: 'exemption' },
      { round: 3 },
      { content: { ...round.content, summary: '已落地。' } },
      { submittedAt: null },
      { submittedAt: new Date('2021-12-16T02:11:00.124Z') },
      { files: { e1: 'ac'.repeat(32) } },
      { files: {} },
    ];
    const digests = [{}, ...others].map((other) => digestOf({ ...round, ...other }));
    expect(new Set(digests).size).toBe(others.length + 1);
  });

  it('is read from paper however it is typed', () => {
    const digest = digestOf(round);
    expect(readDigest(` ${groupsOf(digest).toUpperCase()}\n`)).toBe(digest);
    expect(readDigest(digest.replace(/(.{8})/g, '$1-'))).toBe(digest);
    for (const wrong of ['', digest.slice(1), `${digest}0`, digest.replace(/./, 'g')]) {
      expect(readDigest(wrong)).toBeUndefined();
    }
  });
});
