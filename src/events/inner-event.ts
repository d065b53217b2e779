import { isJsonObject, type JsonObject, parsedObject } from './raw-event.js';

/** An event that came inside of another object, and what that says beside it. */
export interface InnerEvent {
  /** The event's own text. */
  readonly text: string;
  /** The text as JSON, where it is an object. */
  readonly object: JsonObject | undefined;
  /** The other members of the outer object. */
  readonly outer: JsonObject;
  /** The file that the event was read from, where the outer object says so. */
  readonly source?: string | undefined;
}

/** Members that hold the whole event as JSON text: Microsoft Purview and Search-UnifiedAuditLog, CloudTrail's lookup-events. */
const textMembers = ['AuditData', 'CloudTrailEvent'] as const;

/** What CloudWatch Logs says of a line beside the line. */
const cloudWatchKeys = new Set(['id', 'eventId', 'timestamp', 'message', 'ingestionTime', 'logStreamName']);
/** What Docker says of a line that a container writes. */
const dockerKeys = new Set(['log', 'stream', 'time', 'attrs']);
/** What Elasticsearch says of a document beside the document. */
const documentKeys =
  /^_(?:index|type|id|score|source|version|seq_no|primary_term|ignored|routing)$|^(?:sort|fields|highlight)$/;

/** The event that an object carries; undefined where the object is the event. */
export function innerEvent(object: JsonObject): InnerEvent | undefined {
  for (const key of textMembers) {
    const text = object[key];
    if (typeof text !== 'string' || !text.startsWith('{')) continue;
    const parsed = parsedObject(text);
    if (parsed !== undefined) return { text, object: parsed, outer: without(object, key) };
  }
  const document = object['_source'];
  if (isJsonObject(document) && Object.keys(object).every((key) => documentKeys.test(key))) {
    return { text: JSON.stringify(document), object: document, outer: without(object, '_source') };
  }
  if (isDocker(object)) return lineIn(object, 'log');
  if (typeof object['message'] !== 'string') return undefined;
  if (isCloudWatch(object)) return lineIn(object, 'message');
  const source = fileOf(object);
  return source === undefined ? undefined : { ...lineIn(object, 'message'), source };
}

/** The line of a file or stream that a member holds. */
function lineIn(object: JsonObject, key: string): InnerEvent {
  const text = (object[key] as string).replace(/\r?\n$/, '');
  return { text, object: text.startsWith('{') ? parsedObject(text) : undefined, outer: without(object, key) };
}

function isDocker(object: JsonObject): boolean {
  if (typeof object['log'] !== 'string' || (object['stream'] !== 'stdout' && object['stream'] !== 'stderr'))
    return false;
  return Object.keys(object).every((key) => dockerKeys.has(key));
}

/** The file whose line Filebeat hands on as `message`: `log.file.path`, nested or as one name. */
function fileOf(object: JsonObject): string | undefined {
  let path = object['log.file.path'];
  if (isJsonObject(object['log']) && isJsonObject(object['log']['file'])) path = object['log']['file']['path'];
  return typeof path === 'string' && path !== '' ? path : undefined;
}

/** A line of CloudWatch Logs, from its interface (`ingestionTime`) or a subscription (`id`, `timestamp`, `message`). */
function isCloudWatch(object: JsonObject): boolean {
  if (typeof object['timestamp'] !== 'number') return false;
  const keys = Object.keys(object);
  if (!keys.every((key) => cloudWatchKeys.has(key))) return false;
  return 'ingestionTime' in object || ('id' in object && keys.length === 3);
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}
