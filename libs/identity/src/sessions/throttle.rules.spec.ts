import { addressBlock, secondsToWait } from './throttle.rules.js';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
])('%s belongs to %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});

it('neighbours in one IPv6 network are one visitor', () => {
  expect(addressBlock('2001:db8:1:2::a')).toBe(addressBlock('2001:db8:1:2:ffff::b'));
  expect(addressBlock('2001:db8:1:2::a')).not.toBe(addressBlock('2001:db8:1:3::a'));
});

it('says how long until the next try fits', () => {
  const now = new Date('2026-11-23T00:00:00Z');
  const limit = { tries: 10, everySeconds: 30 };
  expect(secondsToWait(limit, new Date('2026-11-23T00:05:00Z'), now)).toBe(30);
  expect(secondsToWait(limit, new Date('2026-11-23T00:04:40.500Z'), now)).toBe(11);
  expect(secondsToWait(limit, now, now)).toBe(1);
});
