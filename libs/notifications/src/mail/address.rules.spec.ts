import { isPlainAddress, oneLine } from './address.rules.js';

it.each(['b@x.test', 'first.last+tag@sub.x.test', '张三@例子.公司', "o'neil@x.test"])('%j is an address', (address) => {
  expect(isPlainAddress(address)).toBe(true);
});

it.each([
  'b@x.test\r\nBcc: evil@x.test',
  'b@x.test\nevil@x.test',
  'b@x.test,evil@x.test',
  'b@x.test;evil@x.test',
  'b@x.test evil@x.test',
  'B <b@x.test>',
  '<b@x.test>',
  '"b"@x.test',
  'b@x@evil.test',
  'group:b@x.test',
  'b@[127.0.0.1]',
  'b(comment)@x.test',
  'b\u0000@x.test',
  'b\u2028@x.test',
  'b\u00a0@x.test',
  'b\\@x.test',
  '@x.test',
  'b@',
  '',
  `${'b'.repeat(250)}@x.test`,
])('%j is no address', (address) => {
  expect(isPlainAddress(address)).toBe(false);
});

it('keeps a header on one line', () => {
  expect(oneLine('苏州\r\nBcc: evil@x.test\u0000 ')).toBe('苏州 Bcc: evil@x.test');
});
