import { internalOfEvents } from '../../plan/nodes/row.js';
import type { NodeOf } from '../../plan/plan.js';
import { compileFieldPatterns, expandPatterns } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import { mapBatches, type OperatorCompiler, type Run, wholeTable } from '../operator.js';
import { namesOf } from '../ordered-names.js';

/** `project`: which fields a row keeps (spl-commands 6.1). */
export function compileProject(node: NodeOf<'project'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const { patterns } = node;
  switch (node.mode) {
    case 'drop': {
      const plain = patterns.every((pattern) => !hasWildcard(pattern));
      if (plain) {
        return mapBatches(input, (batch) => {
          for (const event of batch) for (const field of patterns) event.delete(field);
          return batch;
        });
      }
      const dropped = compileFieldPatterns(patterns);
      return mapBatches(input, (batch) => {
        for (const event of batch) for (const field of event.fieldNames()) if (dropped(field)) event.delete(field);
        return batch;
      });
    }
    case 'keep':
      return keep(input, patterns);
    case 'table':
      return node.held ? heldFields(input, patterns) : table(input, patterns);
  }
}

/** Internal fields stay with `fields` (spl-commands 6.1). */
function keep(input: Run, patterns: readonly string[]): Run {
  if (patterns.every((pattern) => !hasWildcard(pattern))) {
    const wanted = [...new Set([...patterns, ...internalOfEvents])];
    return mapBatches(input, (batch) =>
      batch.map((event) => {
        const made: string[] = [];
        for (const field of event.writtenNames())
          if (field.startsWith('_') && !wanted.includes(field)) made.push(field);
        return event.pick(made.length === 0 ? wanted : [...wanted, ...made]);
      }),
    );
  }
  const kept = compileFieldPatterns(patterns);
  return mapBatches(input, (batch) =>
    batch.map((event) => event.pick(event.fieldNames().filter((field) => field.startsWith('_') || kept(field)))),
  );
}

function heldFields(input: Run, columns: readonly string[]): Run {
  return mapBatches(input, (batch) => batch.map((event) => event.pickCopies(columns)));
}

function table(input: Run, patterns: readonly string[]): Run {
  if (patterns.every((pattern) => !hasWildcard(pattern))) {
    const columns = [...new Set(patterns)];
    return mapBatches(input, (batch) => batch.map((event) => event.pick(columns)));
  }
  // Which columns a pattern gives is known when all rows have been seen.
  return wholeTable(input, 'table', (rows) => {
    const columns = expandPatterns(patterns, namesOf(rows));
    return rows.map((event) => event.pick(columns));
  });
}
