import { type Blocker, dayAfter, type Text } from '#libs/platform';
import type { Grant } from '../actor.js';
import { roles } from '../roles.js';

/** The longest time, in days, for which a substitute can be named at once. */
export const longestDays = 90;

/** Two days 'YYYY-MM-DD', both included. */
export interface Period {
  from: string;
  to: string;
}

/** A person as the rules need to know them: what they hold themself, not what they carry for others. */
export interface Colleague {
  id: string;
  isActive: boolean;
  grants: readonly Grant[];
}

/** By what right somebody names a substitute or ends a substitution. */
export type Right = 'oneself' | 'regional-lead' | 'coordinator';

/** What is wrong with a period that is named on the day `today`. */
export function periodFaults({ from, to }: Period, today: string): Blocker[] {
  const past =
    from < today ? [fault('from-past', '/from', '开始日期不能早于今天。', 'It cannot begin before today.')] : [];
  if (to < from)
    return [...past, fault('period', '/to', '结束日期不能早于开始日期。', 'It cannot end before it begins.')];
  const long = to >= dayAfter(from, longestDays) ? [tooLong] : [];
  return [...past, ...long];
}

/** Why this person cannot stand in for the absent one. Whoever does not fit is not said to exist. */
export function fitFaults(absent: Colleague, substitute: Colleague, right: Right): Blocker[] {
  if (absent.id === substitute.id) return [oneself];
  if (absent.grants.length === 0) return [nothingToCover];
  const unfit = new Map(
    absent.grants.flatMap((grant) => unfitness(grant, substitute, right)).map((one) => [one.code, one]),
  );
  if (unfit.size > 0) return [...unfit.values()];
  return substitute.isActive ? [] : [inactive];
}

/** Whether two periods have a day in common. */
export function overlap(one: Period, other: Period): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** Why somebody who has a substitute already in that time cannot be given another. */
export function overlapBlockers(running: readonly (Period & { substitute: Text })[], period: Period): Blocker[] {
  return running
    .filter((other) => overlap(other, period))
    .map(({ substitute, from, to }) => ({
      code: 'substitution-overlap',
      message: {
        zh: `${from} 至 ${to} 已由${substitute.zh}代理。`,
        en: `${substitute.en} stands in from ${from} to ${to}.`,
      },
    }));
}

/** Regions stay among themselves; a reviewer is stood in for by reviewers, unless a coordinator knows better. */
function unfitness(grant: Grant, substitute: Colleague, right: Right): Blocker[] {
  const isRegional = substitute.grants.some(({ role }) => roles[role].scope === 'region');
  switch (roles[grant.role].scope) {
    case 'region':
      return substitute.grants.some(({ region }) => region === grant.region) ? [] : [notOfRegion];
    case 'department':
      if (right === 'coordinator') return [];
      return substitute.grants.some(({ role }) => role === 'reviewer') && !isRegional ? [] : [notReviewer];
    case 'programme':
      return substitute.grants.length > 0 && !isRegional ? [] : [notOfMinistry];
  }
}

function fault(code: string, pointer: string, zh: string, en: string): Blocker {
  return { code, pointer, message: { zh, en } };
}

const tooLong = fault(
  'period-too-long',
  '/to',
  `一次代理最长 ${longestDays} 天。`,
  `A substitute can be named for ${longestDays} days at most.`,
);
const oneself = fault('substitute-oneself', '/substitute', '不能由本人代理。', 'Nobody stands in for themself.');
const nothingToCover = fault(
  'nothing-to-cover',
  '/person',
  '该人员没有可代理的角色。',
  'This person holds no role that somebody could stand in for.',
);
const inactive = fault('substitute-inactive', '/substitute', '没有此在用人员。', 'There is no such active person.');
const notOfRegion = fault(
  'substitute-not-of-region',
  '/substitute',
  '代理人须为本地区人员。',
  'The substitute must be of the same region.',
);
const notReviewer = fault(
  'substitute-not-reviewer',
  '/substitute',
  '代理人须为部门审核员；其他人员须由统筹管理员指定。',
  'The substitute must be a reviewer of a department; others are named by a coordinator.',
);
const notOfMinistry = fault(
  'substitute-not-of-ministry',
  '/substitute',
  '统筹管理员和审计员不能由地区人员代理。',
  'People of a region do not stand in for coordinators and auditors.',
);
