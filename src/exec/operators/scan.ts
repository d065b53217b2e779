import type { NodeOf } from '../../plan/plan.js';
import type { TimeWindow } from '../../plan/nodes/source.js';
import { resolveTimeModifier } from '../../values/time-spec.js';
import type { ExecContext, TimeRange } from '../context.js';
import type { Run } from '../operator.js';

/** The time range of a search: what its text says wins over what the run was given (spl-core 4.4). */
export function rangeOf(window: TimeWindow, context: ExecContext): TimeRange {
  const bound = (text: string | undefined, outer: number): number => {
    if (text === undefined) return outer;
    const resolved = resolveTimeModifier(text, context.now, context.timeZone);
    return typeof resolved === 'number' ? resolved : outer;
  };
  return { earliest: bound(window.earliest, context.range.earliest), latest: bound(window.latest, context.range.latest) };
}

/** `scan`: the events of the run, as the sources give them. */
export function compileScan(node: NodeOf<'scan'>): Run {
  return (context) => context.sources.events(rangeOf(node.window, context));
}

export function compileMetrics(node: NodeOf<'metrics'>): Run {
  return (context) => context.sources.metrics(rangeOf(node.window, context));
}
