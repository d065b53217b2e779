import type { ExtractMethod } from '../../plan/nodes/row.js';
import type { PlanNode } from '../../plan/plan.js';
import { ageUnits } from '../../values/time/age.js';
import type { Emitter } from '../emitter.js';
import { once } from '../named.js';
import { fieldOf, type Relation } from '../relation.js';
import type { SqlValue } from '../value.js';
import { withFields } from './row-wise.js';

/** `reltime`: how long ago times were, in the largest unit that is filled (spl-commands 10.2). */
export function emitReltime(
  { times }: ExtractMethod & { readonly name: 'reltime' },
  rows: Relation,
  { span }: PlanNode,
  cx: Emitter,
): Relation {
  const words = times.map(({ field, as }): [string, SqlValue] => {
    const seconds = `trunc(${cx.now} - ${cx.convert.number(fieldOf(rows, field, cx.dialect))})`;
    return [as, { sql: once(seconds, cx, inWords), type: 'text' }];
  });
  return withFields(rows, new Map(words), 'reltime', span, cx);
}

function inWords(seconds: string): string {
  const cases = ageUnits.map(([name, length]) => {
    const count = length === 1 ? seconds : `floor(${seconds} / ${length})`;
    return `WHEN ${seconds} >= ${length} THEN spl_text(${count}) || CASE WHEN ${seconds} < ${2 * length} THEN ' ${name} ago' ELSE ' ${name}s ago' END`;
  });
  return `CASE WHEN ${seconds} IS NULL THEN 'unknown' WHEN ${seconds} < -60 THEN 'future' ${cases.join(' ')} ELSE 'now' END`;
}
