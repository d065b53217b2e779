import type { Detection, DetectionTest } from '../content/detection.js';
import type { ResultRow } from '../findings/finding.js';
import { valuesIn } from '../findings/substitute.js';

/**
 * Holds the rows of a detection against its test; gives what is wrong in words, nothing when it passes (escu-formats 1 and 2).
 *
 * - `expected_results` 0: no row may come; 1 or absent: at least one; more: exactly as many.
 * - Each row has every risk or finding entity field; some row has each threat object field.
 * - Fields listed in the test's `absent_fields` are known to be missing, and it is reported when one of them appears.
 */
export function unmetExpectations(
  detection: Pick<Detection, 'risk'>,
  test: DetectionTest,
  rows: readonly ResultRow[],
): string[] {
  const expected = test.expectedResults;
  const count = (n: number): string => `${n} row${n === 1 ? '' : 's'}`;
  if (expected === 0) {
    return rows.length === 0 ? [] : [`the search gave ${count(rows.length)}, and none may come: ${sample(rows[0]!)}`];
  }
  if (rows.length === 0)
    return [`the search gave no rows, ${expected === 1 ? 'at least one' : `exactly ${expected}`} must come`];
  const unmet: string[] = [];
  if (expected > 1 && rows.length !== expected)
    unmet.push(`the search gave ${count(rows.length)}, exactly ${expected} must come`);
  const has = (row: ResultRow, field: string): boolean => valuesIn(row, field).some((value) => value !== '');
  const { entities, finding, threatObjects } = detection.risk;
  const promised = new Set([
    ...entities.map((each) => each.field),
    ...(finding?.entity === undefined ? [] : [finding.entity.field]),
  ]);
  for (const field of promised) {
    if (test.absentFields.includes(field)) continue;
    const lacking = rows.filter((row) => !has(row, field)).length;
    if (lacking === 0) continue;
    const which = lacking === rows.length ? `no row has` : `${lacking} of ${count(rows.length)} lack`;
    unmet.push(`${which} the entity field ${field}; ${columnsText(rows)}`);
  }
  for (const { field } of threatObjects) {
    if (promised.has(field) || test.absentFields.includes(field)) continue;
    if (!rows.some((row) => has(row, field)))
      unmet.push(`no row has the threat object field ${field}; ${columnsText(rows)}`);
  }
  for (const field of test.absentFields) {
    if (rows.some((row) => has(row, field)))
      unmet.push(`absent_fields lists ${field}, but rows have it now: take it off the list`);
  }
  return unmet;
}

function columnsText(rows: readonly ResultRow[]): string {
  return `rows have: ${[...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ')}`;
}

function sample(row: ResultRow): string {
  const cells = Object.keys(row)
    .slice(0, 8)
    .map((field) => `${field}=${JSON.stringify(valuesIn(row, field).join(', ').slice(0, 120))}`);
  return cells.join(' ');
}
