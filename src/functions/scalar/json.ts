import type { ScalarFunction } from '../define.js';
import { jsonChangeFunctions } from './json-change.js';
import { jsonMakeFunctions } from './json-make.js';
import { jsonQueryFunctions } from './json-query.js';

/** Functions on JSON (spl-core 3.6); JSON is text. */
export const jsonFunctions: readonly ScalarFunction[] = [
  ...jsonMakeFunctions,
  ...jsonQueryFunctions,
  ...jsonChangeFunctions,
];
