import type { Blocker } from '#libs/platform';

/** Fewest and most characters of a password, counted after normalisation. */
export const passwordLength = { fewest: 12, most: 128 } as const;

/** Long passwords that everybody tries first, without blanks and in lower case. */
const commonPasswords = new Set(
  words(`
    000000000000 111111111111 111222333444 112233445566 120120120120 121212121212 123123123123 123321123321
    123456123456 1234567890ab 123456789012 1234567890123 12345678901234 123456789012345 1234567890123456
    1234567891011 123456789987 123456789abc 1234qwerasdf 123qweasdzxc 147258369147 147258369963 159753159753
    1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv 520520520520 521521521521 5201314520131
    789456123000 987654321000 987654321098 a1b2c3d4e5f6 aaaaaaaaaaaa abc123456789 abcd12345678
    abcdefghijkl abcdefghijklm asdfghjkl123 asdfghjkl;' changemechangeme iloveyou1234 letmeinletmein qazwsxedcrfv
    qazwsxedcrfvtgb qwe123456789 qweasdzxc123 qwer12345678 qwerty123456 qwertyqwerty qwertyuiop12
    qwertyuiop123 qwertyuiop[] qwertyuiopasdf qwertyuiopasdfghjkl woaini1314520 woaini123456 woainiwoaini
    woaiwojia123 wodemima1234 wosinidaye123 zaq12wsxcde3 zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfghjkl
  `),
);

/** Words of the trade, of the product and of its roles; a password must be more than these and some digits. */
const expectedWords = words(`
  administrator admin auditor beijing changeme china commerce coordinator demonstration demo department editor
  example fuwumaoyi implementation lead letmein measures measure mima ministry mofcom password passw0rd p@ssword
  p@ssw0rd pilot programme qwerty region reviewer root services service shangwubu shanghai shidian suzhou test
  tracker trade user welcome woaini zhongguo 商务部 服务贸易 服务 贸易 试点 密码 管理员 北京 中国
`).sort((a, b) => b.length - a.length);

/** The form in which a password is hashed: the same text typed as NFC or NFD is the same password. */
export function normalisePassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Why a password cannot be used; empty when it can. There are no rules of composition and no expiry.
 * `personal` are words about its owner, such as the local part of the e-mail address.
 */
export function passwordFaults(password: string, personal: readonly string[] = []): Blocker[] {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length < passwordLength.fewest || length > passwordLength.most) return [wrongLength];
  return isGuessable(normal, personal) ? [tooCommon] : [];
}

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

function isGuessable(password: string, personal: readonly string[]): boolean {
  const plain = password.toLowerCase().replace(/\s/g, '');
  if (commonPasswords.has(plain) || new Set(plain).size === 1) return true;
  const own = personal.map((word) => word.toLowerCase()).filter((word) => word.length >= 4);
  const rest = [...own, ...expectedWords].reduce((text, word) => text.replaceAll(word, ''), plain);
  return rest !== plain && [...rest.replace(/[^\p{L}]/gu, '')].length < 4;
}

const wrongLength: Blocker = {
  code: 'password-length',
  pointer: '/password',
  message: { zh: '密码应为 12 至 128 个字符。', en: 'A password has 12 to 128 characters.' },
};

const tooCommon: Blocker = {
  code: 'password-common',
  pointer: '/password',
  message: { zh: '该密码太容易被猜到，请换一个。', en: 'This password is easy to guess. Choose another.' },
};
