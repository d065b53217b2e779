import { isJsonObject, type JsonObject, type JsonValue } from './raw-event.js';

/** Keys under which answers of interfaces and files of log services hold their events. */
const lists = new Set([
  'Records',
  'records',
  'Events',
  'events',
  'value',
  'items',
  'results',
  'data',
  'hits',
  'logEvents',
  'resources',
  'entries',
  'logs',
  'Findings',
  'findings',
  'alerts',
]);

/** Keys beside the list that say something about the answer, not about an event. */
const companions = new Set([
  // Splunk
  'preview',
  'init_offset',
  'messages',
  'lastrow',
  'fields',
  'highlighted',
  // Kubernetes and Google
  'kind',
  'apiVersion',
  'metadata',
  'etag',
  'nextPageToken',
  // Elasticsearch
  'took',
  'timed_out',
  '_shards',
  '_scroll_id',
  'max_score',
  // CloudWatch
  'messageType',
  'owner',
  'logGroup',
  'logStream',
  'subscriptionFilters',
  'searchedLogStreams',
  // pages of a list
  'NextToken',
  'nextToken',
  'NextLink',
  'nextLink',
  'next',
  'previous',
  'links',
  'paging',
  'pagination',
  'page',
  'per_page',
  'pageSize',
  'limit',
  'offset',
  'total',
  'totalCount',
  'total_count',
  'count',
  'Count',
  'meta',
  'errors',
]);

const maximumKeyLength = 64;

/** Whether a key beside the list of an envelope tells nothing of the events. */
export function isCompanion(key: string): boolean {
  return companions.has(key) || key.startsWith('@odata.');
}

/**
 * Tells from the first keys of an object whether it is only the wrapping of a list of events: `{"Records": [...]}` of AWS
 * logs in S3, `{"value": [...]}` of Microsoft Graph, `{"took": 1, "hits": {"hits": [...]}}` of Elasticsearch. Any other key before the
 * list makes the object an event of its own, and so does a list that does not hold objects.
 */
export class JsonEnvelope {
  possible = false;
  /** The key just read may hold the list. */
  isList = false;
  /** The key just read may hold an object in which the list is. */
  isInner = false;
  /** How deep the keys are that count: 1, or 2 inside of `hits`. */
  level = 1;

  reset(possible: boolean): void {
    this.possible = possible;
    this.isList = false;
    this.isInner = false;
    this.level = 1;
  }

  /** Notes a key at the level. */
  key(bytes: Uint8Array, start: number, end: number): void {
    this.isList = false;
    this.isInner = false;
    this.possible = false;
    if (end < start || end - start > maximumKeyLength) return;
    const name = String.fromCharCode(...bytes.subarray(start, end));
    this.isList = lists.has(name);
    this.isInner = this.level === 1 && name === 'hits';
    this.possible = this.isList || isCompanion(name);
  }

  /** Goes into the object that the key just read holds. */
  enter(): void {
    this.level = 2;
    this.isList = false;
    this.isInner = false;
  }

  /** What the key just read holds is no list of events. */
  leave(): void {
    this.reset(false);
  }
}

/**
 * Whether an object that was read whole is such a wrapping. Where nothing but the common name of its first key says so, no key behind
 * the list may say anything of its own either.
 */
export function isEnvelope(value: JsonObject): boolean {
  let described = false;
  let found: boolean | undefined;
  for (const key of Object.keys(value)) {
    if (isCompanion(key)) described = true;
    else if (found === undefined) {
      if (!holdsEvents(key, value[key]!)) return false;
      if (described || key === 'Records') return true;
      found = true;
    } else return false;
  }
  return found === true;
}

function holdsEvents(key: string, value: JsonValue): boolean {
  const list = key === 'hits' && isJsonObject(value) ? value['hits'] : value;
  return lists.has(key) && Array.isArray(list) && list.every(isJsonObject);
}
