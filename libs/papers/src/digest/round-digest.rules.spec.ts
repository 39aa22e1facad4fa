import fc from 'fast-check';
import { canonicalJson } from './canonical-json.rules.js';
import { type DigestedRound, digestOf, groupsOf, readDigest } from './round-digest.rules.js';

describe('canonical JSON (RFC 8785)', () => {
  it('writes the example of the RFC', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by their UTF-16 code units', () => {
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(names)) as object)).toEqual([4, 2, 6, 7, 1, 5, 3]);
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('reads back as the same, whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
        expect(canonicalJson(turned(plain))).toBe(canonicalJson(plain));
      }),
    );
  });

  it.each([[NaN], [Infinity], [new Date(0)], [() => 1], [1n]])('refuses %p, which JSON does not have', (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});

/** The same value with the members of its objects the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, member]) => [name, turned(member)]));
}

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
