import { compileFieldPatterns } from '../values/field-pattern.js';
import { hasWildcard } from '../values/wildcard.js';
import type { TableProcedure } from './nodes/procedure.js';
import type { PlanNode } from './plan.js';
import { renameTargets } from './rename-targets.js';

const none: readonly string[] = [];

/**
 * Columns that exist although every row may lack them: those that `table` names (spl-core 7: as written, always present)
 * and those of an aggregation (spl-commands 3.1: BY fields and terms as written), also in a table that is not split, as far as no
 * later command takes them away or gives them another name.
 */
export function declaredColumns(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'project': {
      if (node.mode === 'table') return node.patterns.filter((pattern) => !hasWildcard(pattern));
      const names = declaredColumns(node.input);
      if (names.length === 0) return none;
      const isNamed = compileFieldPatterns(node.patterns);
      return names.filter((name) => isNamed(name) === (node.mode === 'keep'));
    }
    case 'aggregate':
      return [...node.by.map(({ field }) => field), ...node.aggregations.map(({ as }) => as)].filter(
        (name) => !hasWildcard(name),
      );
    case 'apply':
      return columnsOfTable(node.procedure);
    case 'rename': {
      const targetOf = renameTargets(node.pairs);
      return declaredColumns(node.input).map((name) => targetOf(name) ?? name);
    }
    case 'union':
      return node.inputs.flatMap(declaredColumns);
    case 'filter':
    case 'extend':
    case 'extract':
    case 'transform':
    case 'fill':
    case 'bin':
    case 'display':
    case 'unnest':
    case 'lookup':
    case 'foreach':
    case 'sort':
    case 'limit':
    case 'dedup':
    case 'annotate-groups':
    case 'window':
    case 'join':
    case 'append-pipe':
    case 'append-columns':
    case 'write':
      return declaredColumns(node.input);
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'generate':
    case 'branch-input':
    case 'transaction':
    case 'set-operation':
    case 'map':
    case 'unsupported':
      return none;
  }
}

function columnsOfTable(procedure: TableProcedure): readonly string[] {
  switch (procedure.name) {
    case 'chart': {
      if (procedure.column !== undefined) return none;
      const row = procedure.time === undefined ? procedure.row?.field : '_time';
      return [...(row === undefined ? [] : [row]), ...procedure.outputs.filter((name) => !hasWildcard(name))];
    }
    case 'fieldsummary':
      return summaryColumns;
    default:
      return none;
  }
}

/** The columns of `fieldsummary` (spl-commands 13). */
export const summaryColumns: readonly string[] = [
  'field',
  'count',
  'distinct_count',
  'is_exact',
  'max',
  'mean',
  'min',
  'numeric_count',
  'stdev',
  'values',
];
