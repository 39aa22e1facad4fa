import { type Bound, boundsAround, twisted } from './bounds.rules.js';
import { type NamedDay, takeDays } from './days.rules.js';
import { withDigits } from './numerals.rules.js';
import { vagueWords } from './vague.rules.js';

/**
 * What a sentence says of a figure. `named` is a number with its noun and nothing else: what is counted, or what is
 * implemented. `unclear` is what cannot be held against a figure.
 */
export type Claim = { words: string } & (
  | { of: 'rate'; bounds: Bound[]; percent: number; decimals: number }
  | { of: 'share'; bounds: Bound[]; number: number; whole: number }
  | { of: 'range'; from: number; to: number; isRate: boolean }
  | { of: 'implemented' | 'remaining' | 'counted' | 'named' | 'tasks' | 'regions'; bounds: Bound[]; number: number }
  | ({ of: 'day' } & Omit<NamedDay, 'words'>)
  | { of: 'all' | 'not-all' | 'most' }
  | { of: 'unclear' }
  | { of: 'unit'; unit: 'measure' | 'work-item' }
);

const clauseEnd =
  /[,;:!?。、()[\]"“”‘’…|\n]|\.(?!\d)|——|\b(?:while|whereas|but|of which|and(?! (?:above|over|more)\b))\b|其中|而(?!且)|但/i;

/** Reads what a sentence claims, in Chinese or in English; numbers may be written in words. */
export function claimsOf(sentence: string): Claim[] {
  const { days, rest } = takeDays(withDigits(sentence));
  // 122项举措，其中110项; all of 28 regions: said across commas, or no claim of its own.
  const text = rest
    .replace(/(?:\bbetween |介于)(\d[\d.]*\s*%?)(?: and |和|与)(?=\d)/gi, '$1–')
    .replace(/(\d+)([^\d%。.;]{0,20}?)[,、]?\s*(?:其中|(?:out )?of (?:which|them)|among (?:which|them))/gi, ' of $1 ;')
    .replace(
      /(?:全部|所有|全国|各|\ball (?:the |of the )?|\bevery )\s*(?=(?:\d+\s*(?:个|项)?\s*)?(?:试点地区|地区|pilot regions?|regions?))/gi,
      ' ',
    )
    .replace(/全部\s*(?=\d+[项个条][^,。;]*中)/g, ' ');
  return [
    ...days.map(({ words, ...day }): Claim => ({ of: 'day', words, ...day })),
    ...vagueWords(text).map(unclear),
    ...unitsOf(text),
    ...text.split(clauseEnd).flatMap((clause) => new Clause(clause).claims()),
  ];
}

function unclear(words: string): Claim {
  return { of: 'unclear', words };
}

/** Which things a sentence counts, where it names one kind only. */
function unitsOf(text: string): Claim[] {
  const items = /工作项|\bwork items?\b/i.exec(text)?.[0];
  const measures = /举措|措施|\bmeasures?\b/i.exec(text)?.[0];
  if (items && !measures) return [{ of: 'unit', unit: 'work-item', words: items }];
  return measures && !items ? [{ of: 'unit', unit: 'measure', words: measures }] : [];
}

const done =
  /落地|完成|落实|实施|做到|见效|生效|到位|implement|complet|in place|achiev|carried out|took effect|done\b/i;
const notDone =
  /未|尚|待|其余|剩余|剩下|正在推进|推进中|\b(?:have|has|are|is|were|was) not\b|\bnot (?:yet )?(?:been )?(?:implemented|in place|completed?|done)|\bnot yet\b|\byet to\b|\bremain(?:s|ing|der)?\b|\boutstanding\b|\bpending\b|\bothers?\s+(?:the )?\d|\bstill (?:to|open|under)|\bunder way\b/i;
const negated = /没|不(?!断|仅|但|久)|非|无(?=法|需|一)|\b(?:not|never|no|nor|neither|without|hardly|fail\w*)\b|n't\b/i;
const anotherStatus =
  /批准|申报|驳回|退回|逾期|启动|报送|取消|撤销|不适用|\b(?:approved|proposed|rejected|returned|submitted|overdue|launched|started|begun|underway|cancelled|revoked|exempt\w*)\b/i;
const toCome =
  /将|预计|目标|计划|有望|力争|拟|\b(?:will|shall|should|expect\w*|forecast\w*|target\w*|plan(?:s|ned|ning)?|aim\w*|could|may|might|would|going to)\b/i;
const otherRate =
  /(?<!落地|完成|实施|落实|执行)率|满意度|进出口|出口|投资|外资|贸易额|占全国|\b(?:satisfaction|exports?|imports?|investment|growth|coverage|turnover)\b/i;
const changeAfter =
  /^\s*(?:more|higher|faster|better|lower|less|fewer|up|down|increase|rise|growth)\b|^\s*的(?!具体|改革|试点|举措|措施|工作项|落地)/i;
const changeBefore =
  /(?:\bby|\b(?:increase|rise|growth|drop|fall) of|增长|增加|提高|上升|提升|下降|减少|降低|同比|环比|增幅)\s*了?\s*$/i;
const otherWhole =
  /^\s*of\s+(?!(?:(?:the|all|these|those|its|our|concrete|reform|pilot|specific)\s+)*(?:\d|measures?\b|items?\b|work items?\b|reforms?\b|them\b|which\b))/i;
const noun = '(?:具体|改革|开放|创新|试点|政策|服务贸易|的|和)*(?:举措|措施|事项|工作项)?';
const countedZh = new RegExp(
  `^\\s*(?:[项条]|个(?=具体|改革|试点|举措|措施|工作项|事项|已|$|[^\\u4e00-\\u9fff]))?${noun}\\s*(?:$|[^\\s\\u4e00-\\u9fffa-z]|[中已均落全得完实与及之占仍并在都尚未也取成顺有以左上内多余可待正推])`,
  'i',
);
const adjective = '(?:concrete|specific|individual|reform|pilot|policy|key|opening-up|innovation|such|work)';
const countedEn = new RegExp(
  `^\\s*(?:$|[^\\sa-z\\d]|(?:${adjective}[\\s,-]+)*(?:measures?|items?|reforms?|of|out|or|in|to|as|at|on|by|for|from|so|with|that|who|were|was|are|is|been|have|has|had|now|already|also|implemented|completed|done|not|remain\\w*|still|follow|under|the|are|which)\\b)`,
  'i',
);
const alone = /^\s*(?:the|这|上述|a total of|共有?|总共|合计|共计)?\s*$/i;
const onlyNoun = new RegExp(
  `^\\s*(?:[项条个]?${noun}|(?:${adjective}\\s+)*(?:measures|items|work items)?)\\s*(?:in total|altogether)?\\s*$`,
  'i',
);

/** Whether what follows a number shows that it counts measures or work items, or nothing else at least. */
function countsOn(later: string): boolean {
  return countedZh.test(later) || (countedEn.test(later) && !/^\s*[\u4e00-\u9fff]/.test(later));
}

interface Around {
  bounds: Bound[];
  former: string;
  later: string;
}

function numberOf(of: 'regions' | 'tasks' | 'counted') {
  return ([words = '', digits]: string[], { bounds }: Around): Claim => ({ of, bounds, number: Number(digits), words });
}

/** One clause of a sentence. What has been read is blanked out, so that no number is read twice. */
class Clause {
  private readonly found: Claim[] = [];
  private rest: string;

  constructor(private readonly text: string) {
    this.rest = text;
  }

  claims(): Claim[] {
    this.ranges();
    this.places();
    this.rates();
    this.shares();
    this.counted();
    this.numbers();
    this.words();
    return this.found.concat(this.doubts());
  }

  private ranges(): void {
    const range = /(\d+(?:\.\d+)?)\s*(%?)\s*(?:[-–—~〜至到]|\bto\b)\s*(\d+(?:\.\d+)?)\s*(%?)/gi;
    this.take(range, ([words = '', from, first, to, last], { bounds }) => {
      if ((first && !last) || bounds.length > 0) return unclear(words);
      return { of: 'range', from: Number(from), to: Number(to), isRate: last === '%', words };
    });
  }

  private places(): void {
    this.take(/(\d+)\s*(?:个|项)?\s*(?:试点地区|地区|省区市|pilot regions?\b|regions?\b)/gi, numberOf('regions'));
    this.take(/(\d+)\s*(?:个|项|大)?\s*(?:方面)?\s*(?:试点任务|任务|pilot tasks?\b|tasks?\b)/gi, numberOf('tasks'));
  }

  private rates(): void {
    this.take(/(\d+)(?:\.(\d+))?%/g, ([words = '', whole, part = ''], { bounds, former, later }) => {
      const isOther = otherRate.test(this.text) || otherWhole.test(later);
      if (isOther || changeBefore.test(former) || changeAfter.test(later)) return unclear(words);
      return { of: 'rate', bounds, percent: Number(`${whole}.${part || 0}`), decimals: part.length, words };
    });
  }

  /** 9/10 and `9 in 10` are shares; 110/122 are the two numbers of a figure. */
  private shares(): void {
    const share = /(\d+)(?:\s*\/\s*|\s+(?:out of|in)(?: every)?\s+)(\d+)(?![\d.%])/gi;
    this.take(share, ([words = '', part, whole], { bounds, later }) => {
      const [number, of] = [Number(part), Number(whole)];
      if (of < 2 || (of > 10 && of !== 100)) return undefined;
      if (otherWhole.test(later) || changeAfter.test(later) || !countsOn(later)) return unclear(words);
      return { of: 'share', bounds, number, whole: of, words };
    });
  }

  private counted(): void {
    this.take(/(?:\bof a total of|\bout of|(?<!\btotal )\bof)(?: the| all)* (\d+)(?![\d.%])/gi, numberOf('counted'));
    this.take(/\/\s*(\d+)(?![\d.%])/g, numberOf('counted'));
    this.take(new RegExp(`(\\d+)\\s*[项个条]?${noun}(?:之|当)?中`, 'g'), numberOf('counted'));
    this.take(/\d+(?![\d.%])/g, (match, { bounds, former, later }) => {
      const words = match[0] ?? '';
      const isNamed = alone.test(former) && onlyNoun.test(later) && /\S/.test(former + later);
      return isNamed ? { of: 'named', bounds, number: Number(words), words } : undefined;
    });
  }

  private numbers(): void {
    this.take(/\d+(?:\.\d+)?/g, ([words = ''], { bounds, former, later }) => {
      if (!/^\d+$/.test(words) || !countsOn(later)) return unclear(`${words}${later.slice(0, 12)}`.trim());
      if (changeBefore.test(former)) return unclear(words);
      const of = notDone.test(`${former} ${later}`) ? 'remaining' : 'implemented';
      return { of, bounds, number: Number(words), words };
    });
  }

  private words(): void {
    const says = this.found.some(({ of }) => of === 'implemented' || of === 'remaining');
    this.take(/(?:not (?:yet )?|未|并非|不是|没有)\s*(?:all|every|全部|所有)/gi, ([words]) => ({
      of: 'not-all',
      words: words!,
    }));
    this.take(/全部|所有|均已|悉数|全数|全面落地|\ball\b|\bevery\b|\bfully\b|\bentire(?:ly)?\b/gi, ([words]) => {
      return says ? undefined : { of: 'all', words: words! };
    });
    this.take(/大多数|多数|大部分|多半|(?<!at )\bmost\b/gi, ([words]) => ({ of: 'most', words: words! }));
  }

  /** Whatever else the clause says that would turn its claims. */
  private doubts(): Claim[] {
    const claims = this.found.filter(({ of }) => ['implemented', 'rate', 'share', 'range', 'all', 'most'].includes(of));
    if (claims.length === 0) return [];
    const turned = [negated, toCome].flatMap((pattern) => pattern.exec(this.rest)?.[0] ?? []);
    const notDoneWord = notDone.exec(this.rest)?.[0];
    const status = done.test(this.text) ? undefined : anotherStatus.exec(this.rest)?.[0];
    return [...turned, notDoneWord, status].flatMap((words) => (words ? [unclear(words.trim())] : []));
  }

  private take(pattern: RegExp, read: (match: string[], around: Around) => Claim | undefined): void {
    for (const match of this.rest.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const around = boundsAround(this.rest.slice(0, start), this.rest.slice(end));
      const former = this.rest.slice(0, start - around.former);
      const later = this.rest.slice(end + around.later);
      const claim = read([...match], { bounds: around.bounds, former, later });
      if (!claim) continue;
      const said = this.rest.slice(former.length, end + around.later).trim();
      this.found.push(around.bounds.length > 0 && twisted.test(former) ? unclear(said) : claim);
      this.rest = former + ' '.repeat(end + around.later - former.length) + later;
    }
  }
}
