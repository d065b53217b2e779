import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';

const pair = /(?:^|[\s,;|])[A-Za-z_][\w.@-]*=(?:"[^"]*"|[^\s,;|"]*)/g;

/** Lines of `key=value` pairs; the pairs are extracted at search time (spl-core 6.3). */
export const keyValue = defineLineFormat({
  name: 'keyvalue',
  summary: 'key=value pairs, one event a line',
  extensions: [],
  recognises: (head) => mostLines(head, (line) => (line.slice(0, 2000).match(pair)?.length ?? 0) >= 3),
  timeOf: timeOfLine,
});
