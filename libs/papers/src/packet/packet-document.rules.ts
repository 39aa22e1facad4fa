import type { Content, TableCell } from 'pdfmake';
import type { Language, Text } from '#libs/platform';
import { groupsOf } from '../digest/round-digest.rules.js';
import type { PdfDocument } from '../pdf/pdf-writer.js';
import type { Packet } from './packet.js';
import { decisionLines, facts, momentText, personText, type Say, sectionsOf } from './packet-sections.rules.js';
import { packetTexts as t } from './packet.texts.js';

/** A review packet as a document: head, content, signatures, the code of this very version. */
export function packetDocument(packet: Packet, language: Language): PdfDocument {
  const say: Say = (text: Text) => text[language];
  const { measure, region, kindText, round, isDraft, isDemonstration, decision, sent } = packet;
  const title = `${say(t.title)}${say(t.colon)}${measure.no} ${say(measure.title)}`;
  return {
    name: `${measure.no}-${say(region)}-${say(kindText)}-${round}`,
    title,
    language,
    // The moment of the version, so that the same paper is the same file whenever it is printed.
    at: decision?.decidedAt ?? sent?.at ?? new Date(0),
    watermark: isDraft ? say(t.draft) : undefined,
    header: {
      left: `${say(region)} · ${measure.no} · ${say(kindText)} · ${say(t.round)} ${round}`,
      right: [isDemonstration ? say(t.demonstration) : '', isDraft ? say(t.draft) : ''].filter(Boolean).join(' · '),
    },
    footer: {
      left: `SHA-256 ${packet.digest.slice(0, 16)}…`,
      pages:
        language === 'zh'
          ? (page, pages) => `第 ${page} 页，共 ${pages} 页`
          : (page, pages) => `page ${page} of ${pages}`,
    },
    undrawnNote: say(t.undrawn),
    content: [
      ...head(packet, say),
      ...sectionsOf(packet, say).flatMap(({ title: heading, content }, index) => [
        { text: `${numeral(index + 1, language)}${say(heading)}`, style: 'heading' },
        ...content,
      ]),
      ...signatures(packet, say),
    ],
  };
}

function head(packet: Packet, say: Say): Content[] {
  const { measure, isDraft, isDemonstration, sent, timeZone } = packet;
  const notes = [...(isDemonstration ? [t.demonstrationNote] : []), ...(isDraft ? [t.draftNote] : [])];
  return [
    { text: say(t.title), style: 'title' },
    { text: `${say(packet.kindText)} · ${say(packet.region)}`, alignment: 'center', margin: [0, 0, 0, 8] },
    ...notes.map((note) => ({ text: say(note), style: 'warning' })),
    version(packet, say),
    facts(
      [
        [t.programme, say(packet.programme)],
        [t.region, say(packet.region)],
        [t.task, `${packet.task.no} ${say(packet.task.name)}`],
        [t.measure, `${measure.no} ${say(measure.title)}`],
        [t.measureText, `${say(measure.text)}${measure.illustrative ? say(t.illustrative) : ''}`],
        [t.department, say(packet.leadDepartment)],
        [t.kind, say(packet.kindText)],
        [t.round, String(packet.round)],
        [t.status, say(packet.status)],
        [t.sentAt, sent ? momentText(sent.at, timeZone) : say(t.notSent)],
        [t.number, packet.submissionId],
      ],
      say,
    ),
  ];
}

/** Room for hands and seals; what the record already knows is printed. */
function signatures(packet: Packet, say: Say): Content[] {
  const { decision, sent, preparedBy, signedOffBy, timeZone } = packet;
  const line = (label: Text, value = '') => `${say(label)}${say(t.colon)}${value || '＿＿＿＿＿＿＿＿＿＿'}`;
  const region: Content[] = [
    { text: say(t.regionSide), bold: true },
    { text: line(t.preparedBy, say(preparedBy)) },
    { text: line(t.signedOff, signedOffBy ? say(signedOffBy) : '') },
    { text: line(t.sentBy, sent ? personText(sent.by, sent.onBehalfOf, say) : '') },
    { text: line(t.signature) },
    { text: line(t.date) },
    { text: `${say(t.seal)}${say(t.colon)}`, margin: [0, 4, 0, 56] },
  ];
  const ministry: Content[] = [
    { text: say(t.ministrySide), bold: true },
    ...(decision
      ? decisionLines(decision, timeZone, say)
      : [
          { text: `${say(t.opinion)}${say(t.colon)}`, margin: [0, 0, 0, 40] as [number, number, number, number] },
          { text: `${say(t.decision)}${say(t.colon)}${say(t.decisionBoxes)}` },
        ]),
    { text: line(t.signature), margin: [0, 4, 0, 0] },
    { text: line(t.date) },
  ];
  const cells: TableCell[] = [
    { stack: region, lineHeight: 1.6 },
    { stack: ministry, lineHeight: 1.6 },
  ];
  return [
    {
      unbreakable: true,
      stack: [
        { text: say(t.signatures), style: 'heading' },
        { layout: 'packet', table: { widths: ['*', '*'], body: [cells] } },
      ],
    },
  ];
}

/** The code of this very version, beside the title; the digest in full, for eyes. */
function version({ address, digest }: Packet, say: Say): Content {
  return {
    unbreakable: true,
    margin: [0, 0, 0, 8],
    columns: [
      { width: 124, qr: address, fit: 116, eccLevel: 'M' },
      {
        width: '*',
        stack: [
          { text: say(t.version), bold: true },
          { text: say(t.versionNote), fontSize: 8, color: '#555555', margin: [0, 2, 0, 4] },
          { text: groupsOf(digest.slice(0, 32)) },
          { text: groupsOf(digest.slice(32)) },
          { text: address, fontSize: 7, color: '#555555', margin: [0, 4, 0, 0] },
        ],
      },
    ],
  };
}

const numerals = '一二三四五六七八九十';

function numeral(place: number, language: Language): string {
  return language === 'zh' ? `${numerals[place - 1]}、` : `${place}. `;
}
