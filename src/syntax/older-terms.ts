/** Older names of fields in the search that reads events: `hosttag=web` is `tag::host=web` (searchbnf.conf). */
export const olderFields: ReadonlyMap<string, string> = new Map([
  ['hosttag', 'tag::host'],
  ['eventtypetag', 'tag::eventtype'],
]);

const savedSearches =
  'saved searches are kept on a Splunk server. Write its terms here, or make them a macro or event type.';

/** Terms of the search that reads events that ask for something which only a Splunk server has, and why. */
export const serverTerms: ReadonlyMap<string, string> = new Map([
  ['savedsearch', savedSearches],
  ['savedsplunk', savedSearches],
]);
