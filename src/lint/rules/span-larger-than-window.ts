import { timeSpanOf } from '../../values/time/span.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';
import { windowOf } from '../schedule.js';

/** A time bin that is longer than the time range the search runs over. */
export const spanLargerThanWindow = defineRule({
  id: 'span-larger-than-window',
  severity: 'info',
  category: 'time',
  what: 'Time is cut into bins that are longer than the window the search is scheduled over.',
  why: 'Every run sees a part of one bin: counts per bin and comparisons between bins mean nothing.',
  fix: 'Use a shorter span, or schedule the search over a longer window.',
  good: [{ search: 'index=a sourcetype=b | bin _time span=10m | stats count by _time, dest' }],
  bad: [{ search: 'index=a sourcetype=b | bin _time span=1d | stats count by _time, dest' }],
  detectionSearch(search, cx) {
    const { detection, flow } = search;
    if (flow === undefined) return;
    const { schedule } = cx.content.catalog.deploymentFor(detection);
    for (const { node } of flow.nodes.values()) {
      const bins =
        node.kind === 'bin' && node.field === '_time'
          ? node.bins
          : node.kind === 'aggregate'
            ? node.by.find((key) => key.field === '_time')?.bins
            : undefined;
      const span = bins?.span === undefined ? null : timeSpanOf(bins.span);
      if (span === null) continue;
      const own = [...flow.nodes.values()]
        .map((each) => each.node)
        .find((each) => each.kind === 'scan' || each.kind === 'dataset');
      const given = own?.kind === 'scan' || own?.kind === 'dataset' ? own.window : {};
      const window = windowOf(given.earliest ?? schedule.earliest, given.latest ?? schedule.latest);
      const seconds =
        span.kind === 'elapsed' ? span.micros / 1e6 : span.count * (span.kind === 'days' ? 86_400 : 28 * 86_400);
      if (window === undefined || window <= 0 || seconds <= window) continue;
      cx.report(
        `The bins are ${Math.round(seconds / 60)} minutes long, and the search runs over ${Math.round(window / 60)} minutes.`,
        { at: searchPlace(search, { start: node.span.start, end: Math.min(node.span.end, node.span.start + 60) }) },
      );
    }
  },
});
