import type { Language } from '#libs/platform';

/** A row of a list in a message. */
export interface MailRow {
  text: string;
  url?: string;
}

/** What a message says, in the reader's language; nothing of it is markup. */
export interface MailContent {
  subject: string;
  /** What it is about, in one line. */
  heading: string;
  facts?: readonly { label: string; value: string }[];
  paragraphs?: readonly string[];
  lists?: readonly { title: string; rows: readonly MailRow[] }[];
  link: { text: string; url: string };
  /** "You receive this because …" */
  reason: string;
  /** Groups messages about the same thing in a mail program. */
  thread?: string;
}

/** The same content as plain text and as HTML. */
export function layOut(content: MailContent, language: Language): { text: string; html: string } {
  return { text: plain(content, language), html: markup(content, language) };
}

function plain(
  { heading, facts = [], paragraphs = [], lists = [], link, reason }: MailContent,
  language: Language,
): string {
  const colon = language === 'zh' ? '：' : ': ';
  const blocks = [
    heading,
    facts.map(({ label, value }) => `${label}${colon}${value}`).join('\n'),
    ...paragraphs,
    ...lists.map(({ title, rows }) => [title, ...rows.map(plainRow)].join('\n')),
    `${link.text}${colon}\n${link.url}`,
    `-- \n${reason}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function plainRow({ text, url }: MailRow): string {
  return url === undefined ? `- ${text}` : `- ${text}\n  ${url}`;
}

function markup(
  { heading, facts = [], paragraphs = [], lists = [], link, reason }: MailContent,
  language: Language,
): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th align="left" style="padding-right:1em">${escape(label)}</th><td>${escape(value)}</td></tr>`,
  );
  const body = [
    `<h1 style="font-size:1.2em">${escape(heading)}</h1>`,
    rows.length > 0 ? `<table>${rows.join('')}</table>` : '',
    ...paragraphs.map((paragraph) => `<p style="white-space:pre-line">${escape(paragraph)}</p>`),
    ...lists.map(
      ({ title, rows: items }) => `<h2 style="font-size:1em">${escape(title)}</h2><ul>${items.map(item).join('')}</ul>`,
    ),
    `<p>${anchor(link)}</p>`,
    `<p style="color:#595959;font-size:0.9em">${escape(reason)}</p>`,
  ];
  const tag = language === 'zh' ? 'zh-CN' : 'en';
  return (
    `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><title>${escape(heading)}</title></head>` +
    `<body style="font-family:sans-serif;line-height:1.5">${body.filter(Boolean).join('\n')}</body></html>\n`
  );
}

function item({ text, url }: MailRow): string {
  return `<li>${url === undefined ? escape(text) : anchor({ text, url })}</li>`;
}

function anchor({ text, url }: { text: string; url: string }): string {
  return `<a href="${escape(url)}">${escape(text)}</a>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
