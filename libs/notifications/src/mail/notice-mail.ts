import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Recipient } from '#libs/identity';
import type { PlaceNames } from '#libs/implementation';
import { Calendar, type Language } from '#libs/platform';
import { type NoticeItem, NoticePresenter } from '../notice.presenter.js';
import { NoticeQueries } from '../notice.queries.js';
import type { MailContent } from './mail-layout.rules.js';
import { MailLinks } from './mail-links.js';
import { type MailRenderer, MailRenderers } from './mail-renderers.js';
import { momentText } from './moment-text.js';

const words = {
  zh: {
    when: '时间',
    reason: '理由',
    region: '地区',
    department: '主责部门',
    task: '任务',
    link: '打开工作项',
    adjustment: '打开调整实施',
    notices: '打开通知',
  },
  en: {
    when: 'Time',
    reason: 'Reason',
    region: 'Region',
    department: 'Lead department',
    task: 'Task',
    link: 'Open the work item',
    adjustment: 'Open the legal adjustment',
    notices: 'Open the notices',
  },
};

type Labels = (typeof words)[Language];

/** Words the mail of a notice. */
@Injectable()
export class NoticeMail implements MailRenderer, OnModuleInit {
  constructor(
    private readonly renderers: MailRenderers,
    private readonly queries: NoticeQueries,
    private readonly presenter: NoticePresenter,
    private readonly links: MailLinks,
    private readonly calendar: Calendar,
  ) {}

  onModuleInit(): void {
    this.renderers.register('notice', this);
  }

  async render(noticeId: string, { timeZone }: Recipient, language: Language): Promise<MailContent | undefined> {
    const row = await this.queries.one(noticeId);
    if (!row) return undefined;
    const { text, reason, note, at, workItem, adjustment } = await this.presenter.item(row);
    const labels = words[language];
    return {
      subject: text[language],
      heading: text[language],
      facts: [
        ...(workItem ? placesOf(workItem, labels, language) : []),
        { label: labels.when, value: momentText(at, timeZone, language, this.calendar.shiftMs !== 0) },
        ...(note === null ? [] : [{ label: labels.reason, value: note }]),
      ],
      link: this.link({ workItem, adjustment }, labels),
      reason: reason[language],
      ...(workItem ? { thread: `work-item-${workItem.id}` } : {}),
      ...(adjustment ? { thread: `legal-adjustment-${adjustment.code}` } : {}),
    };
  }

  private link(
    { workItem, adjustment }: Pick<NoticeItem, 'workItem' | 'adjustment'>,
    labels: Labels,
  ): MailContent['link'] {
    if (workItem) return { text: labels.link, url: this.links.workItem(workItem.id) };
    if (adjustment) return { text: labels.adjustment, url: this.links.page(`legal-adjustments/${adjustment.code}`) };
    return { text: labels.notices, url: this.links.page('notices') };
  }
}

function placesOf(
  { region, leadDepartment, task }: PlaceNames,
  labels: Labels,
  language: Language,
): { label: string; value: string }[] {
  return [
    { label: labels.region, value: region.name[language] },
    { label: labels.department, value: leadDepartment.name[language] },
    { label: labels.task, value: task.name[language] },
  ];
}
