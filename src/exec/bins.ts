import type { BinOptions } from '../plan/nodes/row.js';
import { formatNumber, toNumber } from '../values/coerce.js';
import { binStart, numberBin, timeSpanOf } from '../values/time/span.js';
import { resolveTimeModifier } from '../values/time/spec.js';
import type { Scalar } from '../values/value.js';
import type { ExecContext } from './context.js';

/** A value put into its bin; a value that has none stays as it is. */
export type Binning = (value: Scalar) => Scalar;

/** Where bins of less than a day begin to count, epoch seconds (`aligntime=`). */
export function alignmentOf(bins: BinOptions, context: ExecContext): number {
  if (bins.align === undefined) return 0;
  if (bins.align === 'earliest') return Number.isFinite(context.range.earliest) ? context.range.earliest : 0;
  if (bins.align === 'latest') return Number.isFinite(context.range.latest) ? context.range.latest : 0;
  const resolved = resolveTimeModifier(bins.align, context.now, context.timeZone);
  return typeof resolved === 'number' ? resolved : 0;
}

/**
 * Bins of a given span (spl-commands 6.6): times and spans with a unit give the start of the bin, other numbers a text
 * `low-high`. `_time` without a span is cut to the second (spl-commands 11.1).
 */
export function compileBins(bins: BinOptions, field: string, context: ExecContext): Binning {
  const { span } = bins;
  const isTime = field === '_time' || field.endsWith('._time');
  if (span === undefined && !isTime) return (value) => value;
  const time =
    span === undefined || isTime || span.kind === 'elapsed' || span.kind === 'days' || span.kind === 'months';
  if (time) {
    const width = timeSpanOf(span ?? { kind: 'number', width: context.semantics.tstatsAutoSpan });
    if (width === null) return (value) => value;
    const align = alignmentOf(bins, context);
    return (value) => {
      const number = toNumber(value);
      return number === null ? value : binStart(number, width, context.timeZone, align);
    };
  }
  return (value) => {
    const number = toNumber(value);
    if (number === null) return value;
    const bounds = numberBin(number, span);
    return bounds === null ? value : `${formatNumber(bounds[0])}-${formatNumber(bounds[1])}`;
  };
}
