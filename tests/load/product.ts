import { call } from './drive.js';
import { leadOf, password, reviewerOf } from './setting.js';

/** One sign-in per person and product. */
const sessions = new Map<string, Record<string, string>>();

/** A work item as the bench picks it. */
export interface Item {
  id: string;
  region: string;
  department: string;
}

/** A work item in the product whose proposal goes to and fro. */
export interface Ball {
  asLead: Record<string, string>;
  asReviewer: Record<string, string>;
  submissionId: string;
  version: number;
  sent: boolean;
}

const plan = {
  summary: 'Bench',
  responsible: 'Bench',
  targetDate: '2022-12-31',
  steps: [{ title: 'Bench', dueOn: '2022-06-30' }],
};

export async function signIn(product: string, email: string): Promise<Record<string, string>> {
  const known = sessions.get(`${product} ${email}`);
  if (known) return known;
  const { cookie } = await call('POST', `${product}/api/v1/sessions`, { email, password });
  if (!cookie) throw new Error(`${email} got no session`);
  sessions.set(`${product} ${email}`, { cookie });
  return { cookie };
}

/** Starts a proposal on an item. */
export async function start(product: string, item: Item): Promise<Ball> {
  const asLead = await signIn(product, leadOf(item.region));
  const asReviewer = await signIn(product, reviewerOf(item.department));
  const { body } = await call<{ id: string; version: number }>(
    'POST',
    `${product}/api/v1/work-items/${item.id}/submissions`,
    { kind: 'proposal', plan },
    asLead,
  );
  return { asLead, asReviewer, submissionId: body.id, version: body.version, sent: false };
}

/** Submits the proposal, or returns it when it has been submitted. */
export async function toss(product: string, ball: Ball): Promise<void> {
  const path = `${product}/api/v1/submissions/${ball.submissionId}`;
  const version = { 'if-match': `"${ball.version}"` };
  const { body } = ball.sent
    ? await call<{ version: number }>(
        'POST',
        `${path}/decisions`,
        { outcome: 'return', reason: 'Bench' },
        { ...ball.asReviewer, ...version },
      )
    : await call<{ version: number }>('POST', `${path}/submit`, undefined, { ...ball.asLead, ...version });
  Object.assign(ball, { version: body.version, sent: !ball.sent });
}
