import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { charactersOf } from './character-map.rules.js';
import { subsetsOf } from './subsets.rules.js';
import { ttfOf } from './woff.rules.js';

/** A font that can be put into a PDF. */
export interface LoadedFont {
  /** Stable name, such as `NotoSansSC-400-chinese-simplified`. */
  name: string;
  ttf: Buffer;
  characters: ReadonlySet<number>;
}

const family = '@fontsource/noto-sans-sc';
const main = 'chinese-simplified';

/**
 * Noto Sans SC as TrueType, converted once and kept in memory: PDF writers embed only the used characters of a TrueType
 * font, and all of a compressed one. The main part has the common characters; rarer ones lie in some hundred small
 * parts, which are read when a text needs them.
 */
@Injectable()
export class ChineseFont {
  private readonly loaded = new Map<string, Promise<LoadedFont>>();
  private places: Promise<ReadonlyMap<number, string>> | undefined;

  regular(): Promise<LoadedFont> {
    return this.load(main, 400);
  }

  bold(): Promise<LoadedFont> {
    return this.load(main, 700);
  }

  /** The parts of the family that draw these characters as far as it has them at all. */
  async partsFor(codePoints: Iterable<number>): Promise<LoadedFont[]> {
    this.places ??= readPlaces();
    const places = await this.places;
    const names = new Set([...codePoints].flatMap((code) => places.get(code) ?? []));
    return Promise.all([...names].sort().map((name) => this.load(name, 400)));
  }

  private load(part: string, weight: 400 | 700): Promise<LoadedFont> {
    const file = `noto-sans-sc-${part}-${weight}-normal.woff`;
    const known = this.loaded.get(file) ?? read(file, `NotoSansSC-${weight}-${part}`);
    this.loaded.set(file, known);
    // What could not be read may be there the next time.
    known.catch(() => this.loaded.delete(file));
    return known;
  }
}

async function read(file: string, name: string): Promise<LoadedFont> {
  const ttf = ttfOf(await readFile(pathOf(`files/${file}`)));
  return { name, ttf, characters: charactersOf(ttf) };
}

async function readPlaces(): Promise<ReadonlyMap<number, string>> {
  return subsetsOf(JSON.parse(await readFile(pathOf('unicode.json'), 'utf8')) as Record<string, string>);
}

function pathOf(file: string): string {
  return createRequire(import.meta.url).resolve(`${family}/${file}`);
}
