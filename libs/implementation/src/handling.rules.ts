import type { Blocker } from '#libs/platform';
import type { Handling } from './work-item.js';
import type { Move } from './work-item.lifecycle.js';

/** Why a move of the regional sign-off (内审) is not possible now; empty for other moves. */
export function signOffBlockers(
  move: Move,
  { signOffRequestedBy, signedOffBy }: Pick<Handling, 'signOffRequestedBy' | 'signedOffBy'>,
  wanted: boolean,
): Blocker[] {
  if (!move.endsWith('sign-off')) return [];
  if (!wanted) return [signOffNotWanted];
  if (signedOffBy) return [alreadySignedOff];
  const requested = signOffRequestedBy !== null;
  if (move === 'request-sign-off') return requested ? [signOffRequested] : [];
  return requested ? [] : [signOffNotRequested];
}

const signOffNotWanted: Blocker = {
  code: 'sign-off-not-wanted',
  message: { zh: '该试点未启用地区内审。', en: 'This programme does without regional sign-off.' },
};

const alreadySignedOff: Blocker = {
  code: 'already-signed-off',
  message: { zh: '内审已通过。', en: 'It has been signed off.' },
};

const signOffRequested: Blocker = {
  code: 'sign-off-requested',
  message: { zh: '已送内审，等待审核。', en: 'It has been put forward and waits for the sign-off.' },
};

const signOffNotRequested: Blocker = {
  code: 'sign-off-not-requested',
  message: { zh: '尚未送内审。', en: 'It has not been put forward for sign-off.' },
};

export const signOffMissing: Blocker = {
  code: 'sign-off-missing',
  message: { zh: '须先经本地区内审通过。', en: 'A lead of the region has to sign it off first.' },
};

export const signOffOfOneself: Blocker = {
  code: 'own-sign-off',
  message: { zh: '送内审的人员不得自行内审。', en: 'Whoever put this forward may not sign it off.' },
};

export const alreadyAcknowledged: Blocker = {
  code: 'already-acknowledged',
  message: { zh: '该轮报送已签收。', en: 'The receipt of this round has been acknowledged.' },
};

export const supportedByNobody: Blocker = {
  code: 'no-supporting-department',
  message: { zh: '该举措没有配合部门。', en: 'No department supports this measure.' },
};
