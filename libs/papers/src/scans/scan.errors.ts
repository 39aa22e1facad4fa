import { conflict, type DomainError, invalid, notFound } from '#libs/platform';

export const noSuchScan = () => notFound({ zh: '签署扫描件', en: 'signed scan' });

export const notSent = () =>
  conflict('not-sent', {
    zh: '该轮尚未报送，签署件只能附于已报送的轮次。',
    en: 'This round has not been sent; a signed paper belongs to a round that was.',
  });

export const notDecided = () =>
  conflict('not-decided', {
    zh: '该轮尚无审核意见；请先办理审核，再上传牵头部门的签署件。',
    en: 'This round has no decision yet; decide it before its signed decision sheet is added.',
  });

/** The paper is of another round, or of a version that is no round of this submission. */
export function otherVersion(round: number, found: number | undefined): DomainError {
  const members = { round, paperIsOfRound: found ?? null };
  if (found === undefined) {
    return conflict(
      'paper-of-another-version',
      {
        zh: `该纸质件与本报送的任何一轮都不相符（可能是草稿或其他报送的打印件）。`,
        en: 'The paper is of no round of this submission: perhaps the print of a draft, or of something else.',
      },
      members,
    );
  }
  const text = {
    zh: `该纸质件是第 ${found} 轮的，不是第 ${round} 轮的。`,
    en: `The paper is of round ${found}, not of round ${round}.`,
  };
  return conflict('paper-of-another-round', text, members);
}

export const tooManyScans = (most: number) =>
  conflict('too-many-scans', {
    zh: `每一方对每一轮最多上传 ${most} 份签署扫描件。`,
    en: `Each side may add ${most} signed scans to a round at most.`,
  });

export const noDigest = () =>
  invalid([
    {
      code: 'digest',
      pointer: '/digest',
      message: { zh: '校验值应为 64 位十六进制数字。', en: 'A digest has 64 hexadecimal digits.' },
    },
  ]);

export const strangeSide = () =>
  invalid([
    {
      code: 'side',
      pointer: '/side',
      message: { zh: '您不能代表该方上传签署件。', en: 'You cannot add a signed paper for that side.' },
    },
  ]);
