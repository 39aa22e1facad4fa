import type { Text } from '#libs/platform';
import { Lifecycle } from '#libs/workflow';

/** Where a legal adjustment stands; `in-force` says that its windows bind, and the windows say where and when. */
export const adjustmentStatuses = ['drafting', 'submitted', 'approved', 'in-force', 'lapsed'] as const;
export type AdjustmentStatus = (typeof adjustmentStatuses)[number];

/** Only coordinators move an adjustment; the product itself lapses it when its last window has ended. */
export const legalAdjustmentLifecycle = new Lifecycle({
  initial: 'drafting',
  states: {
    drafting: { zh: '起草中', en: 'drafting' },
    submitted: { zh: '已上报', en: 'submitted' },
    approved: { zh: '已批准', en: 'approved' },
    'in-force': { zh: '施行中', en: 'in force' },
    lapsed: { zh: '已失效', en: 'lapsed' },
  },
  moves: {
    'edit-legal-adjustment': {
      from: ['drafting'],
      to: 'unchanged',
      by: 'coordinator',
      text: { zh: '修改调整实施草案', en: 'edit the draft adjustment' },
    },
    'submit-legal-adjustment': {
      from: ['drafting'],
      to: 'submitted',
      by: 'coordinator',
      text: { zh: '上报调整实施', en: 'submit the adjustment' },
    },
    'return-legal-adjustment': {
      from: ['submitted'],
      to: 'drafting',
      by: 'coordinator',
      text: { zh: '未获批准，退回起草', en: 'return the adjustment to drafting' },
    },
    'approve-legal-adjustment': {
      from: ['submitted'],
      to: 'approved',
      by: 'coordinator',
      text: { zh: '登记批准', en: 'record the approval' },
    },
    'bring-legal-adjustment-into-force': {
      from: ['approved'],
      to: 'in-force',
      by: 'coordinator',
      text: { zh: '施行', en: 'bring into force' },
    },
    'change-legal-adjustment': {
      from: ['in-force'],
      to: 'unchanged',
      by: 'coordinator',
      text: { zh: '调整施行期限', en: 'change the window' },
    },
    'lapse-legal-adjustment': {
      from: ['in-force'],
      to: 'lapsed',
      by: 'coordinator',
      text: { zh: '失效', en: 'lapse' },
    },
  },
} as const satisfies ConstructorParameters<typeof Lifecycle<AdjustmentStatus, string, 'coordinator'>>[0]);

export type AdjustmentMove = (typeof legalAdjustmentLifecycle)['moves'][number];

/** What the product itself says of an adjustment that ends, and the beginning of each that was drafted here. */
const otherKinds: Readonly<Record<string, Text>> = {
  'create-legal-adjustment': { zh: '起草调整实施', en: 'draft an adjustment' },
  'warn-legal-adjustment-90': { zh: '提醒：90 日内到期', en: 'warned: ends within 90 days' },
  'warn-legal-adjustment-30': { zh: '提醒：30 日内到期', en: 'warned: ends within 30 days' },
  'warn-legal-adjustment-lapsed': { zh: '提醒：已失效', en: 'warned: has lapsed' },
};

/** What an event of an adjustment's history is called. */
export function textOfAdjustmentEvent(kind: string): Text {
  const { moves } = legalAdjustmentLifecycle.definition;
  if (Object.hasOwn(moves, kind)) return moves[kind as AdjustmentMove].text;
  return otherKinds[kind] ?? { zh: kind, en: kind };
}
