import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import type { DataModel, DataSet } from './data-model.js';
import type { KnowledgeCompiler, SearchCondition } from './knowledge-compiler.js';
import { PartCompiler } from './part-compiler.js';

/** A field of a data set made ready. */
export interface CompiledField {
  readonly name: string;
  /** The data set that declares it, which is the one in its written name. */
  readonly declaredBy: string;
  /** Place in the order of evaluation, ancestors first. */
  readonly order: number;
  /** Place of its value among those of one event in all data sets below the same root. */
  readonly slot: number;
  readonly default: string | undefined;
  readonly nullValues: ReadonlySet<string>;
  readonly calculation: CompiledExpression | undefined;
}

/** A data set made ready, with what it has from its ancestors. */
export interface CompiledDataSet {
  readonly dataset: DataSet;
  readonly parent: CompiledDataSet | undefined;
  readonly fields: ReadonlyMap<string, CompiledField>;
  /** The fields declared by the data sets below the same root; grows while they are compiled. */
  readonly slots: { readonly count: number };
  readonly filter: SearchCondition | undefined;
  /** Of root data sets only. */
  readonly expand: CompiledExpansion | undefined;
  /** Whether the data set has a constraint at all: without one nothing is a member. */
  readonly constrained: boolean;
}

/** What a root data set does to its events first. */
export interface CompiledExpansion {
  /** In order; each sees the results of those before. */
  readonly evals: readonly (readonly [string, CompiledExpression])[];
  /** The field each value of which becomes an event. */
  readonly field: string | undefined;
}

/** Data models made ready, and what is wrong with them. */
export interface CompiledDataModels {
  /** By `Model.Dataset`. */
  readonly datasets: ReadonlyMap<string, CompiledDataSet>;
  /** Grows while parts are compiled. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes data models ready. Calculations and filters are compiled when an event first needs them; `everything: true` compiles all at
 * once, for checks. A calculation that does not compile is reported and left out; a filter that does not, empties its data set.
 */
export function compileDataModels(
  models: Iterable<DataModel>,
  compiler: KnowledgeCompiler,
  { everything = false }: { readonly everything?: boolean } = {},
): CompiledDataModels {
  const parts = new PartCompiler(compiler);
  const datasets = new Map<string, CompiledDataSet>();
  for (const model of models) {
    // Parents come before their children in the map of a model.
    for (const dataset of model.datasets.values()) {
      const id = `${model.name}.${dataset.name}`;
      const parent = dataset.parent === undefined ? undefined : datasets.get(`${model.name}.${dataset.parent}`);
      const fields = new Map(parent?.fields);
      const slots = parent === undefined ? { count: 0 } : (parent.slots as { count: number });
      for (const field of dataset.fields.values()) {
        const { calculation } = field;
        fields.set(field.name, {
          name: field.name,
          declaredBy: dataset.name,
          order: fields.size,
          slot: slots.count++,
          default: field.default,
          nullValues: new Set(field.nullValues),
          calculation:
            calculation === undefined ? undefined : parts.expression(calculation, `${id}.${field.name}`, field.name),
        });
      }
      const { expand } = dataset;
      datasets.set(id, {
        dataset,
        parent,
        fields,
        slots,
        expand:
          expand === undefined || parent !== undefined
            ? undefined
            : {
                field: expand.field,
                evals: [...expand.evals].map(
                  ([field, text]) => [field, parts.expression(text, `${id}.expand.${field}`, field)] as const,
                ),
              },
        filter: dataset.filter === undefined ? undefined : parts.condition(dataset.filter, `${id}.filter`),
        constrained: dataset.tags.length > 0 || dataset.filter !== undefined || parent?.constrained === true,
      });
    }
  }
  if (everything) parts.compileAll();
  return { datasets, diagnostics: parts.diagnostics };
}

/** The data sets that stand before a field's name, `All_Certificates.SSL`; undefined for a field the data set does not have. */
export function lineageOf({ dataset, fields }: CompiledDataSet, field: string): string | undefined {
  const declared = fields.get(field)?.declaredBy;
  if (declared === undefined) return undefined;
  return dataset.lineage.slice(0, dataset.lineage.indexOf(declared) + 1).join('.');
}

/**
 * The field that a written name means within a data set, or undefined. Prefixes are compared without case, as content has
 * them in any case, and may be given in part or left out.
 */
export function resolveDataSetField(dataset: CompiledDataSet, written: string): CompiledField | undefined {
  const whole = dataset.fields.get(written);
  if (whole !== undefined) return whole;
  const lineage = new Set(dataset.dataset.lineage.map((name) => name.toLowerCase()));
  let rest = written;
  for (;;) {
    const dot = rest.indexOf('.');
    if (dot < 0 || !lineage.has(rest.slice(0, dot).toLowerCase())) return undefined;
    rest = rest.slice(dot + 1);
    const field = dataset.fields.get(rest);
    if (field !== undefined) return field;
  }
}
