import { isJsonObject, type JsonObject, parsedObject } from './raw-event.js';

/** An event that came inside of another object, and what that says beside it. */
export interface InnerEvent {
  /** The event's own text. */
  readonly text: string;
  /** The text as JSON, where it is an object. */
  readonly object: JsonObject | undefined;
  /** The other members of the outer object. */
  readonly outer: JsonObject;
}

/** Members that hold the whole event as JSON text: Microsoft Purview and Search-UnifiedAuditLog, CloudTrail's lookup-events. */
const textMembers = ['AuditData', 'CloudTrailEvent'] as const;

/** What CloudWatch Logs says of a line beside the line. */
const cloudWatchKeys = new Set(['id', 'eventId', 'timestamp', 'message', 'ingestionTime', 'logStreamName']);
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
  const message = object['message'];
  if (typeof message === 'string' && isCloudWatch(object)) {
    const parsed = message.startsWith('{') ? parsedObject(message) : undefined;
    return { text: message, object: parsed, outer: without(object, 'message') };
  }
  return undefined;
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
