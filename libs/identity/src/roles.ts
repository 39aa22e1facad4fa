import type { Text } from '#libs/platform';

/** What a role is held for: one region, one department, or the whole programme. */
export type ScopeKind = 'region' | 'department' | 'programme';

interface RoleFacts {
  name: Text;
  scope: ScopeKind;
}

/** Every role with its name and what it is held for; `role_grant` checks the same in the database. */
export const roles = {
  'regional-editor': { name: { zh: '地区填报员', en: 'Regional editor' }, scope: 'region' },
  'regional-lead': { name: { zh: '地区负责人', en: 'Regional lead' }, scope: 'region' },
  reviewer: { name: { zh: '部门审核员', en: 'Reviewer' }, scope: 'department' },
  coordinator: { name: { zh: '统筹管理员', en: 'Coordinator' }, scope: 'programme' },
  auditor: { name: { zh: '审计员', en: 'Auditor' }, scope: 'programme' },
} as const satisfies Record<string, RoleFacts>;

export type Role = keyof typeof roles;

export const everyRole = Object.keys(roles) as readonly Role[];

/** The region or department that a role is held for or a row belongs to, by code. */
export interface Scope {
  region?: string;
  department?: string;
}

/** Whether the role can be held for this scope: exactly the one code that the role asks for. */
export function scopeFits(role: Role, { region, department }: Scope): boolean {
  const { scope } = roles[role];
  return Boolean(region) === (scope === 'region') && Boolean(department) === (scope === 'department');
}
