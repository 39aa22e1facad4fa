import { kindOf, kindTexts, type Move, type PlaceNames, type SubmissionKind } from '#libs/implementation';
import type { Text } from '#libs/platform';
import type { EventKind } from './event-kinds.js';
import { textOf } from './happening.js';
import { none, type NoticeFacts, type Wording } from './notice.facts.js';
import { reminderTexts } from './reminder.texts.js';
import { programmeTexts } from './programme.texts.js';

const papers: Wording = ({ kind, data }) => {
  const submissionKind = (textOf(data, 'submissionKind') as SubmissionKind | undefined) ?? kindOf(kind as Move);
  return (submissionKind && kindTexts[submissionKind]) ?? { zh: '报送', en: 'submission' };
};

/** A wording that names the region, the lead department and the kind of submission. */
const ofItem =
  (word: (region: Text, department: Text, paper: Text, facts: NoticeFacts) => Text): Wording =>
  (facts) =>
    word(facts.places?.region.name ?? none, facts.places?.leadDepartment.name ?? none, papers(facts), facts);

const submit = ofItem((region, _, paper) => ({
  zh: `${region.zh}报送了${paper.zh}`,
  en: `${region.en} submitted the ${paper.en}`,
}));
const withdraw = ofItem((region, _, paper) => ({
  zh: `${region.zh}撤回了${paper.zh}`,
  en: `${region.en} withdrew the ${paper.en}`,
}));
const returned = ofItem((region, department, paper) => ({
  zh: `${department.zh}退回了${region.zh}的${paper.zh}`,
  en: `${department.en} returned the ${paper.en} of ${region.en}`,
}));
const reject = ofItem((region, department, paper) => ({
  zh: `${department.zh}对${region.zh}的${paper.zh}不予通过`,
  en: `${department.en} rejected the ${paper.en} of ${region.en}`,
}));
const approve = ofItem((region, department, paper) => ({
  zh: `${department.zh}通过了${region.zh}的${paper.zh}`,
  en: `${department.en} approved the ${paper.en} of ${region.en}`,
}));

const moveTexts: Partial<Record<EventKind, Wording>> = {
  'submit-proposal': submit,
  'submit-implementation-report': submit,
  'submit-amendment': submit,
  'submit-exemption': submit,
  'withdraw-proposal': withdraw,
  'withdraw-implementation-report': withdraw,
  'withdraw-amendment': withdraw,
  'withdraw-exemption': withdraw,
  'return-proposal': returned,
  'return-implementation-report': returned,
  'return-amendment': returned,
  'return-exemption': returned,
  'reject-proposal': reject,
  'reject-implementation-report': reject,
  'reject-amendment': reject,
  'reject-exemption': reject,
  'approve-proposal': approve,
  'approve-implementation-report': approve,
  'approve-amendment': approve,
  'approve-exemption': approve,
  revoke: ofItem((region) => ({
    zh: `统筹管理员撤销了${region.zh}的落地认定`,
    en: `The coordinator revoked the implementation in ${region.en}`,
  })),
  reinstate: ofItem((region) => ({
    zh: `统筹管理员恢复了举措对${region.zh}的适用`,
    en: `The coordinator made the measure applicable to ${region.en} again`,
  })),
  'request-sign-off': ofItem((_, __, paper, { actor }) => ({
    zh: `${actor.zh}将${paper.zh}送内审`,
    en: `${actor.en} put the ${paper.en} forward for sign-off`,
  })),
  'sign-off': ofItem((_, __, paper, { actor }) => ({
    zh: `${actor.zh}内审通过了${paper.zh}`,
    en: `${actor.en} signed off the ${paper.en}`,
  })),
  'decline-sign-off': ofItem((_, __, paper, { actor }) => ({
    zh: `${actor.zh}对${paper.zh}内审不通过`,
    en: `${actor.en} declined to sign off the ${paper.en}`,
  })),
  // The region learns which department took it up, not who.
  acknowledge: ofItem((region, department, paper) => ({
    zh: `${department.zh}签收了${region.zh}的${paper.zh}`,
    en: `${department.en} acknowledged receipt of the ${paper.en} of ${region.en}`,
  })),
  'hand-over': ofItem((region, _, paper, { actor, person }) => ({
    zh: `${actor.zh}把${region.zh}的${paper.zh}转交${person.zh}办理`,
    en: `${actor.en} handed the ${paper.en} of ${region.en} over to ${person.en}`,
  })),
  'ask-opinions': ofItem((region, department, paper, { departments }) => ({
    zh: `${department.zh}就${region.zh}的${paper.zh}请${departments.zh}会签`,
    en: `${department.en} asks ${departments.en} for an opinion on the ${paper.en} of ${region.en}`,
  })),
  'give-opinion': ofItem((region, _, paper, { departments, data }) => {
    const objects = textOf(data, 'position') === 'objection';
    return {
      zh: `${departments.zh}对${region.zh}的${paper.zh}${objects ? '有异议' : '无异议'}`,
      en: `${departments.en} ${objects ? 'objects' : 'has no objection'} to the ${paper.en} of ${region.en}`,
    };
  }),
  'attach-signed-scan': ofItem((region, _, paper) => ({
    zh: `${region.zh}的${paper.zh}已上传签章扫描件`,
    en: `The signed scan of the ${paper.en} of ${region.en} was uploaded`,
  })),
};

/** What was said, never its words: those are read where it is settled who may. */
const discussionTexts: Partial<Record<EventKind, Wording>> = {
  comment: ({ actor, audience }) =>
    audience === 'mentioned'
      ? { zh: `${actor.zh}在评论中提到了您`, en: `${actor.en} mentioned you in a comment` }
      : { zh: `${actor.zh}发表了评论`, en: `${actor.en} commented` },
  'edit-comment': ({ actor }) => ({
    zh: `${actor.zh}在评论中提到了您`,
    en: `${actor.en} mentioned you in a comment`,
  }),
  'resolve-comment': ({ actor }) => ({
    zh: `${actor.zh}将讨论标为已解决`,
    en: `${actor.en} marked a thread as resolved`,
  }),
  'reopen-comment': ({ actor }) => ({ zh: `${actor.zh}重新打开了讨论`, en: `${actor.en} reopened a thread` }),
  'write-note': ({ actor, audience }) =>
    audience === 'mentioned'
      ? { zh: `${actor.zh}在审核备注中提到了您`, en: `${actor.en} mentioned you in a reviewers' note` }
      : { zh: `${actor.zh}写了审核备注`, en: `${actor.en} wrote a reviewers' note` },
};

export const wordings: Partial<Record<EventKind, Wording>> = {
  ...moveTexts,
  ...discussionTexts,
  ...reminderTexts,
  ...programmeTexts,
};

/** What happened, in one line. Throws for a kind of which nobody is told. */
export function noticeText(facts: NoticeFacts): Text {
  const wording = wordings[facts.kind];
  if (!wording) throw new Error(`a notice of kind ${facts.kind} has no wording`);
  const done = wording(facts);
  if (!facts.places) return done;
  const title = titleOf(facts.places.measure);
  return { zh: `${done.zh}：${title.zh}`, en: `${done.en}: ${title.en}` };
}

/** A measure's number and title, marked where the title is illustrative. */
export function titleOf({ no, title, illustrative }: PlaceNames['measure']): Text {
  return {
    zh: `第 ${no} 项 ${title.zh}${illustrative ? '（示意）' : ''}`,
    en: `measure ${no}, ${title.en}${illustrative ? ' (illustrative)' : ''}`,
  };
}
