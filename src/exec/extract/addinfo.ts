import { formatNumber } from '../../values/coerce.js';
import type { RowExtraction } from './row-extraction.js';

/** `addinfo`: the time range and the start of the search (spl-commands 10.2). */
export function compileAddinfo(): RowExtraction {
  return (event, context) => {
    const { earliest, latest } = context.range;
    event.set('info_min_time', Number.isFinite(earliest) ? earliest : 0);
    event.set('info_max_time', Number.isFinite(latest) ? latest : '+Infinity');
    event.set('info_search_time', context.now);
    event.set('info_sid', `escudo_${formatNumber(context.now)}`);
  };
}
