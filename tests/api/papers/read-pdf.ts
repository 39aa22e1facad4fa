import { createRequire } from 'node:module';
import { createCanvas } from '@napi-rs/canvas';
import * as jsqr from 'jsqr';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';

// The reader starts its worker from a file; inside the test there is none, so it works in this thread.
pdfjs.GlobalWorkerOptions.workerSrc = createRequire(__filename).resolve('pdfjs-dist/legacy/build/pdf.worker.mjs');

type Decode = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const decode = (jsqr as unknown as { default: Decode }).default;

/** A PDF as a reader's machine takes it. */
export interface ReadPdf {
  pages: number;
  /** The texts of each page, without blanks. */
  texts: string[];
  /** All of them. */
  text: string;
  /** Names of the fonts that the file carries. */
  fonts: Set<string>;
}

const open = (bytes: Buffer) => pdfjs.getDocument({ data: new Uint8Array(bytes), disableFontFace: true }).promise;

export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const document = await open(bytes);
  const texts: string[] = [];
  for (let no = 1; no <= document.numPages; no += 1) {
    const { items } = await (await document.getPage(no)).getTextContent();
    texts.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s/g, ''),
    );
  }
  const names = bytes.toString('latin1').matchAll(/\/FontName \/([\w+-]+)/g);
  return { pages: document.numPages, texts, text: texts.join(''), fonts: new Set([...names].map(([, name]) => name!)) };
}

/** What the QR code on the first page says to a camera. */
export async function codeOn(bytes: Buffer): Promise<string | undefined> {
  const page = await (await open(bytes)).getPage(1);
  const viewport = page.getViewport({ scale: 1.5 });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  await page.render({ canvasContext: context as never, viewport }).promise;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return decode(data as unknown as Uint8ClampedArray, canvas.width, canvas.height)?.data;
}
