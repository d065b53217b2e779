import { formatNumber, scalarText, toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { isJsonNumber, type JsonNode, jsonBoolean, jsonNull, jsonNumber, jsonString } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { parseSpathPath, type SpathStep } from '../../values/json/spath-path.js';
import type { Scalar, Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import type { CallSite, StaticKind } from '../define.js';

/**
 * A value as JSON (spl-core 3.6): numbers stay numbers with the text they have, multivalues become arrays. Text that is
 * known to be a string is one; text of a field, or what another JSON function gives, is a number if it is written like
 * one and is embedded if it is an object or array.
 */
export function toJson(value: Value, kind: StaticKind): JsonNode {
  if (value === null) return jsonNull;
  if (typeof value === 'object') return { kind: 'array', items: value.map((one) => scalarJson(one, kind)) };
  return scalarJson(value, kind);
}

function scalarJson(value: Scalar, kind: StaticKind): JsonNode {
  if (typeof value === 'boolean') return jsonBoolean(value);
  if (typeof value === 'number') {
    const text = formatNumber(value);
    return Number.isFinite(value) ? jsonNumber(text) : jsonString(text);
  }
  if (kind === 'string') return jsonString(value);
  if (isJsonNumber(value)) return jsonNumber(value);
  if (kind === 'number') return scalarJson(Number(value), kind);
  return containerOf(value) ?? jsonString(value);
}

/** The object or array that a text is. */
function containerOf(text: string): JsonNode | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const node = readJson(text);
  return node.kind === 'fault' ? null : node;
}

/** A text that is taken for JSON; what is none is a JSON null (`mv_to_json_array(x,true())`). */
export function inferredJson(text: string): JsonNode {
  return fromJson(text) ?? jsonNull;
}

/** A value read as JSON text; null for null, a multivalue, and what is no JSON. */
export function fromJson(value: Value): JsonNode | null {
  if (value === null || typeof value === 'object') return null;
  const node = readJson(typeof value === 'boolean' ? String(value) : scalarText(value));
  return node.kind === 'fault' ? null : node;
}

/** The path of a call as steps, read once if it is a literal; null for a null path and one that is too long. */
export function pathArgument(
  call: CallSite,
  index: number,
): (event: Event, context: EvalContext) => readonly SpathStep[] | null {
  const fixed = call.literal(index);
  if (fixed !== undefined) {
    const steps = parseSpathPath(fixed);
    return () => steps;
  }
  const argument = call.compiled[index]!;
  return (event, context) => {
    const path = toText(argument(event, context));
    return path === null ? null : parseSpathPath(path);
  };
}
