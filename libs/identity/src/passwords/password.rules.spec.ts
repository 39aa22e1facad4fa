import { normalisePassword, passwordFaults } from './password.rules.js';

const codes = (password: string, personal?: string[]) => passwordFaults(password, personal).map(({ code }) => code);

it.each(['', 'short', 'elevenchars', '十一个字的密码还不够长', 'x'.repeat(129)])(
  'refuses the length of %j',
  (password) => {
    expect(codes(password)).toEqual(['password-length']);
  },
);

it.each([
  'passwordpassword',
  'Password2021!',
  'P@ssword 123456789',
  'qwertyuiop123',
  '1qaz2wsx3edc',
  'aaaaaaaaaaaaaa',
  '123456789012',
  'ShangWuBu-2021',
  'fuwumaoyi 20201216',
  'Measures-122-110',
  'coordinator!!1',
  '服务贸易试点20212021',
])('refuses %j as easy to guess', (password) => {
  expect(codes(password)).toEqual(['password-common']);
});

it('refuses what is little more than the owner’s name', () => {
  expect(codes('zhangwei19880808', ['zhangwei'])).toEqual(['password-common']);
  expect(codes('zhangwei19880808')).toEqual([]);
});

it.each([
  'correct horse battery staple',
  'aaaaaaaabbbbbbbbcc',
  '汉'.repeat(63) + '字',
  'x'.repeat(127) + 'y',
  'leading the horse home',
  '山高水长，岁月静好，明日再来',
])('accepts %j: long is enough', (password) => {
  expect(codes(password)).toEqual([]);
});

it('counts characters, not code units', () => {
  expect(codes('𠮷'.repeat(11) + 'x')).toEqual([]);
  expect(codes('𠮷'.repeat(10) + 'x')).toEqual(['password-length']);
});

it('knows the same text typed on another system', () => {
  expect(normalisePassword('re\u0301sume\u0301')).toBe(normalisePassword('r\u00e9sum\u00e9'));
});
