import type { EventKind } from './event-kinds.js';
import { textOf } from './happening.js';
import type { NoticeFacts, Wording } from './notice.facts.js';

const lastDay = ({ data }: NoticeFacts): string => textOf(data, 'inForceTo') ?? textOf(data, 'lapsedOn') ?? '—';

/** How many items of the region were implemented on the strength of an adjustment; its lapse does not undo them. */
function restingOn({ data }: NoticeFacts): number {
  return Number((data['affected'] as { implemented?: number } | undefined)?.implemented ?? 0);
}

/** What concerns the programme or its people rather than one work item. */
export const programmeTexts: Partial<Record<EventKind, Wording>> = {
  'submit-legal-adjustment': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”已上报`,
    en: `The legal adjustment “${adjustment.en}” was submitted`,
  }),
  'return-legal-adjustment': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”未获批准，退回起草`,
    en: `The legal adjustment “${adjustment.en}” went back to drafting`,
  }),
  'approve-legal-adjustment': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”已获批准`,
    en: `The legal adjustment “${adjustment.en}” was approved`,
  }),
  'bring-legal-adjustment-into-force': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”已确定施行期限`,
    en: `The legal adjustment “${adjustment.en}” comes into force`,
  }),
  'lapse-legal-adjustment': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”已失效`,
    en: `The legal adjustment “${adjustment.en}” has lapsed`,
  }),
  'change-legal-adjustment': ({ adjustment }) => ({
    zh: `调整实施“${adjustment.zh}”的施行期限已变更`,
    en: `The window of the legal adjustment “${adjustment.en}” was changed`,
  }),
  'warn-legal-adjustment-90': (facts) => ({
    zh: `调整实施“${facts.adjustment.zh}”将在 90 日内到期（至 ${lastDay(facts)}）`,
    en: `The legal adjustment “${facts.adjustment.en}” ends within 90 days (on ${lastDay(facts)})`,
  }),
  'warn-legal-adjustment-30': (facts) => ({
    zh: `调整实施“${facts.adjustment.zh}”将在 30 日内到期（至 ${lastDay(facts)}）`,
    en: `The legal adjustment “${facts.adjustment.en}” ends within 30 days (on ${lastDay(facts)})`,
  }),
  'warn-legal-adjustment-lapsed': (facts) => ({
    zh: `调整实施“${facts.adjustment.zh}”已失效（${lastDay(facts)}）：相关举措不能再认定落地，已落地的 ${restingOn(facts)} 项不受影响`,
    en: `The legal adjustment “${facts.adjustment.en}” has ended (${lastDay(facts)}): its measures can no longer be implemented; what is (${restingOn(facts)}) stays so`,
  }),
  'set-regional-sign-off': ({ programme }) => ({
    zh: `“${programme.zh}”调整了内审要求`,
    en: `${programme.en} changed whether regions sign off what they send`,
  }),
  'adopt-counting-rule': ({ programme, data }) => ({
    zh: `“${programme.zh}”的统计口径已变更${data['measure'] ? `（第 ${String(data['measure'])} 项举措）` : ''}`,
    en: `${programme.en} counts by another rule${data['measure'] ? ` (measure ${String(data['measure'])})` : ''}`,
  }),
  'prepare-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径已拟稿，待审定`,
    en: `Statement ${String(data['no'])} was prepared and waits to be cleared`,
  }),
  'clear-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径已审定`,
    en: `Statement ${String(data['no'])} was cleared`,
  }),
  'publish-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径已发布`,
    en: `Statement ${String(data['no'])} was published`,
  }),
  'discard-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径已弃用`,
    en: `Statement ${String(data['no'])} was discarded`,
  }),
  'restate-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径的更正说明已拟稿，待审定`,
    en: `A restatement of statement ${String(data['no'])} waits to be cleared`,
  }),
  'clear-restatement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径已更正`,
    en: `Statement ${String(data['no'])} was restated`,
  }),
  'warn-statement': ({ data }) => ({
    zh: `第 ${String(data['no'])} 号口径：按现有记录，当日应为 ${String(data['counted'])} 项中 ${String(data['implemented'])} 项，须说明更正`,
    en: `Statement ${String(data['no'])}: by what is known now its day has ${String(data['implemented'])} of ${String(data['counted'])}; a restatement is due`,
  }),
  'set-terms': ({ programme }) => ({ zh: `“${programme.zh}”修改了办理期限`, en: `${programme.en} changed its terms` }),
  'set-calendar': ({ data }) => ({
    zh: `${String(data['year'] ?? '')} 年节假日安排已更新`,
    en: `The holiday arrangement of ${String(data['year'] ?? '')} was entered`,
  }),
  'name-substitute': ({ person, absent }) => ({
    zh: `${person.zh}将代${absent.zh}办理`,
    en: `${person.en} will act for ${absent.en}`,
  }),
  'end-substitution': ({ person, absent }) => ({
    zh: `${person.zh}不再代${absent.zh}办理`,
    en: `${person.en} no longer acts for ${absent.en}`,
  }),
  'name-department-head': ({ person, departments }) => ({
    zh: `${person.zh}被指定为${departments.zh}的负责人`,
    en: `${person.en} was named head of ${departments.en}`,
  }),
};
