/** Keys that may stand before the list of events in an envelope. */
const companions = new Set(['preview', 'init_offset', 'messages', 'lastrow', 'fields', 'highlighted']);
const maximumKeyLength = 64;

/**
 * Tells from the first keys of an object whether it is only the wrapping of a list of events: `{"Records": [...]}` of AWS
 * logs in S3, `results` after `preview` or `init_offset` in the answer of a Splunk search, `value` after `@odata.…` in
 * an answer of Microsoft Graph. Any other key before the list makes it an event of its own.
 */
export class JsonEnvelope {
  possible = false;
  /** The key just read holds the list. */
  isList = false;
  #splunk = false;
  #odata = false;

  reset(possible: boolean): void {
    this.possible = possible;
    this.isList = false;
    this.#splunk = false;
    this.#odata = false;
  }

  /** Notes a key at the first level. */
  key(bytes: Uint8Array, start: number, end: number): void {
    this.isList = false;
    this.possible = false;
    if (end < start || end - start > maximumKeyLength) return;
    const name = String.fromCharCode(...bytes.subarray(start, end));
    if (name === 'preview' || name === 'init_offset') this.#splunk = true;
    else if (name.startsWith('@odata.')) this.#odata = true;
    this.isList = name === 'Records' || (name === 'results' && this.#splunk) || (name === 'value' && this.#odata);
    this.possible = this.isList || companions.has(name) || name.startsWith('@odata.');
  }
}
