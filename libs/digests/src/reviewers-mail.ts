import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#libs/database';
import type { Recipient } from '#libs/identity';
import { kindTexts, Names } from '#libs/implementation';
import {
  type MailContent,
  MailLinks,
  type MailRenderer,
  MailRenderers,
  momentText,
  titleOf,
} from '#libs/notifications';
import { Calendar, type Language } from '#libs/platform';
import { reviewersMail } from './reviewers-digest.js';
import type { ReviewersContent, Urgency, WaitingSubmission } from './review-queue.js';

const words = {
  zh: {
    subject: ({ queue, due, overdue }: ReviewersContent) =>
      `待审核 ${queue} 件，今日到期 ${due} 件，逾期 ${overdue} 件`,
    lists: { overdue: '已逾期', due: '今日到期', waiting: '其他待审核' },
    window: '统计区间',
    arrived: '区间内新到',
    count: (count: number) => `${count} 件`,
    undated: '待定',
    row: (region: string, paper: string, title: string, dueOn: string) =>
      `${region}，${paper}，${title}，期限 ${dueOn}`,
    more: (count: number) => `另有 ${count} 件，请在系统中查看。`,
    missing: (years: string) => `缺少 ${years} 年的节假日安排：跨入该年的审核期限暂无法确定，发送日按周一至周五推算。`,
    link: '打开审核台',
    reason: '您收到此邮件，因为您是部门审核员：每个工作日 8:30 发送一次，没有待审核事项时不发送。',
  },
  en: {
    subject: ({ queue, due, overdue }: ReviewersContent) =>
      `${queue} waiting for review, ${due} due today, ${overdue} overdue`,
    lists: { overdue: 'Overdue', due: 'Due today', waiting: 'Waiting' },
    window: 'Window',
    arrived: 'New within it',
    count: (count: number) => `${count}`,
    undated: 'not known yet',
    row: (region: string, paper: string, title: string, dueOn: string) => `${region}, ${paper}, ${title}, due ${dueOn}`,
    more: (count: number) => `${count} more are listed in the product.`,
    missing: (years: string) =>
      `The holiday calendar of ${years} is missing: terms that run into it have no end yet, and this mail goes out from Monday to Friday.`,
    link: 'Open the review desk',
    reason: 'You receive this because you review for a department: at 08:30 each working day, unless nothing waits.',
  },
};

const urgencies: readonly Urgency[] = ['overdue', 'due', 'waiting'];

interface DigestRow {
  windowFrom: Date;
  windowTo: Date;
  content: ReviewersContent;
}

const byId = `select window_from as "windowFrom", window_to as "windowTo", content from digest where id = $1`;

/** Words the mail of the reviewers' digest. */
@Injectable()
export class ReviewersMail implements MailRenderer, OnModuleInit {
  constructor(
    private readonly renderers: MailRenderers,
    private readonly database: Database,
    private readonly names: Names,
    private readonly links: MailLinks,
    private readonly calendar: Calendar,
  ) {}

  onModuleInit(): void {
    this.renderers.register(reviewersMail, this);
  }

  async render(digestId: string, { timeZone }: Recipient, language: Language): Promise<MailContent | undefined> {
    const digest = await this.database.row<DigestRow>(byId, [digestId]);
    if (!digest) return undefined;
    const { content, windowFrom, windowTo } = digest;
    const text = words[language];
    const moment = (at: Date) => momentText(at, timeZone, language, this.calendar.shiftMs !== 0);
    return {
      subject: text.subject(content),
      heading: text.subject(content),
      facts: [
        { label: text.window, value: `${moment(windowFrom)} – ${moment(windowTo)}` },
        { label: text.arrived, value: text.count(content.arrived) },
      ],
      paragraphs: paragraphs(content, language),
      lists: await this.lists(content.items, language),
      link: { text: text.link, url: this.links.page('review') },
      reason: text.reason,
    };
  }

  private async lists(items: readonly WaitingSubmission[], language: Language) {
    const lists = [];
    for (const urgency of urgencies) {
      const chosen = items.filter((item) => item.urgency === urgency);
      if (chosen.length === 0) continue;
      const rows = await Promise.all(chosen.map((item) => this.row(item, language)));
      lists.push({ title: words[language].lists[urgency], rows });
    }
    return lists;
  }

  private async row(item: WaitingSubmission, language: Language) {
    const { region, measure } = await this.names.of(item);
    const paper = kindTexts[item.kind][language];
    const text = words[language].row(
      region.name[language],
      paper,
      titleOf(measure)[language],
      item.dueOn ?? words[language].undated,
    );
    return { text, url: this.links.workItem(item.workItemId) };
  }
}

function paragraphs({ queue, items, calendarMissing }: ReviewersContent, language: Language): string[] {
  const text = words[language];
  return [
    ...(calendarMissing.length > 0 ? [text.missing(calendarMissing.join(', '))] : []),
    ...(queue > items.length ? [text.more(queue - items.length)] : []),
  ];
}
