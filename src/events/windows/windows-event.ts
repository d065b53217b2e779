import { cleanXmlName } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { readMessageLabels } from '../../extraction/message-labels.js';
import { isJsonObject, type JsonObject, type JsonValue, parsedObject } from '../raw-event.js';
import { readEventData, readEventTree, readLeaves } from './event-tree.js';
import { auditKeywords, WindowsFields } from './windows-fields.js';

/** A Windows event that came as JSON or as a row of a table. */
export interface WindowsEvent {
  /** Its fields under the names of its XML form, or of the classic text where only the message tells them. */
  readonly fields: JsonObject;
  readonly sourcetype: 'XmlWinEventLog' | 'WinEventLog';
  readonly source: string;
  readonly host: string | undefined;
  /** The time as the rendering writes it, where it is not in a customary key. */
  readonly time: JsonValue | undefined;
}

/**
 * Recognises a Windows event in the renderings that tools make of it: the XML tree as JSON (evtx_dump, chainsaw, golang-evtx,
 * Velociraptor), Winlogbeat (`winlog`, also with dotted keys, and before version 7), nxlog and other flat objects with `EventID` and
 * `Channel`, EvtxECmd (`Payload`), Wazuh (`data.win`), and `Get-WinEvent` (`LogName`, `Id`, `Message`). Undefined for anything else.
 */
export function windowsEvent(object: JsonObject): WindowsEvent | undefined {
  const tree = eventTree(object);
  if (tree !== undefined) return fromTree(tree);
  const winlog = object['winlog'];
  if (isJsonObject(winlog)) return fromWinlog(winlog, object);
  if ('winlog.channel' in object) return fromWinlog(nested(object, 'winlog.'), object);
  if (typeof object['log_name'] === 'string' && isId(object['event_id'])) return fromOldWinlogbeat(object);
  const data = object['data'];
  if (isJsonObject(data) && isJsonObject(data['win'])) return fromWazuh(data['win']);
  if (typeof object['LogName'] === 'string') return fromMessage(object, object['LogName']);
  // A line of a hunt's timeline is about an event, it is not the event.
  if ('RuleTitle' in object) return undefined;
  const channel = object['Channel'] ?? object['EventLog'];
  if (typeof channel !== 'string' || channel === '') return undefined;
  if (isId(object['EventId']) && 'Payload' in object) return fromEvtxECmd(object, channel);
  return isId(object['EventID']) ? fromFlat(object, channel) : undefined;
}

function isId(value: JsonValue | undefined): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{1,5}$/.test(value));
}

function eventTree(object: JsonObject): JsonObject | undefined {
  const { Event: event, document } = object;
  if (isJsonObject(event)) return isJsonObject(event['System']) ? event : undefined;
  // A hit of chainsaw carries the event that it is about.
  if (isJsonObject(document) && isJsonObject(document['data'])) return eventTree(document['data']);
  return isJsonObject(object['System']) && ('EventData' in object || 'UserData' in object) ? object : undefined;
}

function fromTree(tree: JsonObject): WindowsEvent | undefined {
  const into = new WindowsFields();
  readEventTree(tree, into);
  return asXml(into, into.text('SystemTime'));
}

function fromWinlog(winlog: JsonObject, outer: JsonObject): WindowsEvent | undefined {
  const into = new WindowsFields();
  into.add('EventID', winlog['event_id']);
  into.add('Channel', winlog['channel']);
  into.add('Computer', winlog['computer_name']);
  into.add('Name', winlog['provider_name']);
  into.add('Guid', winlog['provider_guid']);
  into.add('EventRecordID', winlog['record_id']);
  into.add('Version', winlog['version']);
  into.add('ActivityID', winlog['activity_id']);
  into.add('Keywords', listOf(winlog['keywords']).map(auditKeywords).find(isFilled));
  const { process, user, event_data: data, user_data: userData } = winlog;
  if (isJsonObject(process)) {
    into.add('ProcessID', process['pid']);
    if (isJsonObject(process['thread'])) into.add('ThreadID', process['thread']['id']);
  }
  if (isJsonObject(user)) into.add('UserID', user['identifier']);
  into.add('SystemTime', outer['@timestamp']);
  if (isJsonObject(data)) readEventData(data, into);
  if (isJsonObject(userData)) readLeaves({ ...userData, xml_name: null }, into, 0);
  into.add('Message', outer['message']);
  return asXml(into, outer['@timestamp']);
}

/** Winlogbeat before version 7 had the members of `winlog` at the top. */
function fromOldWinlogbeat(object: JsonObject): WindowsEvent | undefined {
  return fromWinlog(
    {
      ...object,
      channel: object['log_name']!,
      provider_name: object['source_name'] ?? null,
      record_id: object['record_number'] ?? null,
    },
    object,
  );
}

/** The members whose keys begin with a prefix, as an object of objects. */
function nested(object: JsonObject, prefix: string): JsonObject {
  const root: JsonObject = Object.create(null);
  for (const key of Object.keys(object)) {
    if (!key.startsWith(prefix)) continue;
    const path = key.slice(prefix.length).split('.');
    const last = path.pop()!;
    let inside = root;
    for (const name of path) {
      const next = inside[name];
      if (isJsonObject(next)) inside = next;
      else inside = inside[name] = Object.create(null) as JsonObject;
    }
    inside[last] = object[key]!;
  }
  return root;
}

/** Wazuh begins the names with a small letter. */
function fromWazuh(win: JsonObject): WindowsEvent | undefined {
  const into = new WindowsFields();
  for (const part of [win['system'], win['eventdata']]) {
    if (!isJsonObject(part)) continue;
    for (const name of Object.keys(part)) {
      into.add(cleanXmlName(name.charAt(0).toUpperCase() + name.slice(1)), part[name]);
    }
  }
  into.add('Name', into.fields['ProviderName']);
  return asXml(into, into.text('SystemTime'));
}

function fromEvtxECmd(object: JsonObject, channel: string): WindowsEvent | undefined {
  const into = new WindowsFields();
  into.add('EventID', object['EventId']);
  into.add('Channel', channel);
  into.add('Computer', object['Computer']);
  into.add('Name', object['Provider']);
  into.add('EventRecordID', object['EventRecordId']);
  into.add('Keywords', object['Keywords']);
  into.add('SystemTime', object['TimeCreated']);
  const { Payload: payload, ProcessId, ThreadId, UserId } = object;
  into.add('ProcessID', ProcessId);
  into.add('ThreadID', ThreadId);
  into.add('UserID', UserId);
  const parsed = typeof payload === 'string' ? parsedObject(payload) : payload;
  if (isJsonObject(parsed)) readEventTree(parsed, into);
  return asXml(into, undefined);
}

/** The name of a field, and others under which it may stand. */
type FieldNames = readonly [field: string, ...others: string[]];

function firstFilled(object: JsonObject, names: FieldNames): JsonValue | undefined {
  for (const name of names) if (isFilled(object[name])) return object[name];
  return undefined;
}

/** Names that collectors give to what `System` calls otherwise. */
const flatNames: readonly FieldNames[] = [
  ['Computer', 'Hostname', 'MachineName', 'ComputerName'],
  ['Name', 'SourceName', 'ProviderName', 'EventSourceName', 'Provider'],
  ['Guid', 'ProviderGuid'],
  ['EventRecordID', 'RecordNumber', 'EventRecordId'],
  ['Opcode', 'OpcodeValue'],
];

/** Fields beside each other: nxlog, the tables of Log Analytics, exports of one's own. */
function fromFlat(object: JsonObject, channel: string): WindowsEvent | undefined {
  const into = new WindowsFields();
  into.add('EventID', object['EventID']);
  into.add('Channel', channel);
  for (const names of flatNames) into.add(names[0], firstFilled(object, names));
  if ('EventData' in object) readEventTree({ EventData: object['EventData']! }, into);
  // Other fields stand under their own names as they are.
  into.add('Keywords', auditKeywords(object['EventType']) ?? object['Keywords']);
  return asXml(into, undefined);
}

function isFilled(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The names of `Get-WinEvent` and of WMI for what the header of the classic text says. */
const headerNames: readonly FieldNames[] = [
  ['LogName'],
  ['EventCode', 'Id', 'EventID', 'EventIdentifier'],
  ['ComputerName', 'MachineName', 'Computer'],
  ['SourceName', 'ProviderName'],
  ['Type', 'LevelDisplayName'],
  ['RecordNumber', 'RecordId'],
  ['TaskCategory', 'TaskDisplayName'],
  ['OpCode', 'OpcodeDisplayName'],
  ['Message'],
];

/** An event of which only the message tells the data. */
function fromMessage(object: JsonObject, log: string): WindowsEvent | undefined {
  const into = new WindowsFields();
  for (const names of headerNames) into.add(names[0], firstFilled(object, names));
  if (!isId(into.fields['EventCode']) || into.text('ComputerName') === undefined) return undefined;
  const keywords = listOf(object['KeywordsDisplayNames'] ?? object['Keywords']);
  const { fields } = into;
  if (typeof keywords[0] === 'string') fields['Keywords'] = keywords[0];
  const labels = new FieldBag();
  readMessageLabels(into.text('Message') ?? '', labels);
  for (const name of labels.fieldNames()) {
    const value = labels.get(name);
    fields[name] ??= typeof value === 'object' && value !== null ? value.map(String) : String(value);
  }
  // The labels of Sysmon's messages are the names of its fields.
  if (log === sysmonChannel) {
    into.add('EventID', fields['EventCode']);
    into.add('Channel', log);
    into.add('Computer', fields['ComputerName']);
    return asXml(into, object['TimeCreated']);
  }
  return {
    fields,
    sourcetype: 'WinEventLog',
    source: `WinEventLog:${log}`,
    host: into.text('ComputerName'),
    time: object['TimeCreated'],
  };
}

const sysmonChannel = 'Microsoft-Windows-Sysmon/Operational';

function listOf(value: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  return Array.isArray(value) ? value : [value];
}

function asXml(into: WindowsFields, time: JsonValue | undefined): WindowsEvent | undefined {
  const channel = into.text('Channel');
  if (channel === undefined || into.fields['EventID'] === undefined) return undefined;
  return {
    fields: into.fields,
    sourcetype: 'XmlWinEventLog',
    source: `XmlWinEventLog:${channel}`,
    host: into.text('Computer'),
    time,
  };
}
