import { type JsonArray, type JsonNode, type JsonObject, jsonMember } from './node.js';
import type { SpathStep } from './spath-path.js';

/** What to put at the place a path leads to: gets what is there, undefined where nothing is; undefined leaves it so. */
export type JsonChange = (present: JsonNode | undefined) => JsonNode | undefined;

/**
 * A tree with the places a path leads to changed; the rest is shared. Objects (and, for `{0}`, an array) that are
 * missing on the way are made; a path that runs through a scalar changes nothing (spl-core 3.6, `json_set`).
 */
export function editJson(root: JsonNode, steps: readonly SpathStep[], change: JsonChange): JsonNode {
  return edit(root, steps, 0, change) ?? root;
}

function edit(
  node: JsonNode | undefined,
  steps: readonly SpathStep[],
  at: number,
  change: JsonChange,
): JsonNode | undefined {
  const step = steps[at];
  if (step === undefined) return change(node);
  switch (step.kind) {
    case 'key':
      if (node !== undefined && node.kind !== 'object') return undefined;
      return editMember(node, step.name, (value) => edit(value, steps, at + 1, change));
    case 'index':
      if (node !== undefined && node.kind !== 'array') return undefined;
      return editItem(node, step.index, (value) => edit(value, steps, at + 1, change));
    case 'all':
      if (node?.kind !== 'array') return undefined;
      return { kind: 'array', items: node.items.map((item) => edit(item, steps, at + 1, change) ?? item) };
    case 'attribute':
      return undefined;
  }
}

function editMember(node: JsonObject | undefined, name: string, change: JsonChange): JsonObject | undefined {
  const members = node?.members ?? [];
  const index = members.findIndex((member) => member.name === name);
  const value = change(members[index]?.value);
  if (value === undefined) return undefined;
  if (index < 0) return { kind: 'object', members: [...members, jsonMember(name, value)] };
  return { kind: 'object', members: members.with(index, { ...members[index]!, value }) };
}

function editItem(node: JsonArray | undefined, index: number, change: JsonChange): JsonArray | undefined {
  const items = node?.items ?? [];
  // An element can follow the last one; a gap cannot be filled.
  if (index > items.length) return undefined;
  const value = change(items[index]);
  if (value === undefined) return undefined;
  return { kind: 'array', items: index < items.length ? items.with(index, value) : [...items, value] };
}

/** Sets one key of an object, taken literally (`json_set_exact`); anything but an object stays as it is. */
export function setJsonKey(root: JsonNode, key: string, value: JsonNode): JsonNode {
  if (root.kind !== 'object') return root;
  return editMember(root, key, () => value) ?? root;
}

/** A tree without the places a path leads to (`json_delete`); a key that is repeated goes as a whole. */
export function deleteJson(root: JsonNode, steps: readonly SpathStep[]): JsonNode {
  const last = steps.at(-1);
  if (last === undefined) return root;
  return editJson(root, steps.slice(0, -1), (parent) => {
    if (parent?.kind === 'object' && last.kind === 'key') {
      const members = parent.members.filter((member) => member.name !== last.name);
      return members.length === parent.members.length ? undefined : { kind: 'object', members };
    }
    if (parent?.kind === 'array' && last.kind === 'all') return { kind: 'array', items: [] };
    if (parent?.kind === 'array' && last.kind === 'index' && last.index < parent.items.length) {
      return { kind: 'array', items: parent.items.toSpliced(last.index, 1) };
    }
    return undefined;
  });
}
