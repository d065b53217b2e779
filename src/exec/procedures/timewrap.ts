import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { toNumber } from '../../values/coerce.js';
import { Event } from '../../values/event.js';
import { compileTimeFormat } from '../../values/time/format.js';
import { type TimeSpan, timeSpanOf } from '../../values/time/span.js';
import { resolveTimeModifier } from '../../values/time/spec.js';
import type { Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { type Run, wholeTable } from '../operator.js';
import { rangeOf } from '../operators/scan.js';
import { reportLimit } from '../report-limit.js';

type Timewrap = TableProcedure & { readonly name: 'timewrap' };

/** A span in the words of column names. */
function inWords(span: TimeSpan): { readonly count: number; readonly unit: string } {
  const divided = (count: number, units: readonly (readonly [number, string])[]): { count: number; unit: string } => {
    const [size, unit] = units.find(([each]) => count % each === 0) ?? [1, 'second'];
    return { count: count / size, unit };
  };
  if (span.kind === 'months')
    return divided(span.count, [
      [12, 'year'],
      [3, 'quarter'],
      [1, 'month'],
    ]);
  if (span.kind === 'days')
    return divided(span.count, [
      [7, 'week'],
      [1, 'day'],
    ]);
  return divided(span.micros / 1e6, [
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ]);
}

/** The end of the period that lies `age` periods before the last. */
function boundary(end: number, span: TimeSpan, age: number, timeZone: string): number {
  if (age === 0) return end;
  if (span.kind === 'elapsed') return end - (age * span.micros) / 1e6;
  const back = resolveTimeModifier(`-${age * span.count}${span.kind === 'days' ? 'd' : 'mon'}`, end, timeZone);
  return typeof back === 'number' ? back : end;
}

function endOf(procedure: Timewrap, rows: readonly Event[], context: ExecContext): number {
  if (procedure.align === 'now') return context.now;
  const { latest } = procedure.window === undefined ? context.range : rangeOf(procedure.window, context);
  if (Number.isFinite(latest)) return latest;
  let end = Number.NEGATIVE_INFINITY;
  for (const row of rows) end = Math.max(end, (toNumber(row.get('_time')) ?? end) + (toNumber(row.get('_span')) ?? 0));
  return end;
}

/**
 * `timewrap`: the series of a timechart cut into periods that stand side by side (spl-commands 10.2). The last period
 * ends with the search; rows lie at the times of the last one, and older periods come first [I]. Where there is one
 * column, and no field by which it was split, the columns are called by the periods alone (published with `s0`, `s1`).
 */
export function compileTimewrap(procedure: Timewrap, input: Run): Run {
  const span = timeSpanOf(procedure.span)!;
  const { count, unit } = inWords(span);
  const format = compileTimeFormat(procedure.timeFormat);
  return wholeTable(input, 'timewrap', (rows, context) => {
    const { timeZone } = context;
    const end = endOf(procedure, rows, context);
    const lasting = end - boundary(end, span, 1, timeZone);
    const latestStart = boundary(end, span, 1, timeZone);
    const most = context.limits.timechartBins;
    const label = (age: number): string => {
      if (procedure.series === 'short') return `s${age}`;
      if (procedure.series === 'exact') return format(boundary(end, span, age + 1, timeZone), timeZone) ?? `s${age}`;
      const steps = age * count;
      if (age === 0) return `latest_${count === 1 ? unit : `${count}${unit}s`}`;
      return `${steps}${unit}${steps === 1 ? '' : 's'}_before`;
    };
    const wrapped = new Map<number, { readonly age: number; readonly cells: [string, Value][] }[]>();
    const ages = new Set<number>();
    const series = new Set<string>();
    let cut = false;
    let timeless = false;
    for (const row of rows) {
      const time = toNumber(row.get('_time'));
      if (time === null) timeless = true;
      if (time === null || time >= end) continue;
      let age = Math.max(0, Math.floor((end - time) / lasting) - 1);
      if (age > most) {
        cut = true;
        continue;
      }
      while (boundary(end, span, age + 1, timeZone) > time) age++;
      while (age > 0 && boundary(end, span, age, timeZone) <= time) age--;
      const at = latestStart + (time - boundary(end, span, age + 1, timeZone));
      const cells = row
        .fieldNames()
        .filter((name) => !name.startsWith('_'))
        .map((name): [string, Value] => [name, row.get(name)]);
      for (const [name] of cells) series.add(name);
      ages.add(age);
      const others = wrapped.get(at);
      if (others === undefined) wrapped.set(at, [{ age, cells }]);
      else others.push({ age, cells });
    }
    if (cut) reportLimit(context, 'The periods of timewrap', 'timechartBins');
    if (timeless) context.note('timewrap: rows without a time are left out; it reads what timechart gives.');
    const isNamed = procedure.split || series.size > 1;
    const labels = new Map([...ages].map((age) => [age, label(age)]));
    if (new Set(labels.values()).size < labels.size)
      context.note('timewrap: time_format gives several periods one name; of their columns the last period stands.');
    return [...wrapped]
      .sort(([a], [b]) => a - b)
      .map(([at, parts]) => {
        const cells: [string, Value][] = [['_time', at]];
        for (const part of parts.sort((a, b) => b.age - a.age)) {
          for (const [name, value] of part.cells) {
            const period = labels.get(part.age)!;
            cells.push([isNamed ? `${name}_${period}` : period, value]);
          }
        }
        return Event.of(cells);
      });
  });
}
