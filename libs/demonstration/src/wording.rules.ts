import type { LocalPlan, SubmissionContent } from '#libs/implementation';
import type { Measure, Region } from '#libs/programme';
import { short } from './cast.rules.js';
import { daysAfter, quarterEnd } from './office-days.rules.js';
import type { Chance } from './random.rules.js';

/** What the words of one act are about. */
export interface Setting {
  measure: Measure;
  region: Region;
  /** Day of the act, 'YYYY-MM-DD'. */
  date: string;
  programmeEndsOn: string;
}

const host = 'https://example.org/demonstration';
const offices = ['商务局服务贸易处', '试点工作专班', '发展改革委服务业处', '政务服务和数据管理局', '自贸片区管委会'];

const planSummaries = [
  (place: string, title: string) =>
    `（演示）${place}拟围绕“${title}”制定本地操作办法，先在服务贸易集聚区试行，再向全域推开。`,
  (place: string, title: string) =>
    `（演示）由${place}试点工作领导小组统筹，明确“${title}”的责任单位、办理流程和时间表，按季度检查。`,
  (place: string, title: string) =>
    `（演示）${place}结合产业基础推进“${title}”，选取重点企业和园区开展首批试点，及时总结问题。`,
  (place: string, title: string) => `（演示）${place}将“${title}”列入年度改革任务清单，配套出台实施细则和企业指引。`,
];
const firstSteps = ['开展企业需求摸底', '梳理现行规定和堵点', '召开部门协调会议', '确定试点园区和企业名单'];
const middleSteps = ['印发本地实施细则', '上线办事指南和网上办理入口', '与主管部门对接操作口径', '组织首批企业试行'];
const lastSteps = ['形成首批案例并评估成效', '全域推广并报送落地情况', '完善配套制度并总结'];

const reportSummaries = [
  (place: string, title: string) => `（演示）${place}已印发文件落实“${title}”，办理流程公开，首批企业已享受到便利。`,
  (place: string, title: string) =>
    `（演示）“${title}”已在${place}落地：制度文件、操作流程和首单业务均已完成，运行平稳。`,
  (place: string, title: string) =>
    `（演示）${place}按实施方案完成“${title}”各项步骤，责任单位已开展检查，企业反映良好。`,
];
const exemptionReasons = [
  (place: string, title: string) =>
    `（演示）${place}目前没有“${title}”所涉及的市场主体和业务，短期内不具备实施条件，申请不适用。`,
  (place: string, title: string) =>
    `（演示）“${title}”所需的口岸或机构${place}尚未设立，由所在省统一实施，申请不适用。`,
];
const extensionReasons = [
  '（演示）受疫情影响，境外合作方人员无法按期到位，首单业务推迟，申请延期。',
  '（演示）信息系统与上级平台的对接尚在联调，预计下一阶段完成，申请延期。',
  '（演示）配套细则正在履行合法性审核和公开征求意见程序，申请延期。',
];
const reasonsOf = {
  return: {
    proposal: [
      '（演示）实施步骤过于笼统，请补充责任单位和时间节点。',
      '（演示）请说明与本地现行规定的衔接，并明确牵头责任人。',
      '（演示）完成时限与步骤安排不一致，请核对后重报。',
    ],
    report: [
      '（演示）所附材料未能证明政策已经实施，请补充首单业务证明。',
      '（演示）文件为征求意见稿，请提供正式印发的版本。',
      '（演示）生效日期缺少依据，请补充说明。',
    ],
    other: ['（演示）理由不充分，请补充具体情况和数据。'],
  },
  reject: {
    proposal: ['（演示）所报内容与该举措的要求不符，请重新研究后另行申报。', '（演示）与现有试点重复，不予通过。'],
    report: ['（演示）所报情况属于原有政策，不是本举措的落地，不予认定。'],
    other: ['（演示）未说明前期工作为何滞后，不同意。', '（演示）不符合条件，不同意。'],
  },
} as const;

export function proposal(setting: Setting, chance: Chance): SubmissionContent {
  const { measure, region } = setting;
  const targetDate = plannedTarget(setting);
  const due = (share: number): string => between(setting.date, targetDate, share);
  const plan: LocalPlan = {
    summary: chance.pick(planSummaries)(short(region.name.zh), measure.title.zh),
    responsible: `演示·${short(region.name.zh)}${chance.pick(offices)}负责人`,
    steps: [
      { title: chance.pick(firstSteps), dueOn: due(0.25) },
      { title: chance.pick(middleSteps), dueOn: due(0.65) },
      { title: chance.pick(lastSteps), dueOn: due(1) },
    ],
    targetDate,
  };
  return { plan };
}

/** The next round of a proposal after its return. */
export function revisedProposal({ plan = {} }: SubmissionContent, chance: Chance): SubmissionContent {
  return {
    plan: {
      ...plan,
      summary: `${plan.summary ?? ''}根据退回意见，已补充责任单位和时间节点。`,
      steps: [...(plan.steps ?? []), { title: `${chance.pick(lastSteps)}（补充）`, dueOn: plan.targetDate ?? '' }],
    },
  };
}

/** A report with evidence for every point that is required, and for some others. */
export function report(setting: Setting, effectiveOn: string, chance: Chance): SubmissionContent {
  const { measure, region } = setting;
  const place = short(region.name.zh);
  return {
    summary: chance.pick(reportSummaries)(place, measure.title.zh),
    effectiveOn,
    evidence: measure.proofPoints
      .filter(({ required }) => required || chance.happens(0.4))
      .map(({ no, text }) => ({
        point: no,
        title: `（演示）${place}：${text.zh}`,
        url: `${host}/${region.code.toLowerCase()}/measure-${measure.no}/point-${no}`,
      })),
  };
}

export function revisedReport(
  { summary = '', evidence = [] }: SubmissionContent,
  failedPoints: readonly number[],
): SubmissionContent {
  return {
    summary: `${summary}根据退回意见，已更换和补充佐证材料。`,
    evidence: evidence.map((link) =>
      failedPoints.includes(link.point) ? { ...link, url: `${link.url}-supplement`, note: '按退回意见补充' } : link,
    ),
  };
}

/** An application to move the target date; `targetDate` is the one that holds so far. */
export function extension(
  { region, measure, programmeEndsOn }: Setting,
  targetDate: string,
  chance: Chance,
): SubmissionContent {
  const later = quarterEnd(daysAfter(targetDate, chance.pick([30, 120, 180])));
  return {
    reason: chance.pick(extensionReasons),
    progress: `（演示）${short(region.name.zh)}已完成“${measure.title.zh}”的前期调研和协调，实施细则已形成初稿。`,
    plan: { targetDate: later > programmeEndsOn ? programmeEndsOn : later },
  };
}

export function exemption({ region, measure }: Setting, chance: Chance): SubmissionContent {
  return { reason: chance.pick(exemptionReasons)(short(region.name.zh), measure.title.zh) };
}

export function refusalReason(
  outcome: 'return' | 'reject',
  kind: 'proposal' | 'report' | 'other',
  chance: Chance,
): string {
  return chance.pick<string>(reasonsOf[outcome][kind]);
}

/** The measure's own target date, or a later quarter's end where it is too near already. */
function plannedTarget({ measure, date, programmeEndsOn }: Setting): string {
  if (measure.targetDate >= daysAfter(date, 30)) return measure.targetDate;
  const later = quarterEnd(daysAfter(date, 60));
  return later > programmeEndsOn ? programmeEndsOn : later;
}

function between(from: string, to: string, share: number): string {
  const days = (Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000);
  return daysAfter(from, Math.floor(days * share));
}
