import type { Change } from './change.js';
import type { RowsDiff } from './rows-diff.js';

/** Which version of a detection is meant. */
export interface VersionLabel {
  readonly file: string;
  readonly name: string;
  readonly id: string;
  readonly version?: number;
}

/** What became of one detection, as plain data. */
export interface DetectionDiff {
  readonly status: 'added' | 'removed' | 'changed' | 'same';
  readonly before?: VersionLabel;
  readonly after?: VersionLabel;
  readonly changes: readonly Change[];
  readonly rows?: RowsDiff;
  /** Why the rows could not be compared. */
  readonly rowsProblem?: string;
}

/** Whether anything that a detection does is different. */
export function isDifferent({ status, rows }: DetectionDiff): boolean {
  return status !== 'same' || (rows !== undefined && rows.gained.length + rows.lost.length > 0);
}
