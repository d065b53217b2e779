import type { Scalar } from 'yaml';
import { type Span, span } from '../source/span.js';

/**
 * A YAML value with its place in the file. Aliases are resolved, keys are text, and the whole is bounded in size and
 * depth, so readers may walk it without care. Maps, not objects: a key `__proto__` is a key like any other.
 */
export type ContentNode = ContentScalar | ContentMap | ContentList;

/** A single value with its text as it is read. */
export interface ContentScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text: what was written for a plain scalar (`1.10` stays `1.10`), empty for null. */
  readonly text: string;
  readonly span: Span;
  /** The parsed scalar, from which `scalarSource` makes a source with origins. Absent for a null that is not written. */
  readonly yaml?: Scalar;
}

/** Keys and values. */
export interface ContentMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, ContentEntry>;
  readonly span: Span;
}

/** A key with its value. */
export interface ContentEntry {
  readonly key: Span;
  readonly value: ContentNode;
}

/** A list. */
export interface ContentList {
  readonly kind: 'list';
  readonly items: readonly ContentNode[];
  readonly span: Span;
}

/** The value as plain data for schema validation; objects have no prototype. */
export function plainValue(node: ContentNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map': {
      const object = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of node.entries) object[key] = plainValue(entry.value);
      return object;
    }
  }
}

/** What a value is, for messages: `a list`, `a number`. */
export function nodeNoun(node: ContentNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'string') return 'text';
  return typeof node.value === 'number' ? 'a number' : 'true or false';
}

/** Place of a path in a document: the key when `atKey`, otherwise the value; the nearest parent when it is not there. */
export function spanOfPath(root: ContentNode, path: readonly string[], atKey = false): Span {
  let node = root;
  let found = span(root.span.start, root.span.start + Math.min(1, root.span.end - root.span.start));
  for (const [depth, part] of path.entries()) {
    if (node.kind === 'map') {
      const entry = node.entries.get(part);
      if (entry === undefined) return found;
      const isContainer = entry.value.kind !== 'scalar';
      found =
        (atKey && depth === path.length - 1) || isContainer || entry.value.span.end === entry.value.span.start
          ? entry.key
          : entry.value.span;
      node = entry.value;
    } else if (node.kind === 'list') {
      const item = node.items[Number(part)];
      if (item === undefined) return found;
      found = item.span;
      node = item;
    } else return found;
  }
  return found;
}
