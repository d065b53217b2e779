import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemReason } from '../node/content/content-files.js';
import { OutputFailed, type TextSink } from './io.js';

/** A file as a place for results; it is made anew. */
export class FileSink implements TextSink {
  readonly isTerminal = false;
  readonly width = undefined;
  readonly #file: FileHandle;
  readonly #path: string;

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
  }

  static async create(path: string): Promise<FileSink> {
    try {
      return new FileSink(await open(path, 'w'), path);
    } catch (error) {
      const isFolderMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new OutputFailed(
        path,
        isFolderMissing ? `the folder ${dirname(path)} does not exist` : systemReason(error),
      );
    }
  }

  async write(text: string): Promise<void> {
    try {
      await this.#file.writeFile(text);
    } catch (error) {
      throw new OutputFailed(this.#path, systemReason(error));
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
