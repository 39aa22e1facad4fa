/** Bytes that no text has, but tab, line feed, form feed and carriage return. */
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

type Decoder = InstanceType<typeof TextDecoder>;

/** Reads bytes as they come and finds out whether they are text, and in which of the two encodings. */
export class TextCheck {
  private readonly decoders = new Map(
    (['utf-8', 'gb18030'] as const).map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })]),
  );

  /** Takes the next bytes; false as soon as they cannot be text. */
  take(bytes: Uint8Array): boolean {
    return this.decode((decoder) => decoder.decode(bytes, { stream: true }));
  }

  /** The encoding of it all; undefined when it is no text. UTF-8 where both fit. */
  end(): 'utf-8' | 'gb18030' | undefined {
    this.decode((decoder) => decoder.decode());
    return [...this.decoders.keys()][0];
  }

  private decode(read: (decoder: Decoder) => string): boolean {
    for (const [encoding, decoder] of this.decoders) {
      try {
        if (controls.test(read(decoder))) this.decoders.delete(encoding);
      } catch {
        this.decoders.delete(encoding);
      }
    }
    return this.decoders.size > 0;
  }
}
