import { Lifecycle } from '#libs/workflow';

export const statementStatuses = ['prepared', 'cleared', 'published', 'discarded'] as const;
export type StatementStatus = (typeof statementStatuses)[number];

/** The life of a statement: one prepares, another clears, then it may be published. What is out is never taken back. */
export const statementLifecycle = new Lifecycle({
  initial: 'prepared',
  states: {
    prepared: { zh: '拟稿', en: 'prepared' },
    cleared: { zh: '已审定', en: 'cleared' },
    published: { zh: '已发布', en: 'published' },
    discarded: { zh: '已弃用', en: 'discarded' },
  },
  moves: {
    'word-statement': {
      from: ['prepared'],
      to: 'unchanged',
      by: 'coordinator',
      text: { zh: '修改表述', en: 'change the wordings' },
    },
    'clear-statement': {
      from: ['prepared'],
      to: 'cleared',
      by: 'second',
      text: { zh: '审定口径', en: 'clear the statement' },
    },
    'publish-statement': {
      from: ['cleared'],
      to: 'published',
      by: 'coordinator',
      text: { zh: '发布口径', en: 'publish the statement' },
    },
    'discard-statement': {
      from: ['prepared', 'cleared'],
      to: 'discarded',
      by: 'coordinator',
      text: { zh: '弃用口径', en: 'discard the statement' },
    },
    'record-use': {
      from: ['published'],
      to: 'unchanged',
      by: 'coordinator',
      text: { zh: '登记使用', en: 'record a use' },
    },
    'restate-statement': {
      from: ['published'],
      to: 'unchanged',
      by: 'coordinator',
      text: { zh: '更正说明', en: 'restate' },
    },
  },
} as const satisfies ConstructorParameters<typeof Lifecycle<StatementStatus, string, 'coordinator' | 'second'>>[0]);

export type StatementMove = (typeof statementLifecycle)['moves'][number];
