import { createSchemaValidator } from '../../content/schema/validator.js';
import { OwnerLinting } from '../../lint/apply-rules.js';
import type { LintDiagnostic } from '../../lint/define.js';
import type { SearchOwner } from '../../lint/file-search.js';
import { rulesOf } from '../../lint/lint.js';
import type { GatheredFile } from '../content/gather-content.js';
import { readFiles } from '../content/load-content.js';
import { type CheckTask, environmentOf } from './check-task.js';
import { type FileReading, readForCheck } from './file-reading.js';

/** A part of a check, in this thread or in another. */
export interface CheckPart {
  /** What the files of the part hold, one reading for each. */
  read(): Promise<readonly FileReading[]>;
  /** The findings about the searches of each file, after `read`. `progress` is told how many searches were checked since it was last told. */
  check(task: CheckTask, progress: (more: number) => void): Promise<readonly (readonly LintDiagnostic[])[]>;
  close(): void;
}

/** Searches between two looks at what else there is to do. */
const searchesAtOnce = 32;

/** A part in this thread: keeps the searches of its files until they are checked. */
export class LocalCheckPart implements CheckPart {
  readonly #files: readonly GatheredFile[];
  #owners: (readonly SearchOwner[])[] = [];

  constructor(files: readonly GatheredFile[]) {
    this.#files = files;
  }

  async read(): Promise<FileReading[]> {
    const validator = await createSchemaValidator();
    const readings: FileReading[] = [];
    for (const file of await readFiles(this.#files)) {
      const { reading, owners } = readForCheck(file, validator);
      readings.push(reading);
      this.#owners.push(owners);
    }
    return readings;
  }

  async check(task: CheckTask, progress: (more: number) => void): Promise<LintDiagnostic[][]> {
    const linting = new OwnerLinting(rulesOf(task.severities), environmentOf(task));
    const found: LintDiagnostic[][] = [];
    let untold = 0;
    for (const owners of this.#owners) {
      found.push(owners.flatMap((owner) => linting.lint(owner)));
      untold += owners.length;
      if (untold < searchesAtOnce) continue;
      progress(untold);
      untold = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    progress(untold);
    return found;
  }

  close(): void {
    this.#owners = [];
  }
}
