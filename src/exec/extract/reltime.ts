import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toNumber } from '../../values/coerce.js';
import { ageUnits } from '../../values/time/age.js';
import type { RowExtraction } from './row-extraction.js';

/** How long ago, in the largest unit that is filled; a clock that is a minute ahead is taken for the same. */
function inWords(seconds: number): string {
  if (seconds < -60) return 'future';
  const found = ageUnits.find(([, each]) => seconds >= each);
  if (found === undefined) return 'now';
  const [name, length] = found;
  const count = Math.floor(seconds / length);
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}

/** `reltime`: how long before the search the times of an event were (spl-commands 10.2; the words of Splunk's own command). */
export function compileReltime({ times }: ExtractMethod & { name: 'reltime' }): RowExtraction {
  return (event, context) => {
    for (const { field, as } of times) {
      const time = toNumber(event.get(field));
      event.set(as, time === null ? 'unknown' : inWords(Math.trunc(context.now - time)));
    }
  };
}
