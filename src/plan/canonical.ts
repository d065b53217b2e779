import { inputsOf, type Plan, type PlanNode } from './plan.js';

function isSpan(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { start?: unknown }).start === 'number' &&
    typeof (value as { end?: unknown }).end === 'number' &&
    Object.keys(value).length === 2
  );
}

/**
 * A part of a tree or plan as text without its places: two parts have the same text when they mean the same. `leaveOut` drops further
 * properties of the outermost object.
 */
export function canonical(value: unknown, leaveOut?: (key: string, value: unknown) => boolean): string {
  return JSON.stringify(value, function (this: unknown, key, each: unknown) {
    if (each === undefined || isSpan(each)) return undefined;
    if (this === value && leaveOut?.(key, each) === true) return undefined;
    if (each instanceof Map) return [...each];
    if (each instanceof Set) return [...each];
    if (each instanceof RegExp) return String(each);
    if (typeof each === 'bigint') return String(each);
    return each;
  });
}

/** What an operator does by itself, whatever its rows come from. */
export function canonicalNode(node: PlanNode): string {
  const inputs: readonly unknown[] = inputsOf(node);
  return canonical(
    node,
    (_, value) =>
      inputs.includes(value) ||
      (Array.isArray(value) && value.length > 0 && value.every((each) => inputs.includes(each))),
  );
}

/** The operators of a tree, inputs before the nodes that use them; side inputs stand between brackets. */
function canonicalParts(root: PlanNode, into: string[]): void {
  const chain: PlanNode[] = [];
  for (let node: PlanNode | undefined = root; node !== undefined; node = inputsOf(node)[0]) chain.push(node);
  for (const node of chain.reverse()) {
    for (const other of inputsOf(node).slice(1)) {
      into.push('[');
      canonicalParts(other, into);
      into.push(']');
    }
    into.push(canonicalNode(node));
  }
}

/** A plan as text; equal for plans that do the same. */
export function canonicalPlan({ root, subsearches }: Plan): string {
  const parts: string[] = [];
  canonicalParts(root, parts);
  for (const each of subsearches.values()) {
    parts.push('--');
    canonicalParts(each, parts);
  }
  return parts.join('\n');
}
