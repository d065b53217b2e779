import type { Detection } from '../content/detection.js';
import type { FindingDrilldown, ResultRow } from './finding.js';
import { fieldTokens, substituteFields, substituteInSearch, valuesIn } from './substitute.js';

/** Drill-downs that several values of a row may multiply into. */
const most = 10;

/** Tokens that a drill-down gets from the search, not from the row. */
export interface DrilldownContext {
  /** Text of `%original_detection_search%`: the detection's search with its macros expanded, or as written. */
  readonly originalSearch?: string;
  /** `$info_min_time$` and `$info_max_time$`, epoch seconds. */
  readonly earliest?: string;
  readonly latest?: string;
}

/**
 * The detection's drill-downs for one row. `field = "$field$"` can hold one value only, so a field with several values gives
 * one drill-down per value, at most ten.
 */
export function drilldownsFor(
  detection: Detection,
  row: ResultRow,
  context: DrilldownContext,
  onMissing: (field: string) => void,
): FindingDrilldown[] {
  const times = new Map<string, string>();
  if (context.earliest !== undefined) times.set('info_min_time', context.earliest);
  if (context.latest !== undefined) times.set('info_max_time', context.latest);
  const time = (text: string) =>
    text.replace(/\$(info_(?:min|max)_time)\$/g, (token, name: string) => times.get(name) ?? token);
  const original = context.originalSearch ?? detection.search.text;
  const result: FindingDrilldown[] = [];
  for (const each of detection.drilldowns) {
    const tokens = fieldTokens(`${each.name.text} ${each.search.text}`);
    for (const one of singleValued(row, tokens)) {
      const search = substituteInSearch(each.search.text, one, (field) => {
        if (!field.startsWith('info_')) onMissing(field);
      });
      result.push({
        name: substituteFields(each.name.text, one, () => {}),
        // The original search comes last: what looks like a token in it is its own text.
        search: time(search).replaceAll('%original_detection_search%', () => original),
        earliest: time(each.earliest),
        latest: time(each.latest),
      });
    }
  }
  return result;
}

/** The row once per combination of the values of these fields. */
function singleValued(row: ResultRow, fields: readonly string[]): ResultRow[] {
  let rows: Record<string, string | readonly string[]>[] = [Object.create(null)];
  for (const field of fields) {
    const values = valuesIn(row, field);
    if (values.length > 0)
      rows = rows.flatMap((each) => values.slice(0, most).map((value) => withField(each, field, value))).slice(0, most);
  }
  return rows;
}

function withField(row: ResultRow, field: string, value: string): Record<string, string | readonly string[]> {
  const copy = Object.assign(Object.create(null), row) as Record<string, string | readonly string[]>;
  copy[field] = value;
  return copy;
}
