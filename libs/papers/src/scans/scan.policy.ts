import { type Actor, holdsRole, inDepartment, inRegion, may } from '#libs/identity';

/** The two sides that sign papers. */
export const scanSides = ['region', 'lead-department'] as const;
export type ScanSide = (typeof scanSides)[number];

interface Place {
  region: string;
  leadDepartment: string;
}

/** A signed paper is always confidential: for the region, the department that decides, and the auditor. */
export function maySeeScans(actor: Actor, { region, leadDepartment }: Place): boolean {
  return inRegion(actor, region) || inDepartment(actor, leadDepartment) || holdsRole(actor, 'auditor');
}

/** The sides for which this person may add a scan; the region's first. */
export function sidesOf(actor: Actor, { region, leadDepartment }: Place): ScanSide[] {
  return scanSides.filter((side) => may(actor, 'signed-scan.attach', scopeOf(side, { region, leadDepartment })));
}

export function scopeOf(side: ScanSide, { region, leadDepartment }: Place) {
  return side === 'region' ? { region } : { department: leadDepartment };
}
