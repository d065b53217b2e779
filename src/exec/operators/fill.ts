import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { compileFieldPatterns } from '../../values/field-pattern.js';
import type { Value } from '../../values/value.js';
import { hasWildcard } from '../../values/wildcard.js';
import { HeldRows } from '../groups/held-rows.js';
import { changeRows, mapBatches, type OperatorCompiler, type Run, rowsToHold } from '../operator.js';

/** `fill`: values for absent fields (spl-commands 5.5). */
export function compileFill(node: NodeOf<'fill'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  if (node.with.from === 'previous') return fillDown(input, node.patterns ?? ['*']);
  const { value } = node.with;
  if (node.patterns !== undefined && !node.patterns.some(hasWildcard)) return fillNamed(input, node.patterns, value);
  return fillPresent(input, node.patterns ?? ['*'], value);
}

function fillNamed(input: Run, fields: readonly string[], value: string): Run {
  return mapBatches(input, (batch) => {
    for (const event of batch) for (const field of fields) if (!event.has(field)) event.set(field, value);
    return batch;
  });
}

/** Fields that some row has, and those listed by name. */
function fillPresent(input: Run, patterns: readonly string[], value: string): Run {
  const listed = patterns.filter((pattern) => !hasWildcard(pattern));
  const fits = compileFieldPatterns(patterns);
  return async function* (context) {
    const rows = new HeldRows();
    const fields = new Set(listed);
    for await (const batch of rowsToHold(input(context), context, 'fillnull')) {
      for (const event of batch) {
        for (const name of event.fieldNames()) if (fits(name)) fields.add(name);
        rows.add(event);
      }
    }
    const fill = (event: Event): void => {
      for (const field of fields) if (!event.has(field)) event.set(field, value);
    };
    yield* changeRows(() => rows.take(), fill)(context);
  };
}

function fillDown(input: Run, patterns: readonly string[]): Run {
  return (context) => {
    const fits = compileFieldPatterns(patterns);
    const last = new Map<string, Exclude<Value, null>>();
    const fill = (event: Event): void => {
      for (const name of event.fieldNames()) {
        const value = event.get(name);
        if (value !== null && fits(name)) last.set(name, value);
      }
      for (const [name, value] of last) if (!event.has(name)) event.set(name, value);
    };
    return changeRows(input, fill)(context);
  };
}
