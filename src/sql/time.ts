import type { TimeWindow } from '../plan/nodes/source.js';
import type { Span } from '../source/span.js';
import { localSecondsOf } from '../values/time/civil.js';
import { tokenizeTimeFormat } from '../values/time/format.js';
import { firstDay, type TimeSpan } from '../values/time/span.js';
import { parseTimeSpec, type TimeStep } from '../values/time/spec.js';
import { timeUnit, unitSeconds } from '../values/time/unit.js';
import type { SqlDialect } from './dialect.js';
import type { Emitter } from './emitter.js';
import { once } from './named.js';
import { unsupported } from './refusal.js';

/** Times are worked out in UTC; another zone would need its rules in the engine. */
export function needsUtc(cx: Emitter, span: Span): void {
  if (cx.schema.timeZone !== 'UTC')
    unsupported(`times of the zone ${cx.schema.timeZone} are not worked out in SQL`, span);
}

/** Seconds of a unit of fixed length; undefined of others. Days are as long in UTC only. */
export function fixedSeconds(word: string, cx: Emitter, span: Span): number | undefined {
  const unit = timeUnit(word);
  if (unit === undefined || unit === 'mon' || unit === 'q' || unit === 'y') return undefined;
  if (unit === 'd' || unit === 'w') needsUtc(cx, span);
  return unitSeconds.get(unit);
}

/** The instant that a time modifier means, counted from `epoch` (spl-core 4.1). */
export function emitTimeSpec(text: string, epoch: string, cx: Emitter, span: Span): string {
  const spec = parseTimeSpec(text.trim());
  if ('error' in spec) return unsupported(`the time ${text} cannot be read: ${spec.error}`, span);
  if (spec.kind === 'epoch') return cx.dialect.number(spec.seconds);
  needsUtc(cx, span);
  if (spec.kind === 'wall') return cx.dialect.number(localSecondsOf(spec.parts));
  let sql = epoch;
  for (const step of spec.steps) {
    sql = once(sql, cx, (time) => emitStep(step, time, span, cx.dialect));
  }
  return sql;
}

/** The bounds of a window, those of the run where it has none; undefined where there is none. */
export function emitWindow(
  window: TimeWindow,
  span: Span,
  cx: Emitter,
): { readonly earliest: string | undefined; readonly latest: string | undefined } {
  const { range } = cx.schema;
  const bound = (text: string | undefined, outer: number): string | undefined => {
    if (text !== undefined && text !== '') return emitTimeSpec(text, cx.now, cx, span);
    return Number.isFinite(outer) ? cx.dialect.number(outer) : undefined;
  };
  return { earliest: bound(window.earliest, range.earliest), latest: bound(window.latest, range.latest) };
}

function emitStep(step: TimeStep, sql: string, span: Span, { times }: SqlDialect): string {
  const seconds = unitSeconds.get(step.unit);
  if (step.kind === 'shift') {
    if (seconds !== undefined && step.unit !== 'mon' && step.unit !== 'q' && step.unit !== 'y')
      return `(${sql} ${step.amount < 0 ? '-' : '+'} ${Math.abs(step.amount) * seconds})`;
    const months = step.unit === 'y' ? 12 : step.unit === 'q' ? 3 : 1;
    return `spl_month(${sql}, ${step.amount * months})`;
  }
  switch (step.unit) {
    case 's':
      return `floor(${sql})`;
    case 'm':
    case 'h':
    case 'd':
      return `(floor(${sql} / ${seconds}) * ${seconds})`;
    case 'w': {
      // The epoch was a Thursday.
      const offset = ((step.weekday - 4 + 7) % 7) * 86_400;
      return `(floor((${sql} - ${offset}) / 604800) * 604800 + ${offset})`;
    }
    case 'mon':
      return times.start('month', sql);
    case 'q':
      return times.start('quarter', sql);
    case 'y':
      return times.start('year', sql);
    default:
      return unsupported(`times are not snapped to ${String(step.unit)} in SQL`, span);
  }
}

/** How many decimals a variable of subseconds writes without a width. */
const decimals: Readonly<Record<string, number>> = { N: 9, Q: 3, f: 6 };

/** A time as text in a literal format (spl-core 4.3). */
export function emitTimeFormat(epoch: string, format: string, cx: Emitter, span: Span): string {
  needsUtc(cx, span);
  const { times } = cx.dialect;
  const pieces: string[] = [];
  let engine = '';
  const flush = (): void => {
    if (engine !== '') pieces.push(times.format(epoch, engine));
    engine = '';
  };
  for (const token of tokenizeTimeFormat(format)) {
    if (token.kind === 'text') {
      engine += token.text.replaceAll('%', '%%');
      continue;
    }
    const name = token.width === undefined ? token.name : `${token.width}${token.name}`;
    const written =
      name === 's'
        ? (time: string) => `spl_text(floor(spl_epoch(${time})))`
        : /[NQf]$/.test(name)
          ? (time: string) => `spl_fraction(${time}, ${token.width ?? decimals[token.name]})`
          : times.written[name];
    if (written === undefined) return unsupported(`the time format %${name} has no equal in SQL`, span);
    if (typeof written === 'string') engine += written;
    else {
      flush();
      pieces.push(written(epoch));
    }
  }
  flush();
  if (pieces.length === 0) return `CASE WHEN spl_date(${epoch}) IS NOT NULL THEN '' END`;
  return pieces.length === 1 ? pieces[0]! : `(${pieces.join(' || ')})`;
}

/** The start of the bin of a time (spl-commands 6.6). */
export function emitBinStart(epoch: string, span: TimeSpan, align: number, cx: Emitter, at: Span): string {
  needsUtc(cx, at);
  if (span.kind === 'months') {
    if (span.count === 1) return cx.dialect.times.start('month', epoch);
    const month = cx.dialect.times.month(epoch);
    return `spl_month(0, ${cx.dialect.functions.integer(`floor(${month} / ${span.count}) * ${span.count}`)})`;
  }
  const width = span.kind === 'days' ? span.count * 86_400 : span.micros / 1e6;
  const offset = span.kind === 'days' ? firstDay(span) * 86_400 : align;
  if (offset === 0) return width === 1 ? `floor(${epoch})` : `(floor(${epoch} / ${width}) * ${width})`;
  return `(floor((${epoch} - ${offset}) / ${width}) * ${width} + ${offset})`;
}
