import type { Content, TableCell } from 'pdfmake';
import type { Difference } from '#libs/implementation';
import { dateIn, type Text, timeIn } from '#libs/platform';
import type { ManifestEntry, Packet, PacketDecision } from './packet.js';
import { packetTexts as t } from './packet.texts.js';

/** Says a text in the language of the packet. */
export type Say = (text: Text) => string;

export interface Section {
  title: Text;
  content: Content[];
}

const blank = '—';

/** The parts of a packet between its head and its signatures, in their order; parts with nothing to say are left out. */
export function sectionsOf(packet: Packet, say: Say): Section[] {
  return [
    ...subject(packet, say),
    ...proof(packet, say),
    ...manifest(packet, say),
    ...changes(packet, say),
    ...earlier(packet, say),
  ];
}

function subject(packet: Packet, say: Say): Section[] {
  const { content, amendment } = packet;
  switch (packet.kind) {
    case 'proposal':
      return [{ title: t.plan, content: plan(content.plan ?? {}, say) }];
    case 'implementation-report':
      return [
        {
          title: t.report,
          content: [facts([[t.effectiveOn, content.effectiveOn]], say), ...long(t.reportSummary, content.summary, say)],
        },
      ];
    case 'amendment': {
      const isExtension = amendment?.changes.some(({ aspects }) => aspects?.includes('extension')) ?? false;
      return [
        {
          title: isExtension ? t.extension : t.amendment,
          content: [
            { text: amendment ? say(amendment.summary) : blank, bold: true, margin: [0, 0, 0, 6] },
            comparison(amendment?.changes ?? [], say),
            ...long(t.reason, content.reason, say),
            ...long(t.progress, content.progress, say),
          ],
        },
      ];
    }
    case 'exemption':
      return [{ title: t.exemption, content: long(t.reason, content.reason, say) }];
  }
}

function plan(
  { summary, responsible, targetDate, steps = [] }: NonNullable<Packet['content']['plan']>,
  say: Say,
): Content[] {
  return [
    facts(
      [
        [t.responsible, responsible],
        [t.targetDate, targetDate],
      ],
      say,
    ),
    ...long(t.planSummary, summary, say),
    table(
      [22, '*', 70],
      ['', say(t.step), say(t.dueOn)],
      steps.map(({ title, dueOn }, index) => [String(index + 1), title, dueOn]),
    ),
  ];
}

function comparison(differences: readonly Difference[], say: Say): Content {
  return table(
    [90, '*', '*'],
    [say(t.what), say(t.before), say(t.after)],
    differences.map((one) => [say(one.label), valueText(one.before), valueText(one.after)]),
  );
}

/** A value of a plan as a cell shows it. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return blank;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => valueText(one)).join('\n');
  const { title, dueOn } = value as { title?: string; dueOn?: string };
  return [title, dueOn && `（${dueOn}）`].filter(Boolean).join('');
}

function proof({ kind, proofList, manifest: entries }: Packet, say: Say): Section[] {
  if (kind !== 'implementation-report') return [];
  const rows = proofList.map(({ no, text, required }) => {
    const pinned = entries.filter(({ pin }) => pin.point === no);
    const lines = pinned.map(
      ({ pin }) => `· ${pin.title}${place(pin.page, say)}${pin.note ? `\n\u3000${pin.note}` : ''}`,
    );
    return [String(no), `${say(text)}${required ? say(t.required) : ''}`, lines.join('\n') || say(t.noEvidence)];
  });
  return [{ title: t.proof, content: [table([22, '*', '*'], ['', say(t.point), say(t.pinned)], rows)] }];
}

function place(page: number | undefined, say: Say): string {
  return page === undefined ? '' : say(t.page).replace('#', String(page));
}

function manifest({ manifest: entries }: Packet, say: Say): Section[] {
  if (entries.length === 0) return [];
  const rows = entries.map((entry, index) => [
    String(index + 1),
    nameOf(entry, say),
    typeOf(entry, say),
    hashOf(entry),
  ]);
  return [
    {
      title: t.manifest,
      content: [table([22, '*', 72, 210], ['', say(t.file), say(t.type), say(t.hash)], rows, true)],
    },
  ];
}

function nameOf({ pin, name, confidential }: ManifestEntry, say: Say): string {
  return `${name ?? pin.title}${confidential ? say(t.confidential) : ''}`;
}

function typeOf({ type, size }: ManifestEntry, say: Say): string {
  return size === undefined ? say(t.link) : [type, sizeText(size)].filter(Boolean).join('\n');
}

function hashOf({ sha256, pin }: ManifestEntry): string {
  return sha256 ? (sha256.match(/.{1,32}/g) ?? []).join('\n') : (pin.url ?? blank);
}

/** '1.5 MB': decimal units, one decimal. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function changes({ changes: differences, round, earlier: decisions, kind }: Packet, say: Say): Section[] {
  if (round === 1 || decisions.length === 0) return [];
  // An amendment's own comparison is with the plan; this one is with its former round.
  const lines = differences.map(({ text, label }) =>
    kind === 'amendment' ? `${say(label)}${say(t.colon)}${say(text)}` : say(text),
  );
  return [{ title: t.changes, content: lines.length > 0 ? [{ ul: lines }] : [{ text: say(t.noChanges) }] }];
}

function earlier({ earlier: decisions, timeZone }: Packet, say: Say): Section[] {
  if (decisions.length === 0) return [];
  const content = decisions.flatMap((decision) => decisionLines(decision, timeZone, say));
  return [{ title: t.earlier, content }];
}

/** A decision with its reason and the points that failed. */
export function decisionLines(decision: PacketDecision, timeZone: string, say: Say): Content[] {
  const { round, outcome, reason, failedPoints, decidedAt } = decision;
  const who = personText(decision.decidedBy, decision.onBehalfOf, say);
  return [
    {
      text: `${say(t.round)} ${round}${say(t.colon)}${say(outcome)}    ${who}    ${momentText(decidedAt, timeZone)}`,
      bold: true,
    },
    ...(reason ? [{ text: reason, margin: [12, 0, 0, 2] as [number, number, number, number] }] : []),
    ...(failedPoints.length > 0
      ? [
          {
            text: `${say(t.failedPoints)}${say(t.colon)}${failedPoints.join(say(t.comma))}`,
            margin: [12, 0, 0, 6] as [number, number, number, number],
          },
        ]
      : []),
  ];
}

export function personText(person: Text, onBehalfOf: Text | undefined, say: Say): string {
  return onBehalfOf ? `${say(person)}${say(t.onBehalfOf).replace('#', say(onBehalfOf))}` : say(person);
}

export function momentText(moment: Date, timeZone: string): string {
  return `${dateIn(timeZone, moment)} ${timeIn(timeZone, moment)}`;
}

/** Short values in two columns. */
export function facts(rows: [label: Text, value: string | undefined][], say: Say): Content {
  return {
    layout: 'facts',
    margin: [0, 0, 0, 4],
    table: {
      widths: [96, '*'],
      body: rows.map(([label, value]) => [{ text: say(label), color: '#555555' }, { text: value || blank }]),
    },
  };
}

function long(label: Text, text: string | undefined, say: Say): Content[] {
  if (!text) return [];
  return [
    { text: say(label), color: '#555555', margin: [0, 2, 0, 1] },
    { text, margin: [0, 0, 0, 6], alignment: 'left' },
  ];
}

/** `wholeRows` keeps a row on one page; a row that may be longer than a page must break. */
function table(widths: (number | '*')[], head: string[], rows: string[][], wholeRows = false): Content {
  const header: TableCell[] = head.map((text) => ({ text, bold: true, fillColor: '#eeeeee' }));
  return {
    layout: 'packet',
    margin: [0, 2, 0, 8],
    fontSize: 9,
    lineHeight: 1.1,
    table: {
      headerRows: 1,
      dontBreakRows: wholeRows,
      widths,
      body: [header, ...(rows.length > 0 ? rows : [head.map(() => blank)])],
    },
  };
}
