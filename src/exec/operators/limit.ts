import { mentionedFields } from '../../functions/scalar/bound-field.js';
import type { NodeOf } from '../../plan/plan.js';
import type { Expression } from '../../syntax/ast.js';
import { isSubsearch } from '../../syntax/parts.js';
import { toNumber } from '../../values/coerce.js';
import { sameValue } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import type { Batch, ExecContext } from '../context.js';
import { MovingSize } from '../held-size.js';
import { drained, type OperatorCompiler, type Run, wholeTable } from '../operator.js';
import { Queue } from '../queue.js';
import { reportLimit } from '../report-limit.js';

/** What a text that is no number is asked of. */
const noFields = Event.of([]);

/** `limit`: rows by position (spl-commands 5.3). */
export function compileLimit(node: NodeOf<'limit'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const { which } = node;
  switch (which.name) {
    case 'head':
      return head(which, input, compiler);
    case 'tail':
      return tail(input, which.count);
    case 'reverse':
      return wholeTable(input, 'reverse', (rows) => rows.reverse());
    case 'uniq':
      return uniq(input);
  }
}

type Head = NodeOf<'limit'>['which'] & { name: 'head' };

function head(which: Head, input: Run, compiler: OperatorCompiler): Run {
  const { until } = which;
  return until !== undefined && isSubsearch(until)
    ? headOfSubsearch(which, until, input, compiler)
    : headWhile(which, input, compiler);
}

function headWhile(which: Head, input: Run, compiler: OperatorCompiler): Run {
  const count = which.count ?? Number.POSITIVE_INFINITY;
  const until = which.until === undefined ? undefined : compiler.expression(which.until);
  // A comparison with null is false, not null (spl-core 2.3): `null=t` asks whether a field of the condition is missing.
  const mentioned = which.until === undefined || !which.nullContinues ? [] : [...mentionedFields(which.until)];
  const isNull = (event: Event): boolean => mentioned.some((field) => !event.has(field));
  return async function* (context) {
    let left = count;
    if (left <= 0) return;
    for await (const batch of input(context)) {
      const kept: Event[] = [];
      let ended = false;
      for (const event of batch) {
        const holds = until === undefined ? true : until(event, context);
        if (holds === true || isNull(event)) {
          kept.push(event);
          if (--left > 0) continue;
        } else if (which.keepLast) {
          kept.push(event);
        }
        ended = true;
        break;
      }
      if (kept.length > 0) yield kept;
      if (ended) return;
    }
  };
}

/** `head [search .. | return $n]`: the text of a subsearch may be the count, or a condition (spl-core 5.4). */
function headOfSubsearch(which: Head, until: Expression, input: Run, compiler: OperatorCompiler): Run {
  const value = compiler.expression(until);
  const conditional = headWhile(which, input, compiler);
  return async function* (context) {
    const found = value(noFields, context);
    const count = typeof found === 'boolean' ? null : toNumber(found);
    const counted = count === null ? conditional : headWhile({ ...which, until: undefined, count }, input, compiler);
    yield* counted(context);
  };
}

/** The last rows, last first. */
function tail(input: Run, count: number): Run {
  return async function* (context) {
    yield* drained(await lastRows(input(context), count, context));
  };
}

async function lastRows(rows: AsyncIterable<Batch>, count: number, context: ExecContext): Promise<Event[]> {
  const { heldRows, heldValues } = context.limits;
  const most = Math.min(count, heldRows);
  const held = new Queue<Event>();
  const size = new MovingSize();
  let full: 'heldRows' | 'heldValues' | undefined;
  for await (const batch of rows) {
    for (const event of batch) {
      held.push(event);
      size.add(event);
      while (held.length > most || size.values > heldValues) {
        // With one row too many the oldest goes anyway.
        if (held.length <= most) full = 'heldValues';
        else if (most < count) full ??= 'heldRows';
        size.remove(held.drop());
      }
    }
  }
  if (full !== undefined) reportLimit(context, 'tail', full);
  return [...held].reverse();
}

function sameRow(a: Event, b: Event): boolean {
  const names = a.fieldNames();
  return names.length === b.fieldNames().length && names.every((name) => sameValue(a.get(name), b.get(name)));
}

function uniq(input: Run): Run {
  return async function* (context) {
    let previous: Event | undefined;
    for await (const batch of input(context)) {
      const kept: Event[] = [];
      for (const event of batch) {
        if (previous === undefined || !sameRow(previous, event)) kept.push(event);
        previous = event.copy();
      }
      if (kept.length > 0) yield kept;
    }
  };
}
