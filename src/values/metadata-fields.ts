/** Fields that every row of a data set has from the event itself. */
export const metadataFields: ReadonlySet<string> = new Set([
  '_time',
  '_raw',
  '_indextime',
  'host',
  'source',
  'sourcetype',
  'index',
  'splunk_server',
  'tag',
  'eventtype',
]);
