import type { Text } from '#libs/platform';

export interface ConstraintText {
  /** Stable word for programs. */
  code: string;
  text: Text;
}

type Describe = (parameters: readonly unknown[]) => ConstraintText;

const fixed =
  (code: string, zh: string, en: string): Describe =>
  () => ({ code, text: { zh, en } });
const sized =
  (code: string, zh: string, en: string): Describe =>
  ([size]) => ({
    code,
    text: { zh: zh.replace('#', String(size)), en: en.replace('#', String(size)) },
  });

const oneOf: Describe = ([choice]) => {
  const words = (Array.isArray(choice) ? choice : Object.values(choice ?? {})).join(', ');
  return { code: 'choice', text: { zh: `须为以下之一：${words}。`, en: `Must be one of: ${words}.` } };
};

/** class-validator's constraint names and what they mean to a person. */
const describe: Record<string, Describe> = {
  whitelistValidation: fixed('unknown-field', '不支持此字段。', 'There is no such field here.'),
  unknownValue: fixed('object', '须为一个对象。', 'Must be an object.'),
  nestedValidation: fixed('object', '须为一个对象或对象的列表。', 'Must be an object or a list of objects.'),
  isObject: fixed('object', '须为一个对象。', 'Must be an object.'),
  isDefined: fixed('required', '必填。', 'Required.'),
  isNotEmpty: fixed('required', '不能为空。', 'Must not be empty.'),
  isString: fixed('text', '须为文本。', 'Must be a text.'),
  isBoolean: fixed('boolean', '须为 true 或 false。', 'Must be true or false.'),
  isInt: fixed('whole-number', '须为整数。', 'Must be a whole number.'),
  isNumber: fixed('number', '须为数字。', 'Must be a number.'),
  isArray: fixed('list', '须为列表。', 'Must be a list.'),
  isUuid: fixed('uuid', '须为 UUID。', 'Must be a UUID.'),
  isEmail: fixed('email', '须为电子邮件地址。', 'Must be an e-mail address.'),
  isUrl: fixed('url', '须为网址。', 'Must be a URL.'),
  isDateString: fixed('date', '须为 ISO 8601 日期。', 'Must be an ISO 8601 date.'),
  isIso8601: fixed('date', '须为 ISO 8601 日期。', 'Must be an ISO 8601 date.'),
  matches: fixed('pattern', '格式不正确。', 'Has the wrong form.'),
  isIn: oneOf,
  isEnum: oneOf,
  min: sized('min', '不得小于 #。', 'Must be # or more.'),
  max: sized('max', '不得大于 #。', 'Must be # or less.'),
  minLength: sized('min-length', '至少 # 个字符。', 'Must have # characters or more.'),
  maxLength: sized('max-length', '最多 # 个字符。', 'Must have # characters or fewer.'),
  arrayMinSize: sized('min-items', '至少 # 项。', 'Must have # items or more.'),
  arrayMaxSize: sized('max-items', '最多 # 项。', 'Must have # items or fewer.'),
  arrayUnique: fixed('unique', '不得有重复项。', 'Must not have the same item twice.'),
};

export const requiredText: ConstraintText = describe.isDefined!([]);

/** What to say about a violated constraint; `message` is class-validator's own, for constraints not in the table. */
export function constraintText(name: string, parameters: readonly unknown[], message: string): ConstraintText {
  const known = describe[name];
  if (known) return known(parameters);
  const code = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { code, text: { zh: '不符合要求。', en: `${message.charAt(0).toUpperCase()}${message.slice(1)}.` } };
}
