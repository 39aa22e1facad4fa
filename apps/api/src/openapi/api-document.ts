import { Injectable } from '@nestjs/common';

/** Holds the document, which is built when somebody first asks. */
@Injectable()
export class ApiDocument {
  private document: object | undefined;
  private build: () => object = () => ({});

  /** The document describes the finished application, so its builder comes after it. */
  buildWith(build: () => object): void {
    this.build = build;
    this.document = undefined;
  }

  get(): object {
    return (this.document ??= this.build());
  }
}
