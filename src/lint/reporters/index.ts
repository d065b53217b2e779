import type { Reporter } from './context.js';
import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { pretty } from './pretty.js';
import { sarif } from './sarif.js';

/** Every reporter by the name it is chosen by. */
export const reporters: ReadonlyMap<string, Reporter> = new Map([
  ['pretty', pretty],
  ['json', json],
  ['sarif', sarif],
  ['junit', junit],
  ['github', github],
  ['markdown', markdown],
]);
