/** Fields whose values `search` compares with their letter case: names of knowledge objects (spl-core 1.5, 8.20). */
export const caseSensitiveFields = /^(?:eventtype|tag|tag::.*)$/;

/** Fields by whose further names `search` selects an event too (switch `metadataNames`). */
export const otherNamedFields: ReadonlySet<string> = new Set(['source', 'sourcetype', 'eventtype']);

/** Indexes that hold what Splunk writes, never logs from elsewhere. */
export const splunkIndexes = /^(?:_.*|risk|notable)$/i;

/** Text with an entity may be meant as it is written in the XML of an event. */
export const xmlEntity = /&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;
