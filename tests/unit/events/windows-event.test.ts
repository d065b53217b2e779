import { describe, expect, it } from 'vitest';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { readText } from './read-text.js';

const time = '2024-10-24T10:11:12.123Z';
const epoch = Date.UTC(2024, 9, 24, 10, 11, 12, 123) / 1000;
const data = { SubjectUserName: 'amy', CommandLine: 'cmd /c "x" & <y>' };
const pairs = Object.entries(data).map(([name, text]) => ({ '@Name': name, '#text': text }));
const provider = 'Microsoft-Windows-Security-Auditing';

const trees = {
  'evtx_dump, attributes inside': {
    Event: {
      '#attributes': { xmlns: 'http://x' },
      System: {
        Provider: { '#attributes': { Name: provider } },
        EventID: { '#attributes': { Qualifiers: 0 }, '#text': 4688 },
        TimeCreated: { '#attributes': { SystemTime: time } },
        Channel: 'Security',
        Computer: 'ws1.corp',
      },
      EventData: data,
    },
  },
  'evtx_dump, attributes beside': {
    Event: {
      System: {
        Provider_attributes: { Name: provider },
        EventID: 4688,
        TimeCreated_attributes: { SystemTime: time },
        Channel: 'Security',
        Computer: 'ws1.corp',
      },
      EventData: data,
      EventData_attributes: { Name: 'x' },
    },
  },
  'XML by a generic converter': {
    Event: {
      System: {
        Provider: { '@Name': provider },
        EventID: '4688',
        TimeCreated: { '@SystemTime': time },
        Channel: 'Security',
        Computer: 'ws1.corp',
      },
      EventData: { Data: pairs },
    },
  },
  'a tree without its root, time as a number': {
    System: {
      Provider: { Name: provider },
      EventID: { Value: 4688 },
      TimeCreated: { SystemTime: epoch },
      Channel: 'Security',
      Computer: 'ws1.corp',
    },
    EventData: data,
  },
};

const others = {
  'a hit of chainsaw': {
    group: 'Sigma',
    source: 'sigma',
    document: { kind: 'evtx', data: trees['evtx_dump, attributes beside'] },
    timestamp: time,
  },
  winlogbeat: {
    '@timestamp': time,
    host: { name: 'ws1' },
    winlog: {
      channel: 'Security',
      computer_name: 'ws1.corp',
      event_id: '4688',
      provider_name: provider,
      event_data: data,
    },
  },
  'winlogbeat with dotted keys': {
    '@timestamp': time,
    'winlog.channel': 'Security',
    'winlog.computer_name': 'ws1.corp',
    'winlog.event_id': 4688,
    'winlog.provider_name': provider,
    ...Object.fromEntries(Object.entries(data).map(([name, text]) => [`winlog.event_data.${name}`, text])),
  },
  'winlogbeat before version 7': {
    '@timestamp': time,
    log_name: 'Security',
    computer_name: 'ws1.corp',
    event_id: 4688,
    source_name: provider,
    event_data: data,
  },
  nxlog: {
    EventTime: '2024-10-24 10:11:12.123',
    Hostname: 'ws1.corp',
    EventID: 4688,
    SourceName: provider,
    Channel: 'Security',
    ...data,
  },
  EvtxECmd: {
    Computer: 'ws1.corp',
    Channel: 'Security',
    Provider: provider,
    EventId: 4688,
    Payload: JSON.stringify({ EventData: { Data: pairs } }),
    TimeCreated: '2024-10-24T10:11:12.1230000+00:00',
  },
  wazuh: {
    timestamp: '2024-10-24T10:11:15.000+0000',
    data: {
      win: {
        system: {
          providerName: provider,
          eventID: '4688',
          systemTime: time,
          channel: 'Security',
          computer: 'ws1.corp',
        },
        eventdata: { subjectUserName: data.SubjectUserName, commandLine: data.CommandLine },
      },
    },
  },
};

function only(value: object, options: Parameters<typeof readText>[1] = {}): RawEvent {
  const { events, report } = readText(JSON.stringify(value), options);
  expect(report).toMatchObject({ events: 1, badLines: 0 });
  return events[0]!;
}

describe('Windows events as JSON', () => {
  it.each(Object.entries({ ...trees, ...others }))('gives %s the fields of the XML form', (_name, value) => {
    const event = only(value);
    expect(event).toMatchObject({
      raw: JSON.stringify(value),
      host: 'ws1.corp',
      sourcetype: 'XmlWinEventLog',
      source: 'XmlWinEventLog:Security',
      fields: { EventID: '4688', Channel: 'Security', Computer: 'ws1.corp', Name: provider, ...data },
    });
    expect(event.time).toBeCloseTo(epoch, 3);
    // What the tool wrote stays beside them.
    expect(event.fields).toMatchObject(
      Object.fromEntries(
        Object.keys(value)
          .slice(0, 1)
          .map((key) => [key, expect.anything()]),
      ),
    );
  });

  it('takes the leaves of UserData, and several values of one name', () => {
    const event = only({
      Event: {
        System: { EventID: 5860, Channel: 'Microsoft-Windows-WMI-Activity/Operational', Computer: 'h', Name: 'p' },
        UserData: { Operation_TemporaryEssStarted: { '#attributes': { xmlns: 'x' }, Query: 'SELECT', Name: 'q' } },
      },
    });
    expect(event.fields).toMatchObject({ Query: 'SELECT', Name: ['p', 'q'] });
    expect(event.listsAreValues).toBe(true);
  });

  it('writes keywords as XML does', () => {
    const keywords = (value: object): unknown => only({ ...others.nxlog, ...value }).fields!['Keywords'];
    expect(keywords({ Keywords: 2 ** 53 - 2 ** 63 })).toBe('0x8020000000000000');
    expect(keywords({ Keywords: '0x8010000000000000' })).toBe('0x8010000000000000');
    expect(keywords({ EventType: 'AUDIT_FAILURE' })).toBe('0x8010000000000000');
    expect(keywords({ EventType: 'INFO' })).toBeUndefined();
    expect(only({ ...others.EvtxECmd, Keywords: 'Audit success' }).fields!['Keywords']).toBe('0x8020000000000000');
  });

  it('reads what Get-WinEvent gives as the classic text, of which only the message has the data', () => {
    const event = only({
      Id: 4625,
      LogName: 'Security',
      MachineName: 'ws1.corp',
      ProviderName: provider,
      TaskDisplayName: 'Logon',
      KeywordsDisplayNames: ['Audit Failure'],
      TimeCreated: '/Date(1729764672123)/',
      Message:
        'An account failed to log on.\r\n\r\nSubject:\r\n\tAccount Name:\t\tH$\r\n\r\nAccount:\r\n\tAccount Name:\t\tbob\r\n',
    });
    expect(event).toMatchObject({
      sourcetype: 'WinEventLog',
      source: 'WinEventLog:Security',
      host: 'ws1.corp',
      time: epoch,
      fields: { EventCode: '4625', ComputerName: 'ws1.corp', Keywords: 'Audit Failure', Account_Name: ['H$', 'bob'] },
    });
  });

  it('knows that the labels of the messages of Sysmon are the names of its data', () => {
    const event = only({
      Id: 1,
      LogName: 'Microsoft-Windows-Sysmon/Operational',
      MachineName: 'h',
      Message: 'Process Create:\r\nImage: C:\\x.exe\r\nCommandLine: x -y\r\n',
    });
    expect(event).toMatchObject({
      source: 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational',
      fields: { EventID: '1', Image: 'C:\\x.exe', CommandLine: 'x -y' },
    });
  });

  it('knows them inside of an envelope of the HTTP event collector, whose metadata count', () => {
    const event = only({ event: others.winlogbeat, sourcetype: 'beats', time: epoch + 1 });
    expect(event).toMatchObject({
      time: epoch + 1,
      sourcetype: 'beats',
      source: 'XmlWinEventLog:Security',
      fields: { EventID: '4688', ...data, host: { name: 'ws1' } },
    });
  });

  it('leaves alone what states its own sourcetype, and what only resembles an event', () => {
    expect(only({ sourcetype: 'mine', ...others.nxlog })).toMatchObject({ sourcetype: 'mine', source: 'input' });
    expect(only(others.nxlog, { defaults: { sourcetype: 'flag', source: 's' } })).toMatchObject({
      sourcetype: 'flag',
      source: 's',
      fields: { Computer: 'ws1.corp' },
    });
    const hit = { RuleTitle: 'x', Channel: 'Sec', EventID: 4688, Computer: 'h' };
    expect(only(hit).sourcetype).toBeUndefined();
    expect(only({ Event: 'text', winlog: 'text', data: { win: 1 }, Channel: 5 }).sourcetype).toBeUndefined();
    expect(only({ Channel: 'Security', EventId: 1, Payload: 'no JSON' }).fields).toMatchObject({ EventID: '1' });
  });

  it('reads rows of tables the same', () => {
    const { events } = readText(
      `TimeGenerated,Computer,Channel,EventID,EventData\n2024-10-24T10:11:12Z,ws1.corp,Security,4688,"<DataItem><EventData><Data Name=""CommandLine"">a &amp; b&#39;&#x0A;c</Data></EventData></DataItem>"\n`,
    );
    expect(events[0]).toMatchObject({
      sourcetype: 'XmlWinEventLog',
      source: 'XmlWinEventLog:Security',
      fields: { EventID: '4688', CommandLine: "a & b'\nc" },
    });
  });
});
