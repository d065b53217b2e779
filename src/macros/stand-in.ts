import type { Span } from '../source/span.js';

/**
 * What stands for the call of a macro of which only the name is known, so that all around it can be read: a command that may make any
 * field, terms that every event meets, a number behind an operator, and nothing among other arguments.
 */
export function standIn(text: string, call: Span): string {
  const before = text.slice(0, call.start).trimEnd();
  const behind = text.slice(call.end).trimStart();
  if (before.endsWith('|') && /^(?:$|[|\]])/.test(behind)) return 'extract';
  if (before === '' || /[|[]$/.test(before) || /\bsearch$/i.test(before)) return '*';
  if (/(?:[=<>(,+/%]|\s[-.*])$/.test(before)) return '1';
  return /\b(?:where|AND|OR|NOT)$/i.test(before) ? '1=1' : '';
}
