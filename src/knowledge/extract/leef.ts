import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { addHeader, barHeader } from './bar-header.js';

const headerNames = ['version', 'vendor', 'product', 'product_version', 'event_id'];
/** `^`, `x5E` or `0x5E`. */
const delimiter = /^(?:0?x([0-9a-f]{2,4})|([^\w\s=]))\|/i;

/**
 * QRadar Log Event Extended Format: `leef_vendor`, `leef_event_id` … of the header, then pairs between tabs, or between the character that a header of
 * version 2 names.
 */
export function leefFields(raw: string): FieldBag {
  const bag = new FieldBag();
  const header = barHeader(raw, 'LEEF:', headerNames.length);
  if (header === null) return bag;
  addHeader(bag, header, 'leef', headerNames);
  let pairs = raw.slice(header.end);
  let between = '\t';
  const named = header.fields[0]?.startsWith('1') === true ? null : delimiter.exec(pairs);
  if (named !== null) {
    between = named[1] === undefined ? named[2]! : String.fromCharCode(Number.parseInt(named[1], 16));
    pairs = pairs.slice(named[0].length);
  }
  for (const pair of pairs.split(between)) {
    const equals = pair.indexOf('=');
    const name = equals === -1 ? '' : cleanKey(pair.slice(0, equals).trim());
    const value = pair.slice(equals + 1).trim();
    if (name !== '' && value !== '') bag.addFirst(name, value);
  }
  return bag;
}
