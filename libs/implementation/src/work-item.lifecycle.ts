import type { Text } from '#libs/platform';
import { Lifecycle } from '#libs/workflow';

export const workItemStatuses = ['open', 'proposed', 'approved', 'implemented', 'exempt'] as const;
export type WorkItemStatus = (typeof workItemStatuses)[number];

/** Who acts: the item's region (drafting or leading), the measure's lead or a supporting department, or a coordinator. */
export type Side = 'region-editor' | 'region-lead' | 'lead-department' | 'supporting-department' | 'coordinator';

/**
 * The life of a work item. Refusals, buttons, blockers, audit text, the diagram in the docs and the table
 * that the database checks against all come from here.
 */
export const workItemLifecycle = new Lifecycle({
  initial: 'open',
  states: {
    open: { zh: '未启动', en: 'open' },
    proposed: { zh: '已申报', en: 'proposed' },
    approved: { zh: '已批准', en: 'approved' },
    implemented: { zh: '已落地', en: 'implemented' },
    exempt: { zh: '不适用', en: 'exempt' },
  },
  moves: {
    'start-draft': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-editor',
      text: { zh: '起草', en: 'start a draft' },
    },
    'edit-draft': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-editor',
      text: { zh: '修改草稿', en: 'edit the draft' },
    },
    'discard-draft': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '撤销草稿', en: 'discard the draft' },
    },
    'request-sign-off': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-editor',
      text: { zh: '送内审', en: 'put forward for sign-off' },
    },
    'sign-off': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '内审通过', en: 'sign off' },
    },
    'decline-sign-off': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '内审不通过', en: 'decline to sign off' },
    },

    'submit-proposal': {
      from: ['open'],
      to: 'proposed',
      by: 'region-lead',
      text: { zh: '报送申报', en: 'submit the proposal' },
    },
    'withdraw-proposal': {
      from: ['proposed'],
      to: 'open',
      by: 'region-lead',
      text: { zh: '撤回申报', en: 'withdraw the proposal' },
    },
    'return-proposal': {
      from: ['proposed'],
      to: 'open',
      by: 'lead-department',
      text: { zh: '退回申报', en: 'return the proposal' },
    },
    'reject-proposal': {
      from: ['proposed'],
      to: 'open',
      by: 'lead-department',
      text: { zh: '申报不予通过', en: 'reject the proposal' },
    },
    'approve-proposal': {
      from: ['proposed'],
      to: 'approved',
      by: 'lead-department',
      text: { zh: '批准申报', en: 'approve the proposal' },
    },

    'submit-implementation-report': {
      from: ['approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '报送落地报告', en: 'submit the implementation report' },
    },
    'withdraw-implementation-report': {
      from: ['approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '撤回落地报告', en: 'withdraw the implementation report' },
    },
    'return-implementation-report': {
      from: ['approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '退回落地报告', en: 'return the implementation report' },
    },
    'reject-implementation-report': {
      from: ['approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '落地报告不予通过', en: 'reject the implementation report' },
    },
    'approve-implementation-report': {
      from: ['approved'],
      to: 'implemented',
      by: 'lead-department',
      text: { zh: '认定落地', en: 'approve the implementation' },
    },

    'submit-amendment': {
      from: ['approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '报送变更申请', en: 'submit the amendment' },
    },
    'withdraw-amendment': {
      from: ['approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '撤回变更申请', en: 'withdraw the amendment' },
    },
    'return-amendment': {
      from: ['approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '退回变更申请', en: 'return the amendment' },
    },
    'reject-amendment': {
      from: ['approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '变更申请不予通过', en: 'reject the amendment' },
    },
    'approve-amendment': {
      from: ['approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '批准变更', en: 'approve the amendment' },
    },

    'submit-exemption': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '报送不适用申请', en: 'submit the exemption' },
    },
    'withdraw-exemption': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'region-lead',
      text: { zh: '撤回不适用申请', en: 'withdraw the exemption' },
    },
    'return-exemption': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '退回不适用申请', en: 'return the exemption' },
    },
    'reject-exemption': {
      from: ['open', 'approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '不适用申请不予通过', en: 'reject the exemption' },
    },
    'approve-exemption': {
      from: ['open', 'approved'],
      to: 'exempt',
      by: 'lead-department',
      text: { zh: '认定不适用', en: 'approve the exemption' },
    },

    acknowledge: {
      from: ['open', 'proposed', 'approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '签收', en: 'acknowledge receipt' },
    },
    'hand-over': {
      from: ['open', 'proposed', 'approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '转办', en: 'hand over' },
    },
    'ask-opinions': {
      from: ['open', 'proposed', 'approved'],
      to: 'unchanged',
      by: 'lead-department',
      text: { zh: '发起会签', en: 'ask for opinions' },
    },
    'give-opinion': {
      from: ['open', 'proposed', 'approved'],
      to: 'unchanged',
      by: 'supporting-department',
      text: { zh: '会签', en: 'give an opinion' },
    },

    revoke: {
      from: ['implemented'],
      to: 'approved',
      by: 'coordinator',
      text: { zh: '撤销落地认定', en: 'revoke the implementation' },
    },
    reinstate: { from: ['exempt'], to: 'open', by: 'coordinator', text: { zh: '恢复适用', en: 'reinstate the item' } },
  },
} as const satisfies ConstructorParameters<typeof Lifecycle<WorkItemStatus, string, Side>>[0]);

export type Move = (typeof workItemLifecycle)['moves'][number];

/** What a history can hold: the moves, and the beginning that no person made. */
export type RecordedMove = Move | 'open-item';

export function textOfMove(move: RecordedMove): Text {
  return move === 'open-item' ? { zh: '列入试点', en: 'opened with the programme' } : workItemLifecycle.move(move).text;
}
