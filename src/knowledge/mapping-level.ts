import type { CompiledExpression } from '../functions/context.js';
import type { PartCompiler } from './part-compiler.js';
import type { Enumeration, SourceDefinition } from './source-definition.js';
import { type CompiledTable, compileTable } from './translation-table.js';

/** What one definition of a chain maps; the chain runs from the definition itself to its farthest ancestor. */
export interface MappingLevel {
  readonly aliases: ReadonlyMap<string, string>;
  readonly evals: ReadonlyMap<string, CompiledExpression>;
  readonly enumerations: ReadonlyMap<string, Enumeration>;
  readonly tables: readonly CompiledTable[];
}

/** Makes ready what a definition itself maps. */
export function mappingLevel(definition: SourceDefinition, parts: PartCompiler): MappingLevel {
  const evals = new Map<string, CompiledExpression>();
  for (const [field, text] of definition.evals) {
    evals.set(field, parts.expression(text, `${definition.id}.evals.${field}`, field));
  }
  return {
    aliases: definition.aliases,
    evals,
    enumerations: definition.enumerations,
    tables: definition.tables.map(compileTable),
  };
}

/** Every field that some level maps. */
export function mappedFields(levels: readonly MappingLevel[]): Set<string> {
  const fields = new Set<string>();
  for (const level of levels) {
    for (const field of level.aliases.keys()) fields.add(field);
    for (const field of level.evals.keys()) fields.add(field);
    for (const field of level.enumerations.keys()) fields.add(field);
    for (const table of level.tables) for (const field of table.targets) fields.add(field);
  }
  return fields;
}
