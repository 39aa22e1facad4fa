import { extensionOf, type FileKind, fileKinds } from '../receive/file-kind.rules.js';

/** Content-Disposition of a download (RFC 6266): a plain name for old readers, the true one for all others. */
export function attachment(name: string): string {
  const clean = name.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  const plain = clean.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  // Everything but the attr-char of RFC 8187 is encoded.
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The name under which a file goes out: with an extension of its kind. */
export function downloadName(name: string, kind: FileKind | undefined): string {
  return kind === undefined || extensionOf(name) !== undefined ? name : `${name}.${fileKinds[kind].extensions[0]}`;
}
