/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Any text; YAML reads `1.0` or `true` without quotes as other types, which is no mistake where text is meant. */
export const text: JsonSchema = { type: ['string', 'number', 'boolean'] };
/** Text that must say something. */
export const filledText: JsonSchema = { type: 'string', minLength: 1 };
export const longText: JsonSchema = { type: 'string' };
/** A list of texts. */
export const texts: JsonSchema = { type: 'array', items: text };
/** A list that may be left empty (`key:`). */
export const optionalTexts: JsonSchema = { type: ['array', 'null'], items: text };
export const flag: JsonSchema = { type: 'boolean' };
/** An id. */
export const uuid: JsonSchema = {
  type: 'string',
  pattern: '^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
  description: 'must be a UUID',
};
/** `2024-05-17`. */
export const date: JsonSchema = {
  type: 'string',
  pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$',
  description: 'must be a date like 2024-05-17',
};
/** A whole number; quotes around it are accepted, as the content's own tools do. */
export const version: JsonSchema = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^[0-9]+$',
  description: 'must be a whole number',
};
/** 0 to 100. */
export const score: JsonSchema = { type: 'number', minimum: 0, maximum: 100 };
/** A whole number from 0. */
export const count: JsonSchema = { type: 'integer', minimum: 0 };

/** A mapping with these keys and no others. */
export function mapping(required: readonly string[], properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', required, properties, additionalProperties: false };
}

/** A list of such items. */
export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** One of some words. */
export function oneOfWords(...words: string[]): JsonSchema {
  return { type: 'string', enum: words };
}

/** Gives a schema the identity and draft that editors look for. */
export function named(name: string, title: string, schema: JsonSchema): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `escudo:${name}`, title, ...schema };
}
