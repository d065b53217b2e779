import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import type { DataModel, DataSet } from './data-model.js';
import type { KnowledgeCompiler, SearchCondition } from './knowledge-compiler.js';

/** A field of a data set made ready. */
export interface CompiledField {
  readonly name: string;
  /** The data set that declares it, which is the one in its written name. */
  readonly declaredBy: string;
  /** Place in the order of evaluation, ancestors first. */
  readonly order: number;
  readonly default: string | undefined;
  readonly nullValues: ReadonlySet<string>;
  readonly calculation: CompiledExpression | undefined;
}

/** A data set made ready, with what it has from its ancestors. */
export interface CompiledDataSet {
  readonly dataset: DataSet;
  readonly parent: CompiledDataSet | undefined;
  readonly fields: ReadonlyMap<string, CompiledField>;
  readonly filter: SearchCondition | undefined;
  /** Whether the data set has a constraint at all: without one nothing is a member. */
  readonly constrained: boolean;
}

export interface CompiledDataModels {
  /** By `Model.Dataset`. */
  readonly datasets: ReadonlyMap<string, CompiledDataSet>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes data models ready. A calculation that does not compile is reported and left out; a filter that does not, empties its data set. */
export function compileDataModels(models: Iterable<DataModel>, compiler: KnowledgeCompiler): CompiledDataModels {
  const diagnostics: Diagnostic[] = [];
  const datasets = new Map<string, CompiledDataSet>();
  const report = (path: string, detail: string): void => {
    diagnostics.push(diagnostic('knowledge-expression', { path, detail }));
  };
  for (const model of models) {
    // Parents come before their children in the map of a model.
    for (const dataset of model.datasets.values()) {
      const id = `${model.name}.${dataset.name}`;
      const parent = dataset.parent === undefined ? undefined : datasets.get(`${model.name}.${dataset.parent}`);
      const fields = new Map(parent?.fields);
      for (const field of dataset.fields.values()) {
        const path = `${id}.${field.name}`;
        const compiled = field.calculation === undefined ? undefined : compiler.expression(field.calculation, path);
        if (compiled?.ok === false) report(path, compiled.detail);
        fields.set(field.name, {
          name: field.name,
          declaredBy: dataset.name,
          order: fields.size,
          default: field.default,
          nullValues: new Set(field.nullValues),
          calculation: compiled?.ok === true ? compiled.run : undefined,
        });
      }
      const filter = dataset.filter === undefined ? undefined : compiler.search(dataset.filter, `${id}.filter`);
      if (filter?.ok === false) report(`${id}.filter`, filter.detail);
      datasets.set(id, {
        dataset,
        parent,
        fields,
        filter: filter === undefined ? undefined : filter.ok ? filter.run : () => false,
        constrained: dataset.tags.length > 0 || dataset.filter !== undefined || parent?.constrained === true,
      });
    }
  }
  return { datasets, diagnostics };
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
