import type { LookupTime } from '../../content/lookup-definition.js';
import type { EvalContext } from '../../functions/context.js';
import type { LookupTable } from '../../values/lookup/lookup-index.js';
import type { LookupTimes } from '../../values/lookup/lookup-times.js';
import { compileTimeParser } from '../../values/time/parse.js';

/** Where the times of a table are read as local ones, and what completes those without a year. */
export type TableClock = Pick<EvalContext, 'timeZone' | 'now'>;

const epochText = /^\s*-?\d{1,12}(?:\.\d*)?\s*$/;

/** The times of a time-based table in epoch seconds, of which Splunk ignores the fractions (transforms.conf `time_format`). */
export function tableTimes(table: LookupTable, time: LookupTime, clock: TableClock): LookupTimes {
  const column = table.fields.indexOf(time.field);
  const parse =
    time.format === undefined
      ? (text: string) => (epochText.test(text) ? Number(text) : null)
      : compileTimeParser(time.format);
  return {
    rows: Float64Array.from(table.rows, (row) =>
      Math.floor(parse(row[column] ?? '', clock.timeZone, clock.now) ?? Number.NaN),
    ),
    minOffset: time.minOffsetSeconds,
    maxOffset: time.maxOffsetSeconds,
  };
}
