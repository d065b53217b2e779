/** One field of a data set, as flow needs it. */
export interface DataSetFieldShape {
  readonly name: string;
  /** The data sets that stand before its name when it is written in full: `Processes`, `All_Certificates.SSL`. */
  readonly lineage: string;
  readonly multivalue: boolean;
}

/**
 * What is known outside of a search about the tables it names. Without an answer (`undefined`) nothing is assumed. The
 * knowledge layer, or a test, implements it.
 */
export interface FieldSchemas {
  readonly modelNames: () => readonly string[];
  /** Names of the data sets of a model; undefined for an unknown model. */
  readonly datasetNames: (model: string) => readonly string[] | undefined;
  /** The fields of a data set, inherited ones too; undefined for an unknown data set. */
  readonly datasetFields: (model: string, dataset: string) => readonly DataSetFieldShape[] | undefined;
  /** The columns of a lookup; undefined when they are not known. */
  readonly lookupColumns: (name: string) => readonly string[] | undefined;
  /** Whether the rows of a lookup that agree with an event depend on its time. */
  readonly lookupIsTimed: (name: string) => boolean;
}

/** Nothing is known about any table. */
export const noSchemas: FieldSchemas = {
  modelNames: () => [],
  datasetNames: () => undefined,
  datasetFields: () => undefined,
  lookupColumns: () => undefined,
  lookupIsTimed: () => false,
};
