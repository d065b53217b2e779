import type { EventCollector } from './collector.js';
import { activityEvents, deliveredEvent } from './delivered-event.js';
import { type InnerEvent, innerEvent } from './inner-event.js';
import { type EventDraft, isJsonObject, type JsonObject, type JsonValue } from './raw-event.js';
import { timeOfObject } from './timestamps/json.js';
import { timeOfLine } from './timestamps/line.js';
import { timeOfRaw } from './timestamps/raw.js';
import { timeOfValue } from './timestamps/value.js';
import { takeWindowsEvent, timeOfWindowsEvent } from './windows/take-windows-event.js';
import { windowsEvent } from './windows/windows-event.js';

const hecKeys = new Set(['event', 'fields', 'time', 'host', 'source', 'sourcetype', 'index', 'channel']);
const exportKeys = new Set(['result', 'preview', 'offset', 'lastrow', 'highlighted', 'fields']);

/**
 * Makes the event of a JSON object, by its shape: HTTP event collector envelope, row of a Splunk export, object that carries an
 * event ({@link innerEvent}), renders one of Windows ({@link windowsEvent}) or is one of a cloud's interface ({@link deliveredEvent}), object with metadata keys
 * (`_time _raw host source sourcetype index`), or any object. `text` is the object's own text.
 */
export function addJsonEvent(
  collector: EventCollector,
  object: JsonObject,
  text: string,
  line: number,
  offset: number,
): void {
  if ('event' in object && onlyHas(object, hecKeys) && Object.hasOwn(object, 'event')) {
    addEnvelope(collector, object, line, offset);
    return;
  }
  if (Object.hasOwn(object, 'result') || Object.hasOwn(object, 'lastrow')) {
    if (onlyHas(object, exportKeys)) {
      const row = object['result'];
      if (isJsonObject(row)) addObject(collector, row, JSON.stringify(row), line, offset).listsAreValues = true;
      // An export ends with {"preview":false,"lastrow":true}, which is no event.
      if (isJsonObject(row) || row === undefined) return;
    }
  }
  if (isStated(object)) {
    addObject(collector, object, text, line, offset);
    return;
  }
  const activity = activityEvents(object);
  if (activity !== undefined) {
    for (const each of activity.events) {
      const event = addObject(collector, each, JSON.stringify(each), line, offset);
      collector.suggest(event, undefined, undefined, activity.sourcetype);
    }
    return;
  }
  const inner = innerEvent(object);
  if (inner === undefined) addObject(collector, object, text, line, offset);
  else addInnerEvent(collector, inner, line, offset);
}

/** Makes the event that another object carries; what that says beside it becomes fields as well. */
export function addInnerEvent(
  collector: EventCollector,
  { text, object, outer, source }: InnerEvent,
  line: number,
  offset: number,
): void {
  if (object !== undefined) {
    const event = addObject(collector, object, text, line, offset, outer);
    event.fields = { ...outer, ...event.fields };
    if (source !== undefined) collector.suggest(event, hostOf(outer), source);
    return;
  }
  const event = collector.event(text, timeOfObject(outer, collector.time), line, offset);
  event.fields = outer;
  event.listsAreValues = true;
  if (source !== undefined) collector.suggest(event, hostOf(outer), source);
}

function onlyHas(object: JsonObject, keys: ReadonlySet<string>): boolean {
  for (const key of Object.keys(object)) if (!keys.has(key)) return false;
  return true;
}

function addEnvelope(collector: EventCollector, envelope: JsonObject, line: number, offset: number): void {
  const content = envelope['event'] as JsonValue;
  const object = isJsonObject(content) ? content : undefined;
  const windows = object === undefined ? undefined : windowsEvent(object);
  const raw = typeof content === 'string' ? content : JSON.stringify(content);
  const time =
    timeOfValue(envelope['time'], collector.time, true) ??
    (windows === undefined ? undefined : timeOfWindowsEvent(windows, collector.time)) ??
    (object === undefined ? timeOfRaw(raw, collector.time) : timeOfObject(object, collector.time));
  const event = collector.event(raw, time, line, offset);
  const extra = envelope['fields'];
  if (isJsonObject(extra)) {
    event.fields = object === undefined ? extra : { ...object, ...extra };
    event.listsAreValues = object === undefined;
  } else if (object !== undefined) event.fields = object;
  if (windows !== undefined) takeWindowsEvent(collector, event, event.fields!, windows);
  event.fieldsCoverRaw = object !== undefined;
  takeMetadata(event, envelope);
}

function addObject(
  collector: EventCollector,
  object: JsonObject,
  text: string,
  line: number,
  offset: number,
  outer?: JsonObject,
): EventDraft {
  const cx = collector.time;
  const stated = own(object, '_raw');
  let time = timeOfValue(own(object, '_time'), cx, true);
  if (typeof stated === 'string') {
    const event = collector.event(stated, time ?? timeOfObject(object, cx) ?? timeOfRaw(stated, cx), line, offset);
    event.fields = object;
    event.listsAreValues = true;
    takeMetadata(event, object);
    return event;
  }
  const stating = isStated(object);
  const windows = stating ? undefined : windowsEvent(object);
  if (windows !== undefined) time ??= timeOfWindowsEvent(windows, cx);
  time ??= timeOfObject(object, cx) ?? (outer && timeOfObject(outer, cx)) ?? timeOfLine(text, cx);
  const event = collector.event(text, time, line, offset);
  event.fields = object;
  event.fieldsCoverRaw = true;
  if (stating) takeMetadata(event, object);
  else {
    weakMetadata(collector, event, object);
    if (windows !== undefined) takeWindowsEvent(collector, event, object, windows);
    else takeDelivered(collector, event, object);
  }
  return event;
}

function takeDelivered(collector: EventCollector, event: EventDraft, object: JsonObject): void {
  const delivered = deliveredEvent(object);
  if (delivered === undefined) return;
  event.fields = { ...object, ...delivered.fields };
  collector.suggest(event, undefined, undefined, delivered.sourcetype);
}

/** Whether an object says itself what kind of event it is. */
function isStated(object: JsonObject): boolean {
  return Object.hasOwn(object, '_time') || Object.hasOwn(object, 'sourcetype');
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function takeMetadata(event: EventDraft, object: JsonObject): void {
  event.host = textOf(own(object, 'host')) ?? event.host;
  event.source = textOf(own(object, 'source')) ?? event.source;
  event.sourcetype = textOf(own(object, 'sourcetype')) ?? event.sourcetype;
  event.index = textOf(own(object, 'index')) ?? event.index;
}

/** `host`, `source` and `index` in an object that has no other sign of metadata may mean something of its own. */
function weakMetadata(collector: EventCollector, event: EventDraft, object: JsonObject): void {
  collector.suggest(event, hostOf(object), textOf(own(object, 'source')));
  if (collector.defaults.index === undefined) event.index = textOf(own(object, 'index')) ?? event.index;
}

/** Members that name the machine of an event: of osquery, of the journal of systemd. */
const hostKeys = ['hostIdentifier', '_HOSTNAME'] as const;

/** `host` as a text, or `host.name` of the Elastic Common Schema; in a connection of Zeek it is the site that was asked for. */
function hostOf(object: JsonObject): string | undefined {
  const host = own(object, 'host');
  if (isJsonObject(host)) return textOf(own(host, 'name'));
  if (host !== undefined) return Object.hasOwn(object, 'id.orig_h') ? undefined : textOf(host);
  for (const key of hostKeys) {
    const text = textOf(own(object, key));
    if (text !== undefined) return text;
  }
  return undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
