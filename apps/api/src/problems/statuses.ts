import type { Text } from '#libs/platform';

interface Status {
  /** Code of problems that have no better one. */
  code: string;
  title: Text;
  detail: Text;
}

/** What each refusing status is called, and what is said when no domain error says more. */
const statuses: Record<number, Status> = {
  400: status('bad-request', ['请求有误', 'Bad request'], ['请求格式有误。', 'The request is malformed.']),
  401: status('not-signed-in', ['未登录', 'Not signed in'], ['请先登录。', 'Sign in first.']),
  403: status('forbidden', ['无权限', 'Forbidden'], ['您无权执行此操作。', 'You may not do this.']),
  404: status('not-found', ['未找到', 'Not found'], ['该地址没有内容。', 'There is nothing at this address.']),
  405: status(
    'method-not-allowed',
    ['方法不允许', 'Method not allowed'],
    ['该地址不支持此方法。', 'This address does not answer this method.'],
  ),
  408: status(
    'request-timeout',
    ['请求超时', 'Request timed out'],
    ['请求未能及时送达。', 'The request did not arrive in time.'],
  ),
  409: status(
    'conflict',
    ['冲突', 'Conflict'],
    ['当前状态下不能执行此操作。', 'This cannot be done in the present state.'],
  ),
  410: status('gone', ['已不可用', 'Gone'], ['内容已不可用。', 'This is no longer available.']),
  412: status(
    'stale-version',
    ['版本已过期', 'Stale version'],
    ['内容已被更新。', 'This has changed since you saw it.'],
  ),
  413: status('too-large', ['内容过大', 'Content too large'], ['提交的内容过大。', 'The content is too large.']),
  414: status('address-too-long', ['地址过长', 'Address too long'], ['请求地址过长。', 'The address is too long.']),
  415: status(
    'unsupported-media-type',
    ['不支持的内容类型', 'Unsupported media type'],
    ['内容须为 application/json。', 'The content must be application/json.'],
  ),
  422: status('invalid', ['内容有误', 'Invalid content'], ['提交的内容有误。', 'The content has faults.']),
  428: status(
    'version-required',
    ['缺少版本', 'Version required'],
    ['请在 If-Match 中提供您所见的版本。', 'Send the version that you saw in If-Match.'],
  ),
  429: status(
    'too-many-requests',
    ['请求过多', 'Too many requests'],
    ['请求过于频繁，请稍后再试。', 'Too many requests; try again later.'],
  ),
  431: status(
    'headers-too-large',
    ['请求头过大', 'Headers too large'],
    ['请求头过大。', 'The request headers are too large.'],
  ),
  500: status(
    'internal',
    ['内部错误', 'Internal error'],
    [
      '服务器内部出错。报告问题时请提供请求编号。',
      'Something failed on our side. Quote the request id when you report it.',
    ],
  ),
  503: status(
    'unavailable',
    ['暂不可用', 'Unavailable'],
    ['服务暂时不可用，请稍后再试。', 'The service is unavailable for the moment; try again later.'],
  ),
};

function status(code: string, [titleZh, titleEn]: [string, string], [zh, en]: [string, string]): Status {
  return { code, title: { zh: titleZh, en: titleEn }, detail: { zh, en } };
}

/** The texts of a status; those of 400 for an unlisted 4xx, of 500 for anything else. */
export function statusTexts(code: number): Status {
  return statuses[code] ?? statuses[code >= 400 && code < 500 ? 400 : 500]!;
}
