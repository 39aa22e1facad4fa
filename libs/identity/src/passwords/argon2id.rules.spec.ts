import { dummyHash, isOutdated, presentCost } from './argon2id.rules.js';

const hash = (parameters: string) => `$argon2id$v=19$${parameters}$c2FsdHNhbHRzYWx0c2FsdA$ZGlnZXN0`;

it.each([
  ['less memory', hash('m=9216,t=2,p=1')],
  ['fewer passes', hash('m=19456,t=1,p=1')],
  ['another kind', hash('m=19456,t=2,p=1').replace('argon2id', 'argon2i')],
  ['no hash at all', 'secret'],
])('%s is outdated', (_, stored) => {
  expect(isOutdated(stored)).toBe(true);
});

it('the present cost is at least what OWASP asks, and not outdated', () => {
  expect(presentCost.memoryCost).toBeGreaterThanOrEqual(19_456);
  expect(presentCost.timeCost).toBeGreaterThanOrEqual(2);
  expect(isOutdated(hash('m=19456,t=2,p=1'))).toBe(false);
});

it('the dummy costs as much as a real hash', () => {
  expect(isOutdated(dummyHash())).toBe(false);
});
