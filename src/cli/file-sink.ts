import { type FileHandle, open } from 'node:fs/promises';
import type { TextSink } from './io.js';

/** A file as a place for results; it is made anew. */
export class FileSink implements TextSink {
  readonly isTerminal = false;
  readonly width = undefined;
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<FileSink> {
    return new FileSink(await open(path, 'w'));
  }

  async write(text: string): Promise<void> {
    await this.#file.writeFile(text);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
