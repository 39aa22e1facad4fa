/** A text for people in both languages of the product; zh is shown first. */
export interface Text {
  zh: string;
  en: string;
}

export type Language = keyof Text;

export const languages: readonly Language[] = ['zh', 'en'];

/** The language that an Accept-Language header asks for; English when it asks for neither. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag }) => /^(zh|en)(-|$)/.test(tag))
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.tag.startsWith('zh') ? 'zh' : 'en';
}
