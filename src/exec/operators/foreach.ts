import type { NodeOf } from '../../plan/plan.js';
import { forEachField } from '../foreach/fields.js';
import { forEachItem } from '../foreach/items.js';
import type { OperatorCompiler, Run } from '../operator.js';

/** `foreach`: commands for each field that fits, or assignments for each item of one (spl-commands 6.7). */
export function compileForeach(node: NodeOf<'foreach'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const { each } = node;
  return each.over === 'items' ? forEachItem(each, input, compiler) : forEachField(each, input, compiler);
}
