import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import type { KnownContent } from './content-overview.js';
import type { LintEnvironment } from './define.js';

/**
 * Whether any data source or data model has a field of the name, in whatever letter case and with underscores or without: it is
 * none that was misspelt. Logs write one name as `ServiceName` and as `Service_Name`, and data models write `process_id` for what
 * the log calls `ProcessId`.
 */
export function isKnownField(
  name: string,
  { content, schemas }: Pick<LintEnvironment, 'content' | 'schemas'>,
): boolean {
  return vocabularyOf(content, schemas).has(plainName(name));
}

function vocabularyOf(content: KnownContent, schemas: FieldSchemas): ReadonlySet<string> {
  const known = vocabularies.get(content);
  if (known?.schemas === schemas) return known.names;
  const names = new Set(content.dataSources.flatMap(({ fields }) => fields.map(plainName)));
  for (const model of schemas.modelNames())
    for (const dataset of schemas.datasetNames(model) ?? [])
      for (const { name } of schemas.datasetFields(model, dataset) ?? []) names.add(plainName(name));
  vocabularies.set(content, { schemas, names });
  return names;
}

/** The vocabulary of each content, with the data models that it was last asked for. */
const vocabularies = new WeakMap<KnownContent, { readonly schemas: FieldSchemas; readonly names: Set<string> }>();

function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
