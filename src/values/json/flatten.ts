import type { Semantics } from '../semantics.js';
import { multivalue, type Scalar, type Value } from '../value.js';
import type { JsonNode, JsonScalar } from './node.js';

/**
 * Every leaf of a JSON object or array as a field (spl-commands 7.3, spl-core 6.3): `a.b`, `a{}`, `a{}.b`, and `{}.a`
 * below a top-level array; a name that occurs again becomes multivalue. A top-level scalar has no name and gives
 * nothing. `cutoff`: leaves that end behind this offset are left out, which also bounds the length of all names together
 * (`Limits.spathCharacters`, `Limits.kvCharacters`).
 */
export function flattenJson(root: JsonNode, nulls: Semantics['jsonNull'], cutoff: number): Map<string, Value> {
  const found = new Map<string, Scalar[]>();
  walk(root, '', (name, leaf) => {
    if (leaf.end > cutoff || (leaf.kind === 'null' && nulls === 'absent')) return;
    const values = found.get(name);
    if (values === undefined) found.set(name, [leaf.text]);
    else values.push(leaf.text);
  });
  const fields = new Map<string, Value>();
  for (const [name, values] of found) fields.set(name, multivalue(values));
  return fields;
}

function walk(node: JsonNode, name: string, leaf: (name: string, node: JsonScalar) => void): void {
  switch (node.kind) {
    case 'object':
      for (const member of node.members) walk(member.value, name === '' ? member.name : `${name}.${member.name}`, leaf);
      return;
    case 'array': {
      const inner = `${name}{}`;
      for (const item of node.items) walk(item, inner, leaf);
      return;
    }
    default:
      if (name !== '') leaf(name, node);
  }
}

/** One field of {@link flattenJson} without making the others; null when there is no such leaf. */
export function flattenedField(root: JsonNode, name: string, nulls: Semantics['jsonNull']): Value {
  const values: Scalar[] = [];
  if (name !== '') collect(root, name, true, nulls, values);
  return multivalue(values);
}

/** `rest` is the part of the field's name that the way to `node` has not used up. */
function collect(node: JsonNode, rest: string, top: boolean, nulls: Semantics['jsonNull'], into: Scalar[]): void {
  switch (node.kind) {
    case 'object': {
      if (!top && !rest.startsWith('.')) return;
      const name = top ? rest : rest.slice(1);
      for (const member of node.members) {
        // A key may itself hold dots and braces, so it is compared with the name instead of a piece of it.
        if (name.startsWith(member.name)) {
          // The walk over everything writes no dot after an empty top-level key.
          const still = top && member.name === '';
          collect(member.value, name.slice(member.name.length), still, nulls, into);
        }
      }
      return;
    }
    case 'array':
      if (!rest.startsWith('{}')) return;
      for (const item of node.items) collect(item, rest.slice(2), false, nulls, into);
      return;
    default:
      if (rest === '' && !(node.kind === 'null' && nulls === 'absent')) into.push(node.text);
  }
}
