import type { CompiledDataModels, CompiledDataSet } from './compile-data-model.js';
import type { DataSet } from './data-model.js';

/** What data sets are made of, for those who work them out elsewhere. Names of models and data sets in any letter case. */
export interface DataSetDefinitions {
  /** The data set and those above it, root first; without a name the only root of the model. */
  lineage(model: string, dataset: string | undefined): readonly DataSet[] | undefined;
  hasChildren(model: string, dataset: string): boolean;
}

/** The definitions of data sets by names in any letter case; the models are asked for when one is first needed. */
export function dataSetDefinitions(models: () => CompiledDataModels): DataSetDefinitions {
  return {
    lineage(model, dataset) {
      const found = [...models().datasets.values()].filter((each) =>
        dataset === undefined
          ? each.parent === undefined && sameName(each.dataset.model, model)
          : isCalled(each.dataset, model, dataset),
      );
      return found.length === 1 ? lineageOf(found[0]!) : undefined;
    },
    hasChildren: (model, dataset) =>
      [...models().datasets.values()].some(
        ({ parent }) => parent !== undefined && isCalled(parent.dataset, model, dataset),
      ),
  };
}

function isCalled(given: DataSet, model: string, dataset: string): boolean {
  return sameName(given.model, model) && sameName(given.name, dataset);
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function lineageOf(compiled: CompiledDataSet): DataSet[] {
  const lineage: DataSet[] = [];
  for (let each: CompiledDataSet | undefined = compiled; each !== undefined; each = each.parent)
    lineage.unshift(each.dataset);
  return lineage;
}
