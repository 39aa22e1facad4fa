import type { Grant } from '#libs/identity';
import type { Text } from '#libs/platform';
import type { ProgrammeReference } from '#libs/programme';

/** A person of the demonstration. */
export interface CastMember {
  /** Account name before the @. */
  account: string;
  name: Text;
  grants: Grant[];
}

/** Domain of all demonstration accounts; a name reserved for examples, so no mail ever reaches anybody. */
export const castDomain = 'demo.example';

export const editorOf = (region: string): string => `editor.${region.toLowerCase()}`;
export const leadOf = (region: string): string => `lead.${region.toLowerCase()}`;
export const reviewerOf = (department: string): string => `reviewer.${department.toLowerCase()}`;
export const secondReviewerOf = (department: string): string => `reviewer2.${department.toLowerCase()}`;

/** A coordinator, an auditor, two people per region and two per department, all plainly invented. */
export function castOf(programme: ProgrammeReference): CastMember[] {
  return [
    member('coordinator', '统筹管理员', 'Demo coordinator', { role: 'coordinator' }),
    member('auditor', '审计员', 'Demo auditor', { role: 'auditor' }),
    ...[...programme.regions.values()].flatMap(({ code, name }) => [
      member(editorOf(code), `${short(name.zh)}填报员`, `Demo editor, ${short(name.en)}`, {
        role: 'regional-editor',
        region: code,
      }),
      member(leadOf(code), `${short(name.zh)}负责人`, `Demo lead, ${short(name.en)}`, {
        role: 'regional-lead',
        region: code,
      }),
    ]),
    ...[...programme.departments.values()].flatMap(({ code, name }) => [
      member(reviewerOf(code), `${name.zh}审核员甲`, `Demo reviewer 1, ${name.en}`, {
        role: 'reviewer',
        department: code,
      }),
      member(secondReviewerOf(code), `${name.zh}审核员乙`, `Demo reviewer 2, ${name.en}`, {
        role: 'reviewer',
        department: code,
      }),
    ]),
  ];
}

/** A name without what stands in brackets behind it. */
export function short(name: string): string {
  return name.replace(/\s*[（(].*$/, '');
}

function member(account: string, zh: string, en: string, grant: Grant): CastMember {
  return { account, name: { zh: `演示·${zh}`, en }, grants: [grant] };
}
