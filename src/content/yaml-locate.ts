import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { type Span, span } from '../source/span.js';

/** Keys and indexes from the root of a YAML document. */
export type YamlPath = readonly (string | number)[];

/** Where a node is written, without what follows it; undefined for a node that was not parsed. */
export function nodeSpan(node: unknown): Span | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range ? span(range[0], range[1]) : undefined;
}

/** What a path leads to: as far as the document has it. */
interface Found {
  readonly node: Node | null | undefined;
  /** The key of the innermost mapping entry on the way. */
  readonly key: Node | undefined;
  readonly complete: boolean;
}

/**
 * Where a message about a path should point: at a scalar, at a list item, at the key of a mapping or list, and for what is
 * not there at the innermost thing around it that is.
 */
export function locate(document: Document, path: YamlPath): Span {
  const found = find(document, path);
  const value = nodeSpan(found.node);
  const key = nodeSpan(found.key);
  if (found.complete && value !== undefined && value.end > value.start && !(isMap(found.node) || isSeq(found.node))) {
    return value;
  }
  if (found.complete && isMap(found.node) && typeof path.at(-1) === 'number') return firstKey(found.node) ?? value!;
  return key ?? (isMap(found.node) ? firstKey(found.node) : undefined) ?? span(0, 0);
}

/** The key of the mapping entry a path leads to; undefined when the path ends in a list or is not there. */
export function keySpan(document: Document, path: YamlPath): Span | undefined {
  const found = find(document, path);
  return found.complete && typeof path.at(-1) === 'string' ? nodeSpan(found.key) : undefined;
}

/** The node at a path, aliases followed. Of a key that occurs twice the last one counts, as in `toJS`. */
export function nodeAt(document: Document, path: YamlPath): Node | undefined {
  const found = find(document, path);
  return found.complete ? (found.node ?? undefined) : undefined;
}

function find(document: Document, path: YamlPath): Found {
  let node: Node | null | undefined = resolve(document, document.contents);
  let key: Node | undefined;
  for (const step of path) {
    let next: Node | null | undefined;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.findLast((item) => isPair(item) && keyText(item) === String(step));
      if (pair === undefined) return { node, key, complete: false };
      if (isNode(pair.key)) key = pair.key;
      next = isNode(pair.value) ? pair.value : null;
    } else if (isSeq(node) && typeof step === 'number') {
      const item: unknown = node.items[step];
      if (!isNode(item)) return { node, key, complete: false };
      next = item;
    } else {
      return { node, key, complete: false };
    }
    node = resolve(document, next);
  }
  return { node, key, complete: true };
}

function keyText(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function resolve(document: Document, node: Node | null | undefined): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function firstKey(map: { readonly items: readonly Pair[] }): Span | undefined {
  return nodeSpan(map.items[0]?.key);
}
