import { classicKeys, escu6Keys } from '../content/read-detection.js';
import type { JsonSchema } from '../content/schema/building-blocks.js';
import { schemas } from '../content/schema/index.js';

/** Without what only the top of a schema file may say. */
function inner(schema: JsonSchema): JsonSchema {
  const { $schema, $id, title, ...rest } = schema;
  return rest;
}

/** Detections of either form: the keys tell them apart, as they do when files are loaded. */
function anyDetection(): JsonSchema {
  const { all, oneOf, none } = classicKeys;
  return {
    $schema: schemas['detection-escu6'].$schema,
    $id: 'escudo:detection',
    title: 'Detection (any ESCU format)',
    if: {
      anyOf: escu6Keys.map((key) => ({ required: [key] })),
      not: {
        required: all,
        allOf: [{ anyOf: oneOf.map((key) => ({ required: [key] })) }],
        not: { anyOf: none.map((key) => ({ required: [key] })) },
      },
    },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
    then: inner(schemas['detection-escu6']),
    else: inner(schemas['detection-classic']),
  };
}

/**
 * The files of `rules/schema/` by name: the schemas that `escudo check` holds content against, for editors. `detection.json` takes
 * both formats.
 */
export function schemaFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of [...Object.entries(schemas), ['detection', anyDetection()] as const])
    files.set(`${name}.json`, `${JSON.stringify(schema, undefined, 2)}\n`);
  return files;
}
