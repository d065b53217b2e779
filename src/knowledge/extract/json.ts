import type { FieldSource } from '../../values/event.js';
import { flattenedField, flattenJson } from '../../values/json/flatten.js';
import type { JsonNode } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { defaultSemantics, type Semantics } from '../../values/semantics.js';
import type { Value } from '../../values/value.js';

/** After this many single look-ups all leaves are gathered once. */
const singleLookups = 6;

/**
 * The leaves of a JSON object or array as fields: `a.b`, `a{}`, `a{}.b`, `{}.a` for an array at the top; repeated names become
 * multivalues, every value is text (KV_MODE=json, spl-core 6.3). Unlike the automatic pairs there is no limit on length or number of
 * fields: cloud audit records are often longer, and add-ons raise it.
 */
class JsonFields implements FieldSource {
  readonly #root: JsonNode;
  readonly #nulls: Semantics['jsonNull'];
  #lookups = 0;
  #all: ReadonlyMap<string, Value> | undefined;

  constructor(root: JsonNode, nulls: Semantics['jsonNull']) {
    this.#root = root;
    this.#nulls = nulls;
  }

  get(field: string): Value {
    if (this.#all === undefined && this.#lookups++ < singleLookups)
      return flattenedField(this.#root, field, this.#nulls);
    return this.#leaves().get(field) ?? null;
  }

  fieldNames(): Iterable<string> {
    return this.#leaves().keys();
  }

  #leaves(): ReadonlyMap<string, Value> {
    this.#all ??= flattenJson(this.#root, this.#nulls, Number.POSITIVE_INFINITY);
    return this.#all;
  }
}

/** Reads a JSON event; null when the text is no JSON object or array. */
export function jsonFields(raw: string, nulls: Semantics['jsonNull'] = defaultSemantics.jsonNull): JsonFields | null {
  if (!looksLikeJson(raw)) return null;
  const root = readJson(raw);
  return root.kind === 'object' || root.kind === 'array' ? new JsonFields(root, nulls) : null;
}

/** Whether a text can be a JSON object or array, judged by its first and last characters. */
function looksLikeJson(raw: string): boolean {
  const trimmed = raw.trim();
  return (trimmed.startsWith('{') && trimmed.endsWith('}')) || (trimmed.startsWith('[') && trimmed.endsWith(']'));
}
