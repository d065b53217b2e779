import type { NodeOf } from '../../plan/plan.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { roundTimeSpan, roundWidth, secondsOfSpan } from '../../values/round-width.js';
import { type Span, timeSpanOf } from '../../values/time/span.js';
import { multivalue, valuesOf } from '../../values/value.js';
import { type Binning, compileBins } from '../bins.js';
import type { ExecContext } from '../context.js';
import { mapBatches, type OperatorCompiler, type Run, wholeTable } from '../operator.js';

const defaultBins = 100;

function putIntoBins(rows: readonly Event[], node: NodeOf<'bin'>, binning: Binning): void {
  const target = node.as ?? node.field;
  for (const event of rows) {
    const value = event.get(node.field);
    if (value === null) continue;
    event.set(target, typeof value === 'object' ? multivalue(valuesOf(value).map(binning)) : binning(value));
  }
}

/** A round width for the values there are, or undefined where no value is a number. */
function chosenSpan(rows: readonly Event[], node: NodeOf<'bin'>, context: ExecContext): Span | undefined {
  const { bins } = node;
  let low = bins.start ?? Number.POSITIVE_INFINITY;
  let high = bins.end ?? Number.NEGATIVE_INFINITY;
  let numbers = 0;
  for (const event of rows) {
    for (const value of valuesOf(event.get(node.field))) {
      const number = toNumber(value);
      if (number === null || !Number.isFinite(number)) continue;
      numbers++;
      if (number < low) low = number;
      if (number > high) high = number;
    }
  }
  if (numbers === 0) return undefined;
  const most = bins.bins ?? defaultBins;
  const { minimumSpan } = bins;
  if (node.field === '_time') {
    const { earliest, latest } = context.range;
    const seconds = Number.isFinite(latest - earliest) ? latest - earliest : high - low;
    const least = minimumSpan === undefined ? null : timeSpanOf(minimumSpan);
    return roundTimeSpan(seconds, most, least === null ? 0 : secondsOfSpan(least));
  }
  const least = minimumSpan === undefined ? 0 : minimumSpan.kind === 'number' ? minimumSpan.width : 0;
  return roundWidth(low, high, most, least);
}

/** `bin`: values put into bins; without a span the width depends on all values (spl-commands 6.6). */
export function compileBin(node: NodeOf<'bin'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  if (node.bins.span === undefined) {
    return wholeTable(input, 'bin', (rows, context) => {
      const span = chosenSpan(rows, node, context);
      if (span !== undefined) putIntoBins(rows, node, compileBins({ ...node.bins, span }, node.field, context));
      return rows;
    });
  }
  return (context) => {
    const binning = compileBins(node.bins, node.field, context);
    return mapBatches(input, (batch) => {
      putIntoBins(batch, node, binning);
      return batch;
    })(context);
  };
}
