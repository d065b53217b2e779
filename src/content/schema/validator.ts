import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type ContentKey, type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../source/source.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { pathText } from '../map-reader.js';
import { type ContentNode, nodeNoun, plainValue, spanOfPath } from '../node.js';
import { escu6Keys } from '../read-detection.js';
import type { JsonSchema } from './building-blocks.js';
import { type SchemaName, schemas } from './index.js';

/** Checks content values against the schema of their kind. */
export interface SchemaValidator {
  validate(file: Source, root: ContentNode, schema: SchemaName): Diagnostic[];
}

/** Loads ajv, which is heavy, at the first call; schemas are compiled when first used. */
export async function createSchemaValidator(): Promise<SchemaValidator> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    code: { optimize: false },
  });
  const compiled = new Map<SchemaName, ValidateFunction>();
  return {
    validate(file, root, schema) {
      let validate = compiled.get(schema);
      if (validate === undefined) {
        validate = ajv.compile(schemas[schema]);
        compiled.set(schema, validate);
      }
      if (validate(plainValue(root))) return [];
      const errors = validate.errors ?? [];
      // What is of another type is not one of the words either.
      const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath));
      const said = new Set(errors.filter(({ keyword }) => !wrappers.has(keyword)).map((error) => error.instancePath));
      return errors
        .filter(({ keyword, instancePath }) => !wrappers.has(keyword) || !said.has(instancePath))
        .filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
        .map((error) => schemaDiagnostic(file, root, error, schema));
    },
  };
}

/** What says only that none of several other errors may be. */
const wrappers = new Set(['anyOf', 'const']);

function schemaDiagnostic(file: Source, root: ContentNode, error: ErrorObject, schema: SchemaName): Diagnostic {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
    const params = { path: pathText(path), problem: `has no key \`${key}\`` };
    if (path.length === 0) params.problem = `\`${key}\` is not a key of this kind of content`;
    const at = { source: file, span: spanOfPath(root, [...path, key], true) };
    const helpOf = (): string[] => {
      const otherForm = path.length === 0 ? keyOfOtherForm(schema, key) : undefined;
      if (otherForm !== undefined) return [otherForm];
      const home = homeOfKey(schemas[schema], path, key);
      return home === undefined ? didYouMean(suggest(key, known)) : [`\`${key}\` belongs ${home}.`];
    };
    return diagnostic('content-schema', params, {
      at,
      about: { key: pathText([...path, key]) },
      help: helpOf(),
    });
  }
  const at = { source: file, span: spanOfPath(root, path) };
  const { missingProperty } = error.params as { missingProperty?: string };
  const about: ContentKey =
    missingProperty === undefined
      ? { key: pathText(path) }
      : { key: pathText([...path, missingProperty]), missing: true };
  return diagnostic('content-schema', { path: pathText(path), problem: problemOf(root, path, error) }, { at, about });
}

/** What stands in the place of keys that detections of ESCU 6.x no longer have. */
const successors: ReadonlyMap<string, string> = new Map([
  ['date', '`creation_date` and `modification_date`'],
  ['rba', '`finding`, `intermediate_findings` and `threat_objects`'],
  ['tags', 'the keys of `tags` at the top level'],
]);

/** What to say of a key that only detections of the other form have. */
function keyOfOtherForm(schema: SchemaName, key: string): string | undefined {
  const successor = schema === 'detection-escu6' ? successors.get(key) : undefined;
  if (successor !== undefined) return `The other keys are those of ESCU 6.x, which has ${successor} instead.`;
  if (schema !== 'detection-classic' || !escu6Keys.includes(key)) return undefined;
  return `\`${key}\` is a key of ESCU 6.x, and this file is in the form before it: \`escudo convert\` rewrites it.`;
}

/** Where a key belongs that stands one level too high or too low, such as `observable` beside `tags`. */
function homeOfKey(schema: JsonSchema, path: readonly string[], key: string): string | undefined {
  const top = propertiesOf(schema);
  if (path.length > 0 && key in top) return 'at the top level of the file';
  const home = Object.keys(top).find((name) => name !== path[0] && key in propertiesOf(top[name]));
  return home === undefined ? undefined : `under \`${home}\``;
}

function propertiesOf(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  return (schema?.properties as Record<string, JsonSchema> | undefined) ?? {};
}

function problemOf(root: ContentNode, path: readonly string[], error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return `lacks the key \`${String(error.params.missingProperty)}\``;
    case 'type': {
      const wanted = [error.params.type].flat().map((type) => typeNouns.get(String(type)) ?? String(type));
      return `must be ${[...new Set(wanted)].join(' or ')}, not ${nodeNoun(nodeAt(root, path))}`;
    }
    case 'enum':
      return `must be one of ${(error.params.allowedValues as unknown[]).map((value) => `\`${String(value)}\``).join(', ')}`;
    case 'pattern':
      return String(error.parentSchema?.description ?? `must match ${String(error.params.pattern)}`);
    case 'minLength':
      return Number(error.params.limit) > 1
        ? `must have at least ${String(error.params.limit)} characters`
        : 'must not be empty';
    case 'maxLength':
      return `must not be longer than ${String(error.params.limit)} characters`;
    case 'minItems':
      return 'must not be an empty list';
    default:
      return error.message ?? 'has the wrong shape';
  }
}

const typeNouns = new Map([
  ['string', 'text'],
  ['array', 'a list'],
  ['object', 'keys and values'],
  ['boolean', 'true or false'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['null', 'empty'],
]);

function nodeAt(root: ContentNode, path: readonly string[]): ContentNode {
  let node = root;
  for (const part of path) {
    const next =
      node.kind === 'map' ? node.entries.get(part)?.value : node.kind === 'list' ? node.items[Number(part)] : undefined;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}
