import { backoffMs } from './backoff.rules.js';
import { latestDue, nextByCron } from './cadence.rules.js';
import { jobName } from './job-name.js';
import { evictionFault } from './redis.rules.js';
import { added } from './summary.rules.js';

const at = (text: string) => new Date(text).getTime();
const hour = 60 * 60 * 1_000;

describe('backoff', () => {
  it('doubles from the first wait to an hour at most', () => {
    expect([1, 2, 3, 12, 60].map((failures) => backoffMs(failures, 1_000))).toEqual([
      1_000,
      2_000,
      4_000,
      2_048_000,
      hour,
    ]);
  });
});

describe('the next moment of a cron pattern', () => {
  const zone = 'Asia/Shanghai';

  it('is read in its time zone', () => {
    expect(nextByCron('30 8 * * *', zone, at('2026-01-01T00:30:00Z'), 0)).toBe(at('2026-01-02T00:30:00Z'));
    expect(nextByCron('0 9 * * 1', zone, at('2026-01-01T00:00:00Z'), 0)).toBe(at('2026-01-05T01:00:00Z'));
  });

  it('is on the wall clock of business time', () => {
    const shift = at('2021-12-16T02:00:00Z') - at('2026-11-23T22:00:00Z');
    const next = nextByCron('30 8 * * *', zone, at('2026-11-23T22:00:00Z'), shift);
    expect(next + shift).toBe(at('2021-12-17T00:30:00Z'));
  });

  it('crosses the year and the leap day', () => {
    expect(nextByCron('0 0 1 * *', zone, at('2026-12-20T00:00:00Z'), 0)).toBe(at('2026-12-31T16:00:00Z'));
    expect(nextByCron('0 8 29 2 *', zone, at('2027-01-01T00:00:00Z'), 0)).toBe(at('2028-02-29T00:00:00Z'));
  });

  it('does not exist for a malformed pattern or zone', () => {
    expect(() => nextByCron('nonsense', zone, 0, 0)).toThrow();
    expect(() => nextByCron('30 8 * * *', 'Nowhere/At-All', 0, 0)).toThrow();
  });
});

describe('the latest moment that is due', () => {
  const daily = { cron: '30 8 * * *', timeZone: 'Asia/Shanghai' };

  it('is the known one when no other has come since', () => {
    const due = at('2026-01-02T00:30:00Z');
    expect(latestDue(daily, due, due + hour, 0)).toBe(due);
    expect(latestDue({ every: 2 * hour }, due, due + hour, 0)).toBe(due);
  });

  it('is the last one before now, also after a year', () => {
    const due = at('2025-01-02T00:30:00Z');
    const now = at('2026-01-05T00:29:59Z');
    expect(latestDue(daily, due, now, 0)).toBe(at('2026-01-04T00:30:00Z'));
    expect(latestDue({ every: hour }, due, now, 0)).toBe(at('2026-01-04T23:30:00Z'));
  });
});

describe('summaries', () => {
  it('add up counts and keep the last text', () => {
    expect(added({ sent: 1, to: 'a' }, { sent: 2, to: 'b', failed: 1 })).toEqual({ sent: 3, to: 'b', failed: 1 });
    expect(added({ firstEvent: '7' }, { firstEvent: '9' })).toEqual({ firstEvent: '7' });
  });
});

describe('names of jobs', () => {
  it('are small letters, digits and hyphens', () => {
    expect(jobName('send-mail')).toBe('send-mail');
    expect(['Send', 'send:mail', 'send mail', '', '1st'].filter((name) => isName(name))).toEqual([]);
  });

  function isName(name: string): boolean {
    try {
      return jobName(name) === name;
    } catch {
      return false;
    }
  }
});

describe('Redis', () => {
  it('is refused when it may evict', () => {
    expect(evictionFault('# Memory\r\nmaxmemory_policy:noeviction\r\n')).toBeUndefined();
    expect(evictionFault('maxmemory_policy:allkeys-lru\r\n')).toContain('not allkeys-lru');
    expect(evictionFault('')).toContain('unknown');
  });
});
