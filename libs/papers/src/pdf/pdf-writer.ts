import { Injectable } from '@nestjs/common';
import pdfMake from 'pdfmake';
import type { Content, CustomTableLayout } from 'pdfmake';
import { ChineseFont, type LoadedFont } from '../font/chinese-font.js';
import { charactersIn, inFonts } from './fonts-of-content.rules.js';
import { type FontOf, hasUndrawn } from '../font/runs.rules.js';

/** A document of A4 pages. Texts are plain; the writer finds the fonts for them. */
export interface PdfDocument {
  /** For the name of the file, without an extension. */
  name: string;
  title: string;
  language: string;
  /** Stands in the file as the moment of its making. */
  at: Date;
  content: Content[];
  header: { left: string; right: string };
  footer: { left: string; pages: (page: number, pages: number) => string };
  watermark?: string;
  /** Printed at the end when a character could be written by its number only. */
  undrawnNote: string;
}

type Definition = Parameters<typeof pdfMake.createPdf>[0];

const family = 'NotoSansSC';
const margins: [number, number, number, number] = [56, 64, 56, 56];
const grey = '#777777';

const packetLayout: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

const factsLayout: CustomTableLayout = {
  paddingLeft: () => 0,
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 1,
};

/** Writes PDF files: fonts embedded, text that can be copied, and the same bytes for the same document. */
@Injectable()
export class PdfWriter {
  constructor(private readonly font: ChineseFont) {}

  async write(document: PdfDocument): Promise<Buffer> {
    const content = [...document.content];
    const { header, footer, watermark, title } = document;
    const fontOf = await this.fontsFor([content, header.left, header.right, footer.left, document.undrawnNote]);
    if (charactersIn(content).some((text) => hasUndrawn(text, fontOf))) {
      content.push({ text: document.undrawnNote, fontSize: 8, color: grey, margin: [0, 8, 0, 0] });
    }
    const [left, right] = [header.left, header.right].map((text) => inFonts([{ text, noWrap: true }], fontOf, family));
    const definition: Definition = {
      pageSize: 'A4',
      pageMargins: margins,
      language: document.language,
      info: {
        title,
        creationDate: document.at,
        modDate: document.at,
        producer: 'measure-tracker',
        creator: 'measure-tracker',
      },
      // Ligatures would put one sign for the ff of a digest.
      defaultStyle: { font: family, fontSize: 10, lineHeight: 1.25, fontFeatures: { liga: false } } as object,
      styles: {
        title: { fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 2] },
        heading: { fontSize: 12, bold: true, margin: [0, 10, 0, 4] },
        warning: { color: '#b00020', bold: true, alignment: 'center', margin: [0, 0, 0, 6] },
      },
      ...(watermark && {
        watermark: { text: watermark, font: family, color: '#b00020', opacity: 0.1, bold: true, fontSize: 120 },
      }),
      header: () =>
        margin(
          [56, 28, 56, 0],
          [
            { width: '*', stack: [left!] },
            { width: 'auto', stack: [right!], color: '#b00020' },
          ],
        ),
      footer: (page, pages) =>
        margin(
          [56, 16, 56, 0],
          [
            { width: '*', stack: [footer.left] },
            { width: 'auto', stack: [footer.pages(page, pages)] },
          ],
        ),
      content: content.map((part) => inFonts(part, fontOf, family)),
    };
    return pdfMake.createPdf(definition).getBuffer();
  }

  /** Makes the fonts known that these texts need, and tells which draws a character. */
  private async fontsFor(content: unknown): Promise<FontOf> {
    const [regular, bold] = await Promise.all([this.font.regular(), this.font.bold()]);
    const rare = new Set(
      charactersIn(content)
        .flatMap((text) => [...text].map((character) => character.codePointAt(0)!))
        .filter((code) => !regular.characters.has(code)),
    );
    const parts = await this.font.partsFor(rare);
    register(family, regular, bold);
    for (const part of parts) register(part.name, part, part);
    return (code) =>
      regular.characters.has(code) ? family : parts.find(({ characters }) => characters.has(code))?.name;
  }
}

interface Side {
  width: '*' | 'auto';
  stack: Content[];
  color?: string;
}

const margin = (sides: [number, number, number, number], columns: Side[]): Content => ({
  margin: sides,
  fontSize: 8,
  color: grey,
  columns,
});

const registered = new Set<string>();

/** The PDF library keeps fonts for the whole process, by the name of a file that is in memory only. */
function register(name: string, regular: LoadedFont, bold: LoadedFont): void {
  if (registered.has(name)) return;
  const { virtualfs } = pdfMake as unknown as { virtualfs: { writeFileSync(file: string, content: Buffer): void } };
  for (const { name: file, ttf } of [regular, bold]) virtualfs.writeFileSync(file, ttf);
  pdfMake.addFonts({
    [name]: { normal: regular.name, bold: bold.name, italics: regular.name, bolditalics: bold.name },
  });
  registered.add(name);
}

pdfMake.setTableLayouts({ packet: packetLayout, facts: factsLayout });
// A document holds texts of strangers: nothing in one may make the library read a file or an address.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy(() => false);
