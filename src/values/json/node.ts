/**
 * A JSON text as a tree that loses nothing: numbers and strings keep the text they were written in, objects keep the
 * order of their keys and repeated keys (spl-commands 7.3: numbers keep their text, repeated keys give multivalues).
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly name: string;
  /** The key as written, in quotes. */
  readonly source: string;
  readonly value: JsonNode;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}
export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'boolean' | 'null';
  /** As a field value: a string without quotes and escapes, a number as written, `true`, `false`, `null`. */
  readonly text: string;
  /** As it stands in JSON. */
  readonly source: string;
  /** Offset behind the value in the text it was read from; 0 for a value that was made. */
  readonly end: number;
}

export const jsonNull: JsonScalar = Object.freeze({ kind: 'null', text: 'null', source: 'null', end: 0 });

/** A string as a JSON value. */
export function jsonString(text: string): JsonScalar {
  return { kind: 'string', text, source: JSON.stringify(text), end: 0 };
}

/** A number as a JSON value; `text` must be valid JSON. */
export function jsonNumber(text: string): JsonScalar {
  return { kind: 'number', text, source: text, end: 0 };
}

/** A Boolean as a JSON value. */
export function jsonBoolean(value: boolean): JsonScalar {
  const text = value ? 'true' : 'false';
  return { kind: 'boolean', text, source: text, end: 0 };
}

export function jsonMember(name: string, value: JsonNode): JsonMember {
  return { name, source: JSON.stringify(name), value };
}

/** JSON text without blanks; scalars as they were written. */
export function writeJson(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map((member) => `${member.source}:${writeJson(member.value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(writeJson).join(',')}]`;
    default:
      return node.source;
  }
}

/** A node as a field value (spl-core 3.6): scalars as text, objects and arrays as compact JSON. */
export function jsonText(node: JsonNode): string {
  return node.kind === 'object' || node.kind === 'array' ? writeJson(node) : node.text;
}

/** Whether a text is a number as JSON writes it. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
