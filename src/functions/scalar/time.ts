import { defineFunction, type ScalarFunction } from '../define.js';
import { relativeTime } from './relative-time.js';
import { strftime } from './strftime.js';
import { strptime } from './strptime.js';

const now = defineFunction({
  name: 'now',
  group: 'time',
  summary: 'Start of the search in epoch seconds; the same in every row.',
  parameters: [],
  result: 'number',
  epoch: true,
  total: true,
  examples: [],
  evaluate: (_args, context) => Math.floor(context.now),
});

const time = defineFunction({
  name: 'time',
  group: 'time',
  summary: 'The wall clock in epoch seconds, to the microsecond; another one in every row.',
  parameters: [],
  result: 'number',
  epoch: true,
  total: true,
  dependsOn: 'clock',
  examples: [],
  evaluate: (_args, context) => Math.round(context.clock() * 1e6) / 1e6,
});

/** Date and time functions (spl-core 3.4). */
export const timeFunctions: readonly ScalarFunction[] = [now, relativeTime, strftime, strptime, time];
