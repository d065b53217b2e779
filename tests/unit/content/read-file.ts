import { type ContentItems, readContentFile } from '../../../src/content/read-file.js';
import { createSchemaValidator, type SchemaValidator } from '../../../src/content/schema/validator.js';
import { createSource } from '../../../src/source/source.js';

let validator: SchemaValidator | undefined;

/** Reads a text as a content file of the repository, held against its schema. */
export async function read(path: string, text: string): Promise<ContentItems> {
  validator ??= await createSchemaValidator();
  return readContentFile({ source: createSource(path, text), path, origin: 'repository' }, validator);
}

/** `code: message` of each diagnostic. */
export function said(items: Pick<ContentItems, 'diagnostics'>): string[] {
  return items.diagnostics.map((each) => `${each.code}: ${each.message}`);
}

/** The text of the file that a diagnostic marks. */
export function marked(items: Pick<ContentItems, 'diagnostics'>, index = 0): string | undefined {
  const at = items.diagnostics[index]?.primary;
  return at?.source.text.slice(at.span.start, at.span.end);
}
