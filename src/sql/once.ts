import type { Emitter } from './emitter.js';

/**
 * An expression that several places of another one stand for, worked out once: as the variable of a list with it alone. Written out at
 * each of its places, what is nested in it would grow with every step. Columns and literals are written out.
 */
export function once(sql: string, cx: Emitter, body: (name: string) => string): string {
  if (isCheap(sql)) return body(sql);
  const variable = cx.variable();
  return inList(sql, variable, body(variable), cx);
}

/** Whether an expression calls none of the functions of SPL. */
export function isCheap(sql: string): boolean {
  return !sql.includes('spl_');
}

/** What stands there with a variable for another expression. */
export function inList(sql: string, variable: string, body: string, { dialect: { lists } }: Emitter): string {
  return lists.at(lists.transform(lists.literal([sql]), variable, body), '1');
}
