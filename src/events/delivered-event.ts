import { isJsonObject, type JsonObject, type JsonValue } from './raw-event.js';

/**
 * An event as the interface of a cloud service returns it, in the form in which the service's log export and Splunk's add-ons deliver
 * the same event, which is the one that published searches know.
 */
export interface DeliveredEvent {
  /** Members that the delivered form has besides those of the object. */
  readonly fields: JsonObject;
  readonly sourcetype: string;
}

/** Members of whose texts some stand in the delivered form only. */
export const deliveredConstants: readonly string[] = ['category', 'operationName'];

/** The delivered form of an object; undefined where it is no such event, or has that form already. */
export function deliveredEvent(object: JsonObject): DeliveredEvent | undefined {
  if (typeof object['logName'] === 'string' && 'insertId' in object) return logEntry(object);
  if ('createdDateTime' in object) return signIn(object);
  return 'activityDateTime' in object ? directoryAudit(object) : undefined;
}

/** Google's LogEntry: Pub/Sub delivers it as `data`. */
function logEntry(object: JsonObject): DeliveredEvent | undefined {
  if ('data' in object || !('protoPayload' in object)) return undefined;
  return { fields: { data: object }, sourcetype: 'google:gcp:pubsub:message' };
}

/** The resource `signIn` of Microsoft Graph: Entra's export delivers it as `properties`. */
function signIn(object: JsonObject): DeliveredEvent | undefined {
  const { status, ipAddress, userDisplayName, isInteractive } = object;
  if (!isJsonObject(status) || !('userPrincipalName' in object) || !('appDisplayName' in object)) return undefined;
  const fields: JsonObject = {
    category: isInteractive === false ? 'NonInteractiveUserSignInLogs' : 'SignInLogs',
    operationName: 'Sign-in activity',
    properties: object,
  };
  add(fields, 'resultType', scalarText(status['errorCode']));
  add(fields, 'callerIpAddress', ipAddress);
  add(fields, 'identity', userDisplayName);
  return { fields, sourcetype: 'azure:monitor:aad' };
}

/** The resource `directoryAudit` of Microsoft Graph. */
function directoryAudit(object: JsonObject): DeliveredEvent | undefined {
  const { activityDisplayName: activity, initiatedBy } = object;
  if (typeof activity !== 'string' || !isJsonObject(initiatedBy)) return undefined;
  const fields: JsonObject = { category: 'AuditLogs', operationName: activity, properties: object };
  add(fields, 'resultDescription', object['resultReason']);
  return { fields, sourcetype: 'azure:monitor:aad' };
}

function add(fields: JsonObject, name: string, value: JsonValue | undefined): void {
  if (value !== undefined && value !== null && value !== '') fields[name] = value;
}

function scalarText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

/**
 * The events of an activity of Google Workspace's Reports interface: the add-on makes one of each element of `events`. Undefined for
 * any other object.
 */
export function activityEvents(
  object: JsonObject,
): { readonly sourcetype: string; readonly events: JsonObject[] } | undefined {
  if (object['kind'] !== 'admin#reports#activity') return undefined;
  const { kind, id, events, ...rest } = object;
  if (!isJsonObject(id) || !Array.isArray(events)) return undefined;
  const application = id['applicationName'];
  if (typeof application !== 'string' || events.length === 0) return undefined;
  return {
    sourcetype: `gws:reports:${application}`,
    events: events.map((event) => ({ kind, id, ...rest, event })),
  };
}
