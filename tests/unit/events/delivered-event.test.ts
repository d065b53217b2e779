import { describe, expect, it } from 'vitest';
import { readText } from './read-text.js';

const time = Date.UTC(2024, 9, 24, 10, 11, 12) / 1000;

describe('events of the interfaces of clouds', () => {
  it('gives the entries of Google the form in which Pub/Sub delivers them', () => {
    const entry = { protoPayload: { methodName: 'm' }, insertId: 'i', logName: 'x', timestamp: '2024-10-24T10:11:12Z' };
    const [event] = readText(JSON.stringify([entry])).events;
    expect(event).toMatchObject({ time, sourcetype: 'google:gcp:pubsub:message', fields: { ...entry, data: entry } });
    const delivered = { data: entry, logName: 'x', insertId: 'i' };
    expect(readText(JSON.stringify(delivered)).events[0]!.fields).toEqual(delivered);
  });

  it('gives sign-ins and audits of Microsoft Graph the form of the log export', () => {
    const signIn = {
      createdDateTime: '2024-10-24T10:11:12Z',
      userPrincipalName: 'amy@x.example',
      userDisplayName: 'Amy',
      appDisplayName: 'Portal',
      ipAddress: '203.0.113.7',
      isInteractive: true,
      status: { errorCode: 50126 },
    };
    const audit = {
      activityDisplayName: 'Add member to role',
      activityDateTime: '2024-10-24T10:11:12Z',
      initiatedBy: { user: { userPrincipalName: 'amy@x.example' } },
      resultReason: '',
    };
    const { events } = readText(JSON.stringify({ value: [signIn, { ...signIn, isInteractive: false }, audit] }));
    expect(events.map((event) => [event.time, event.sourcetype])).toEqual(Array(3).fill([time, 'azure:monitor:aad']));
    expect(events[0]!.fields).toEqual({
      ...signIn,
      category: 'SignInLogs',
      operationName: 'Sign-in activity',
      resultType: '50126',
      callerIpAddress: '203.0.113.7',
      identity: 'Amy',
      properties: signIn,
    });
    expect(events[1]!.fields!['category']).toBe('NonInteractiveUserSignInLogs');
    expect(events[2]!.fields).toEqual({
      ...audit,
      category: 'AuditLogs',
      operationName: 'Add member to role',
      properties: audit,
    });
    const flagged = readText(JSON.stringify(signIn), { defaults: { sourcetype: 'mine' } }).events[0];
    expect(flagged).toMatchObject({ sourcetype: 'mine', fields: { category: 'SignInLogs' } });
    expect(readText('{"createdDateTime":"2024-10-24T10:11:12Z","status":"x"}').events[0]!.sourcetype).toBeUndefined();
  });

  it('makes an event of each event of an activity of Google Workspace', () => {
    const activity = {
      kind: 'admin#reports#activity',
      id: { time: '2024-10-24T10:11:12Z', applicationName: 'login' },
      actor: { email: 'amy@x.example' },
      events: [{ name: 'login_failure' }, { name: 'logout' }],
    };
    const { kind, id, actor } = activity;
    const { events } = readText(JSON.stringify({ kind: 'admin#reports#activities', items: [activity] }));
    expect(events.map(({ fields }) => fields)).toEqual([
      { kind, id, actor, event: { name: 'login_failure' } },
      { kind, id, actor, event: { name: 'logout' } },
    ]);
    expect(events.map((event) => [event.time, event.sourcetype, JSON.parse(event.raw)])).toEqual(
      events.map(({ fields }) => [time, 'gws:reports:login', fields]),
    );
    const bare = { ...activity, events: [] };
    expect(readText(JSON.stringify(bare)).events[0]!.fields).toEqual(bare);
  });
});
