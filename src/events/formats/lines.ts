import { defineLineFormat } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';

/** Any text: every line that is not blank is an event. What is read when nothing else fits. */
export const lines = defineLineFormat({
  name: 'lines',
  summary: 'plain text, one event a line',
  extensions: ['txt', 'log', 'out', 'raw'],
  recognises: () => false,
  timeOf: timeOfLine,
});
