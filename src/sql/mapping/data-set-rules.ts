/** A data set of a data model, as far as its rows are concerned. */
export interface DataSetDefinition {
  readonly model: string;
  readonly name: string;
  /** Tags an event must have, those of all ancestors included. */
  readonly tags: readonly string[];
  readonly filter: string | undefined;
  /** Fields that this data set declares; it has those of its ancestors too. */
  readonly fields: ReadonlyMap<string, Omit<FieldRule, 'order'> & { readonly name: string }>;
}

/** Where data sets are looked up, by names in any letter case. */
export interface DataSetDefinitions {
  /** The data set and those above it, root first; without a name the only root of the model. */
  lineage(model: string, dataset: string | undefined): readonly DataSetDefinition[] | undefined;
  hasChildren(model: string, dataset: string): boolean;
}

/** What a data model does to the values of its fields, and which rows belong to a data set of it. */
export interface DataSetRules {
  readonly model: string;
  /** From the root down. */
  readonly lineage: readonly DataSetDefinition[];
  /** Every field, ancestors' first; the place is the order of evaluation. */
  readonly fields: ReadonlyMap<string, FieldRule>;
  /** Search expressions that every row satisfies. */
  readonly filters: readonly string[];
  /** What `nodename` says: the path of the data set; undefined where data sets below it would be named there too. */
  readonly nodename: string | undefined;
}

/** What the data model says of a field of its rows. */
export interface FieldRule {
  readonly order: number;
  readonly default: string | undefined;
  readonly nullValues: readonly string[];
  /** An eval expression that sees the row and the fields before this one. */
  readonly calculation: string | undefined;
}

/** The rules of a data set and those above it, root first. */
export function dataSetRules(lineage: readonly DataSetDefinition[], hasChildren: boolean): DataSetRules {
  const fields = new Map<string, FieldRule>();
  for (const dataset of lineage)
    for (const field of dataset.fields.values())
      fields.set(field.name, {
        order: fields.size,
        default: field.default,
        nullValues: field.nullValues,
        calculation: field.calculation,
      });
  return {
    model: lineage[0]?.model ?? '',
    lineage,
    fields,
    filters: lineage.flatMap(({ filter }) => filter ?? []),
    nodename: hasChildren ? undefined : lineage.map(({ name }) => name).join('.'),
  };
}
