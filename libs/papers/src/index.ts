export { type DigestedRound, digestOf, groupsOf, readDigest } from './digest/round-digest.rules.js';
export { ChineseFont, type LoadedFont } from './font/chinese-font.js';
export { papersMigrations } from './migrations/index.js';
export { papersConstraints } from './papers.constraints.js';
export { PapersHttpModule } from './papers.http.module.js';
export { PapersModule } from './papers.module.js';
export { type PdfDocument, PdfWriter } from './pdf/pdf-writer.js';
