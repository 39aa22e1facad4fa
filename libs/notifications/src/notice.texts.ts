import { kindOf, kindTexts, type PlaceNames } from '#libs/implementation';
import type { Text } from '#libs/platform';
import type { NotifyingKind } from './routing.rules.js';

type Wording = (region: Text, department: Text, paper: Text) => Text;

const wordings: Record<string, Wording> = {
  submit: (region, _, paper) => ({ zh: `${region.zh}报送了${paper.zh}`, en: `${region.en} submitted the ${paper.en}` }),
  withdraw: (region, _, paper) => ({
    zh: `${region.zh}撤回了${paper.zh}`,
    en: `${region.en} withdrew the ${paper.en}`,
  }),
  return: (region, department, paper) => ({
    zh: `${department.zh}退回了${region.zh}的${paper.zh}`,
    en: `${department.en} returned the ${paper.en} of ${region.en}`,
  }),
  reject: (region, department, paper) => ({
    zh: `${department.zh}对${region.zh}的${paper.zh}不予通过`,
    en: `${department.en} rejected the ${paper.en} of ${region.en}`,
  }),
  approve: (region, department, paper) => ({
    zh: `${department.zh}通过了${region.zh}的${paper.zh}`,
    en: `${department.en} approved the ${paper.en} of ${region.en}`,
  }),
  revoke: (region) => ({
    zh: `统筹管理员撤销了${region.zh}的落地认定`,
    en: `The coordinator revoked the implementation in ${region.en}`,
  }),
  reinstate: (region) => ({
    zh: `统筹管理员恢复了举措对${region.zh}的适用`,
    en: `The coordinator made the measure applicable to ${region.en} again`,
  }),
};

/** What happened, in one line. */
export function noticeText(kind: NotifyingKind, { region, leadDepartment, measure }: PlaceNames): Text {
  const [verb = ''] = kind.split('-');
  const submissionKind = kindOf(kind);
  const paper = submissionKind ? kindTexts[submissionKind] : { zh: '', en: '' };
  const done = wordings[verb]!(region.name, leadDepartment.name, paper);
  const title = titleOf(measure);
  return { zh: `${done.zh}：${title.zh}`, en: `${done.en}: ${title.en}` };
}

/** A measure's number and title, marked where the title is illustrative. */
export function titleOf({ no, title, illustrative }: PlaceNames['measure']): Text {
  return {
    zh: `第 ${no} 项 ${title.zh}${illustrative ? '（示意）' : ''}`,
    en: `measure ${no}, ${title.en}${illustrative ? ' (illustrative)' : ''}`,
  };
}
