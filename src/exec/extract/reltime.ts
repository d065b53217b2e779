import { toNumber } from '../../values/coerce.js';
import type { RowExtraction } from './row-extraction.js';

const units: readonly (readonly [string, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A length of time in the largest unit it fills: `5 days`. */
function inWords(seconds: number): string {
  const [name, length] = units.find(([, each]) => seconds >= each) ?? units[units.length - 1]!;
  const count = Math.floor(seconds / length);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** `reltime`: how long before the search an event was (spl-commands 10.2). */
export function compileReltime(): RowExtraction {
  return (event, context) => {
    const time = toNumber(event.get('_time'));
    if (time === null) return;
    const ago = Math.round(context.now - time);
    event.set('reltime', ago >= 0 ? `${inWords(ago)} ago` : `in ${inWords(-ago)}`);
  };
}
