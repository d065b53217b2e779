import { describe, expect, it } from 'vitest';
import { reportDiagnostics } from '../../../src/events/report-diagnostics.js';
import { raws, readText } from './read-text.js';

const eventXml = (id: number): string =>
  `<Event xmlns='x'><System><EventID>${id}</EventID><TimeCreated SystemTime='2024-03-01T10:00:0${id}.5000000Z'/>` +
  `<Channel>Security</Channel><Computer>h.corp</Computer></System><EventData><Data Name='A'>b</Data></EventData></Event>`;

describe('JSON', () => {
  it('reads objects line by line, mixed line ends, blank lines and NUL padding', () => {
    const { events, report } = readText('{"a":1}\r\n\n\0\0{"a":2}\n{"a":3}\0');
    expect(report).toMatchObject({ format: 'ndjson', events: 3, badLines: 0 });
    expect(events.map((event) => event.fields)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(events.map((event) => event.origin.line)).toEqual([1, 3, 4]);
    expect(events[1]!.raw).toBe('{"a":2}');
    expect(events[1]!.fieldsCoverRaw).toBe(true);
  });

  it('takes metadata keys and _raw, and leaves `source` of other events open to flags', () => {
    const full =
      '{"_time":"1700000000.25","_raw":"x=1","host":"h","source":"s","sourcetype":"t","index":"i","user":"u"}';
    const { events } = readText(`${full}\n{"source":"weak","timestamp":"2024-01-01T00:00:00Z"}`, {
      defaults: { source: 'flag', sourcetype: 'flag' },
    });
    expect(events[0]).toMatchObject({
      raw: 'x=1',
      time: 1_700_000_000.25,
      host: 'h',
      source: 's',
      sourcetype: 't',
      index: 'i',
      fieldsCoverRaw: false,
    });
    expect(events[1]).toMatchObject({ source: 'flag', sourcetype: 'flag', time: 1_704_067_200 });
    expect(readText('{"source":"weak"}').events[0]!.source).toBe('weak');
    expect(readText('{"a":1}').events[0]!.source).toBe('input');
  });

  it.each([
    [{ host: 'h' }, 'h'],
    [{ host: { name: 'h' } }, 'h'],
    [{ hostIdentifier: 'h', unixTime: 1 }, 'h'],
    [{ _HOSTNAME: 'h', MESSAGE: 'x' }, 'h'],
    [{ host: 'site.example', 'id.orig_h': '10.0.0.1' }, undefined],
    [{ host: 7 }, undefined],
  ])('takes the machine of %j', (object, host) => {
    expect(readText(JSON.stringify(object)).events[0]!.host).toBe(host);
    expect(readText(JSON.stringify(object), { defaults: { host: 'flag' } }).events[0]!.host).toBe('flag');
  });

  it('opens HEC envelopes', () => {
    const { events } = readText(
      '{"event":"line one","time":1700000000,"host":"h","sourcetype":"t"}\n' +
        '{"event":{"a":1},"fields":{"b":2},"time":"1700000001.5","index":"i"}\n{"event":"login","user":"bob"}',
    );
    expect(events[0]).toMatchObject({ raw: 'line one', time: 1_700_000_000, host: 'h', sourcetype: 't' });
    expect(events[1]).toMatchObject({ raw: '{"a":1}', fields: { a: 1, b: 2 }, time: 1_700_000_001.5, index: 'i' });
    expect(events[2]).toMatchObject({
      raw: '{"event":"login","user":"bob"}',
      time: 1_700_000_001.5,
      timeInherited: true,
    });
  });

  it('takes lists in rows of a search as fields with several values', () => {
    const { events } = readText('{"preview":false,"result":{"user":["a","b"],"count":"2"}}');
    expect(events[0]).toMatchObject({ fields: { user: ['a', 'b'] }, listsAreValues: true });
  });

  it('opens rows of a Splunk export', () => {
    const { events, report } = readText(
      '{"preview":false,"offset":0,"result":{"_raw":"r","_time":"2024-10-24T10:11:12.000+0200","host":"h"}}\n' +
        '{"preview":false,"lastrow":true}',
    );
    expect(report).toMatchObject({ events: 1, badLines: 0 });
    expect(events[0]).toMatchObject({ raw: 'r', time: Date.UTC(2024, 9, 24, 8, 11, 12) / 1000, host: 'h' });
  });

  it('streams arrays, pretty-printed and concatenated values', () => {
    expect(raws('[{"a":1},\n {"a":{"b":[1,2]}} , {"s":"}]\\"{"}]')).toEqual([
      '{"a":1}',
      '{"a":{"b":[1,2]}}',
      '{"s":"}]\\"{"}',
    ]);
    expect(raws('{\n  "a": 1\n}\n{\n  "a": 2\n}')).toEqual(['{\n  "a": 1\n}', '{\n  "a": 2\n}']);
    expect(raws('{"a":1}{"a":2} {"a":3}')).toEqual(['{"a":1}', '{"a":2}', '{"a":3}']);
    expect(raws('{"a":0}\n{"a":1}{"a":2}\n[{"a":3},{"a":4}]')).toHaveLength(5);
    expect(readText('[]').report).toMatchObject({ events: 0, badLines: 0 });
  });

  it('takes lists out of their envelopes, and only those', () => {
    expect(raws('{"Records":[{"a":1},{"a":2}]}')).toEqual(['{"a":1}', '{"a":2}']);
    expect(raws('{"Records":[{"a":1}],"x":{"y":[]}}\n{"Records":[{"a":2}]}')).toEqual(['{"a":1}', '{"a":2}']);
    expect(raws('{"@odata.context":"c","value":[{"a":1}]}')).toEqual(['{"a":1}']);
    expect(raws('{"preview":false,"init_offset":0,"results":[{"_raw":"x"}]}')).toEqual(['x']);
    expect(raws('{"id":1,"Records":[{"a":1}]}')).toHaveLength(1);
  });

  it.each([
    ['{"value":[{"a":1},{"a":2}]}'],
    ['{"events":[{"a":1},{"a":2}],"nextToken":"n"}'],
    ['{"kind":"EventList","apiVersion":"v1","metadata":{"x":{"items":[1]}},"items":[{"a":1},{"a":2}]}'],
    ['{"took":1,"hits":{"total":{"value":2},"max_score":null,"hits":[{"a":1},{"a":2}]}}'],
    ['{"meta":{"hits":[{}]},"errors":[],"resources":[{"a":1},{"a":2}]}'],
    ['{"records":[{"a":1}]}\n{"records":[{"a":2}]}\n'],
    ['{"records": [\n{"a":1},\n{"a":2}\n]}\n'],
    [`{"records":[{"a":1},${' '.repeat(20_000)}{"a":2}]}`],
  ])('takes the list out of %j', (text) => {
    for (const sizes of [[], [1], [7]]) {
      const { events, report } = readText(text, {}, sizes);
      expect(events.map(({ raw }) => raw)).toEqual(['{"a":1}', '{"a":2}']);
      expect(report).toMatchObject({ badLines: 0, format: 'json' });
    }
    const pretty = text.includes('\n') ? text : JSON.stringify(JSON.parse(text), null, 2);
    expect(readText(pretty).events.map(({ fields }) => fields)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it.each([
    '{"user":"x","events":[{"a":1}]}',
    '{"events":[{"a":1}],"user":"x"}',
    '{"events":[1,2]}',
    '{"events":{"a":1}}',
    '{"value":"x"}',
    '{"hits":{"total":1}}',
    '{"meta":{"events":[{"a":1}]},"user":"x"}',
    '{"id":{"time":"t"},"events":[{"name":"login"}]}',
  ])('leaves %s whole', (text) => {
    expect(raws(`${text}\n`)).toEqual([text]);
    const pretty = JSON.stringify(JSON.parse(text), null, 2);
    if (!text.startsWith('{"events":[{')) expect(raws(pretty)).toEqual([pretty]);
  });

  it('says what stands beside the list of events and is not read', () => {
    const text = '{"records":[\n{"a":1}\n],\n"count":1,"tenant":{"id":2},"zone":"x:\\"y"}\n{"records":[{"a":2}]}';
    for (const sizes of [[], [1], [5]]) {
      const { events, report } = readText(text, { format: 'json' }, sizes);
      expect(events).toHaveLength(2);
      expect(report.firstBad).toEqual([
        {
          line: 4,
          offset: 67,
          reason: 'stands beside a list of events and is not read',
          excerpt: 'tenant, zone',
        },
      ]);
    }
    expect(readText('{"records":[{"a":1}],"tenant":1', { format: 'json' }).report.badLines).toBe(1);
  });

  it('a broken element of a list costs itself only', () => {
    const { events, report } = readText('{"records":[\n  {"a":1},\n  {"a":"x\n  },\n  {"a":3}\n]}');
    expect(events.map(({ fields }) => fields)).toEqual([{ a: 1 }, { a: 3 }]);
    expect(report.badLines).toBe(1);
  });

  it('loses nothing but what is broken', () => {
    const lines = readText('{"a":1}\n{"a":\n{"a":3}\nplain\n7\n{"a":4}');
    expect(lines.report).toMatchObject({ events: 3, badLines: 3 });
    expect(lines.report.firstBad.map((bad) => bad.line)).toEqual([2, 4, 5]);
    const pretty = readText('{\n  "a": 1\n}\n{\n  "a": "open\n}\n{\n  "a": {\n{\n  "a": 4\n}\n{\n  "a": 5\n}\n', {
      format: 'json',
    });
    expect(pretty.events.map((event) => event.fields)).toEqual([{ a: 1 }, { a: 4 }, { a: 5 }]);
    expect(pretty.report.badLines).toBe(2);
    const array = readText('[\n  {"a": 1},\n  {"a": "x\n  },\n  {"a": 3}\n]');
    expect(array.events.map((event) => event.fields)).toEqual([{ a: 1 }, { a: 3 }]);
  });

  it('takes events out of what carries them, with what that says beside them', () => {
    const audit = { CreationTime: '2024-10-24T10:11:12', Operation: 'New-InboxRule', n: 1 };
    const text = JSON.stringify(audit);
    const time = Date.UTC(2024, 9, 24, 10, 11, 12) / 1000;
    const purview = readText(`RecordId,Operations,AuditData\nr1,x,"${text.replaceAll('"', '""')}"\n`);
    expect(purview.events).toHaveLength(1);
    expect(purview.events[0]).toMatchObject({
      raw: text,
      time,
      fieldsCoverRaw: true,
      fields: { ...audit, RecordId: 'r1', Operations: 'x' },
    });
    const trail = readText(JSON.stringify({ EventId: 'e', EventTime: '2020-01-01T00:00:00Z', CloudTrailEvent: text }));
    expect(trail.events[0]).toMatchObject({ raw: text, time, fields: { ...audit, EventId: 'e' } });
    const document = readText(JSON.stringify({ _index: 'i', _id: '1', _score: 1, _source: audit }));
    expect(document.events[0]).toMatchObject({ raw: text, time, fields: { ...audit, _index: 'i' } });
    const stream = { logStreamName: 's', timestamp: time * 1000, ingestionTime: 1, eventId: '3' };
    const watch = readText(JSON.stringify({ events: [{ ...stream, message: 'user=amy' }] }));
    expect(watch.events[0]).toMatchObject({ raw: 'user=amy', time, fields: stream });
    const subscription = JSON.stringify({ id: '1', timestamp: time * 1000, message: '{"a":1}' });
    expect(readText(subscription).events[0]).toMatchObject({ raw: '{"a":1}', time, fields: { a: 1, id: '1' } });
  });

  it.each([
    '{"AuditData":"text","x":1}',
    '{"_source":{"a":1},"user":"x"}',
    '{"timestamp":1729764672000,"message":"m","user":"x"}',
    '{"id":"1","timestamp":"2024-10-24T10:11:12Z","message":"m"}',
  ])('leaves %s as it is', (text) => {
    expect(readText(text).events[0]).toMatchObject({ raw: text, fields: JSON.parse(text) });
  });

  it('passes over the titles that evtx_dump writes above events', () => {
    const pretty = JSON.stringify({ a: 1, b: { c: 2 } }, null, 2);
    const json = readText(`Record 1\n${pretty}\nRecord 2\n${pretty}\n`);
    expect(json.report).toMatchObject({ format: 'json', events: 2, badLines: 0 });
    const xml = readText(`Record 1\n<?xml version="1.0"?>\n${eventXml(1)}\nRecord 2\n<?xml?>\n${eventXml(2)}`);
    expect(xml.report).toMatchObject({ format: 'xml', events: 2, badLines: 0 });
    expect(readText('Record\nRecord x\n{"a":1}', { format: 'json' }).report.badLines).toBe(1);
  });

  it('is not misled by hostile keys', () => {
    const { events } = readText('{"__proto__":{"polluted":1},"constructor":2,"_raw":{"x":1}}');
    expect(events).toHaveLength(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('CSV', () => {
  it.each([
    ['#TYPE System.Object', '#TYPE System.Object\r\n"time","user"\r\n"2024-10-24 10:11:12","amy"\r\n'],
    ['comments', '# exported\n// by a tool\ntime,user\n2024-10-24 10:11:12,amy\n'],
    ['sep=', 'sep=;\ntime;user\n2024-10-24 10:11:12;amy\n'],
    ['a header in a comment', '# from a tool\n#time,user\n2024-10-24 10:11:12,amy\n'],
  ])('finds the header behind %s', (_name, text) => {
    for (const file of ['x.csv', 'x.log']) {
      const { events, report } = readText(text, { file });
      expect(report).toMatchObject({ format: 'csv', events: 1, badLines: 0 });
      expect(events[0]!.fields).toEqual({ time: '2024-10-24 10:11:12', user: 'amy' });
    }
  });

  it('takes no line of values for a header', () => {
    const row = '1,2024/10/24 10:11:12,001122,THREAT,url,10.0.0.1\n';
    const { events, report } = readText(row + row, { file: 'fw.csv' });
    expect(report.format).toBe('lines');
    expect(events.map(({ raw, time }) => [raw, time])).toEqual([
      [row.trim(), Date.UTC(2024, 9, 24, 10, 11, 12) / 1000],
      [row.trim(), Date.UTC(2024, 9, 24, 10, 11, 12) / 1000],
    ]);
  });

  it('reads quoted cells, line ends inside them, doubled quotes and multivalue columns', () => {
    const { events, report } = readText(
      '"_raw","_time",host,user,"__mv_user"\r\n"line ""one""\nline two",2024-01-01T00:00:00.000+0000,h,"a\nb","$a$;$b$"\r\n,1700000000,,c,\r\n',
    );
    expect(report).toMatchObject({ format: 'csv', events: 2, badLines: 0 });
    expect(events[0]).toMatchObject({ raw: 'line "one"\nline two', time: 1_704_067_200, host: 'h' });
    expect(events[0]!.fields!['user']).toEqual(['a', 'b']);
    expect(events[1]).toMatchObject({ time: 1_700_000_000, host: undefined, raw: ',1700000000,,c,' });
    expect(events[1]!.origin.line).toBe(5);
  });

  it('knows other delimiters and counts ragged rows', () => {
    const { events, report } = readText('name;value\na;1\nb;2;3\nc\n');
    expect(events.map((event) => ({ ...event.fields }))).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
      { name: 'c' },
    ]);
    expect(report.badLines).toBe(2);
  });

  it('gives up a quote that never closes, not the rest of the file', () => {
    const { events, report } = readText('a,b\n1,"open\n2,x\n3,y\n');
    expect(events.map((event) => event.fields!['a'])).toEqual(['2', '3']);
    expect(report).toMatchObject({ badLines: 1 });
    expect(readText('a,b\nx"y,"p""q"\n').events[0]!.fields).toMatchObject({ a: 'x"y', b: 'p"q' });
  });
});

describe('Windows events', () => {
  it('splits XML: side by side, one a line, wrapped, with either quote', () => {
    for (const text of [
      eventXml(1) + eventXml(2),
      `${eventXml(1)}\r\n${eventXml(2)}\n`,
      `\uFEFF<?xml version="1.0"?>\n<Events>\n${eventXml(1)}\n${eventXml(2)}\n</Events>\n`,
      `<Events>${eventXml(1)}${eventXml(2)}</Events>`,
    ]) {
      const { events, report } = readText(text);
      expect(events.map((event) => event.raw)).toEqual([eventXml(1), eventXml(2)]);
      expect(report).toMatchObject({ format: 'xml', badLines: 0 });
      expect(events[1]).toMatchObject({
        time: Date.UTC(2024, 2, 1, 10, 0, 2, 500) / 1000,
        host: 'h.corp',
        source: 'XmlWinEventLog:Security',
      });
    }
    const double = eventXml(1).replaceAll("'", '"');
    expect(readText(double).events[0]).toMatchObject({ raw: double, time: Date.UTC(2024, 2, 1, 10, 0, 1, 500) / 1000 });
  });

  it('reads UTF-16 without mark also where a character has a zero in its other half', () => {
    const text = '{"user":"😀"}\n{"user":"amy"}\n';
    const little = Buffer.from(text, 'utf16le');
    expect(raws(little)).toEqual(text.trim().split('\n'));
    expect(raws(Buffer.from(little).swap16())).toEqual(text.trim().split('\n'));
  });

  it.each([
    ['UTF-8', [0xef, 0xbb, 0xbf]],
    ['UTF-16', [0xff, 0xfe]],
  ])('takes a file that has only the mark of %s for an empty one', (_, bytes) => {
    const { events, report } = readText(Buffer.from(bytes));
    expect(events).toEqual([]);
    expect(reportDiagnostics(report, { strict: false, maxRecordBytes: 1000 })).toEqual([]);
  });

  it('reads UTF-16 of both orders, with and without mark', () => {
    const text = `<Events>${eventXml(1)}${eventXml(2)}</Events>`;
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [
      little,
      big,
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    ]) {
      expect(raws(bytes)).toEqual([eventXml(1), eventXml(2)]);
    }
  });

  it('counts XML events without end and text outside of any', () => {
    const { events, report } = readText(`<Events>\nstray\n${eventXml(1)}\n<Event><System>\n${eventXml(2)}\n`);
    expect(events.map((event) => event.raw)).toEqual([eventXml(1), eventXml(2)]);
    expect(report.firstBad.map((bad) => bad.reason)).toEqual([
      'is outside of any <Event>',
      'is an <Event> without its end',
    ]);
    expect(report.firstBad[1]!.line).toBe(4);
  });

  it('keeps text behind an event with it, and a prefix on its line with the next', () => {
    expect(raws(`${eventXml(1)}\nMessage=more\n${eventXml(2)}`)).toEqual([`${eventXml(1)}\nMessage=more`, eventXml(2)]);
    const prefixed = `${eventXml(1)}\nMar  1 10:00:00 host sysmon: ${eventXml(2)}`;
    expect(raws(prefixed)[1]).toBe(`Mar  1 10:00:00 host sysmon: ${eventXml(2)}`);
  });

  it('breaks classic text at its date lines and keeps line ends and blank lines inside', () => {
    const first =
      '03/01/2024 10:00:00 AM\nLogName=Security\nComputerName=h.corp\nMessage=An account.\r\n\r\nSubject:\r\n\tName:\tbob';
    const { events, report } = readText(`${first}\n\n12/31/2023 12:00:01 AM\nLogName=System\nMessage=x\n`);
    expect(events.map((event) => event.raw)).toEqual([first, '12/31/2023 12:00:01 AM\nLogName=System\nMessage=x']);
    expect(events[0]).toMatchObject({
      time: Date.UTC(2024, 2, 1, 10) / 1000,
      host: 'h.corp',
      source: 'WinEventLog:Security',
    });
    expect(events[1]!.time).toBe(Date.UTC(2023, 11, 31, 0, 0, 1) / 1000);
    expect(report.format).toBe('wineventlog');
    expect(readText(first, { timeZone: 'America/New_York' }).events[0]!.time).toBe(Date.UTC(2024, 2, 1, 15) / 1000);
  });
});

describe('formats of lines', () => {
  it('auditd: the time is in the record, a group separator ends nothing', () => {
    const line = 'type=PATH msg=audit(1700000000.123:45): item=0 name="/x"\u001dOUID="root"';
    const { events, report } = readText(`${line}\n${line}\n`);
    expect(report).toMatchObject({ format: 'auditd', events: 2, withoutTime: 0 });
    expect(events[0]).toMatchObject({ raw: line, time: 1_700_000_000.123 });
  });

  it.each([
    ['<166> Jun 27 2024 12:17:47 fw-b : %ASA-6-302013: x', 'fw-b'],
    ['<134>1 1563249631.774247467 mx84 flows src=10.0.3.162', 'mx84'],
    ['<166>30: core1: 6340004: *Mar  4 2024 11:45:20: %SEC-6-IPACCESSLOGP: x', 'core1'],
    ['<189>core2: 2024 Apr 29 13:58:46.411 CDT: %MODULE-2-MOD_FAIL: x', 'core2'],
    ['<187>364241: May 19 16:58:44.814 GMT: %ADJ-3-RESOLVE_REQ: x', undefined],
    ['<164>Jan 31 2024 17:24:03: %ASA-4-402119: x', undefined],
    ['<189>Oct 11 22:14:15 sw1: %SYS-5-CONFIG_I: x', 'sw1'],
    ['Oct 11 22:14:15 CET gw1 app: x', 'gw1'],
    ['Oct 11 22:14:15 fe80::1 app: x', 'fe80::1'],
    ['<34>1 2024-10-11T22:14:15Z - app - - - x', undefined],
    ['<111>:Jun 27 12:17:46 UTC: %ASA-6-302015: x', undefined],
    ['<189>: 2024 May  1 12:00:00 EDT: %L2FM-4-L2FM_MAC_MOVE: x', undefined],
    ['2024-10-11T22:14:15Z INFO app x', undefined],
    ['2024-10-11T22:14:15.123456789Z stdout F x', undefined],
  ])('syslog: the machine of %s', (line, host) => {
    const { events, report } = readText(line, { now: 1_700_000_000 });
    expect(report).toMatchObject({ format: 'syslog', withoutTime: 0 });
    expect(events[0]!.host).toBe(host);
    expect(readText(line, { defaults: { host: 'flag' } }).events[0]!.host).toBe('flag');
  });

  it('NUL padding at the end hides no format', () => {
    const { report } = readText(`Oct 11 22:14:15 web1 app: x\n${'\0'.repeat(100)}`, { now: 1_700_000_000 });
    expect(report).toMatchObject({ format: 'syslog', events: 1 });
  });

  it('syslog: a program or a zone is no machine', () => {
    expect(readText('Oct 11 22:14:15 su: x', { format: 'syslog' }).events[0]!.host).toBeUndefined();
    expect(readText('Oct 11 22:14:15 CET su: x', { format: 'syslog' }).events[0]!.host).toBeUndefined();
  });

  it('lines below a dated line belong to its event where some are indented', () => {
    const trace = '2024-01-02 03:04:05 ERROR a\r\n\tat b (c:1)\r\n\r\nCaused by: d\n2024-01-02 03:04:06 INFO e\n\n';
    const { events, report } = readText(trace);
    expect(report).toMatchObject({ format: 'multiline', events: 2, withoutTime: 0 });
    expect(events.map((event) => event.raw)).toEqual([
      '2024-01-02 03:04:05 ERROR a\r\n\tat b (c:1)\r\n\r\nCaused by: d',
      '2024-01-02 03:04:06 INFO e',
    ]);
    expect(events.map((event) => event.origin.line)).toEqual([1, 5]);
    // A date deep in a line or behind an indent begins nothing.
    const inner = `${'x'.repeat(40)} 2024-01-02 03:04:05\n`;
    expect(raws(`2024-01-02 03:04:05 a\n  2024-01-02 b\n${inner}  c\n`)).toHaveLength(1);
    expect(readText('2024-01-02 03:04:05 a\nb\n').report).toMatchObject({ format: 'lines', events: 2 });
    expect(readText('a\n  b\n').report).toMatchObject({ format: 'lines', events: 2 });
    expect(raws('a\n b\n2024-01-02 03:04:05 c', { format: 'multiline' })).toEqual(['a\n b', '2024-01-02 03:04:05 c']);
    expect(readText(`2024-01-02 03:04:05 a\n${' x\n'.repeat(90)}`, { maxRecordBytes: 100 }).report).toMatchObject({
      events: 1,
      cut: 1,
    });
  });

  it('syslog: the year comes from now', () => {
    const now = Date.UTC(2024, 0, 10) / 1000;
    const { events, report } = readText('<34>Dec 31 23:59:59 web1 su: x\nJan  2 03:04:05 web2 su: y\n', { now });
    expect(report.format).toBe('syslog');
    expect(events.map((event) => event.time)).toEqual([
      Date.UTC(2023, 11, 31, 23, 59, 59) / 1000,
      Date.UTC(2024, 0, 2, 3, 4, 5) / 1000,
    ]);
    expect(events.map((event) => event.host)).toEqual(['web1', 'web2']);
    expect(readText('Jan  2 03:04:05 web2 su: y').report.withoutTime).toBe(1);
    expect(readText('<34>1 2003-10-11T22:14:15.003Z mymachine su - ID47 - x').events[0]).toMatchObject({
      host: 'mymachine',
      time: Date.UTC(2003, 9, 11, 22, 14, 15, 3) / 1000,
    });
  });

  it('Zeek: header, sets, unset and empty values', () => {
    const { events, report } = readText(
      '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n' +
        '#fields\tts\tid.orig_h\tanswers\tquery\n#types\ttime\taddr\tvector[string]\tstring\n' +
        '1588205199.82437\t10.0.1.6\ta,b\t-\n1588205200.5\t10.0.1.7\t(empty)\tx\\x09y\n#close\t2020\n',
    );
    expect(report).toMatchObject({ format: 'zeek', events: 2, badLines: 0 });
    expect({ ...events[0]!.fields }).toEqual({ ts: '1588205199.82437', 'id.orig_h': '10.0.1.6', answers: ['a', 'b'] });
    expect({ ...events[1]!.fields }).toMatchObject({ answers: [], query: 'x\ty' });
    expect(events[0]).toMatchObject({ time: 1_588_205_199.82437, source: 'dns' });
    expect(readText('{"ts":1588205199.8,"uid":"x"}').events[0]!.time).toBe(1_588_205_199.8);
  });

  it('W3C: fields by header, also in the middle', () => {
    const { events, report } = readText(
      '#Software: IIS\n#Fields: date time cs-method sc-status\n2024-01-02 03:04:05 GET 200\n' +
        '#Fields: date time sc-status\n2024-01-02 03:04:06 404\nshort\n',
    );
    expect(report).toMatchObject({ format: 'w3c', events: 3, badLines: 1 });
    expect(events[0]).toMatchObject({ time: Date.UTC(2024, 0, 2, 3, 4, 5) / 1000 });
    expect({ ...events[1]!.fields }).toEqual({ date: '2024-01-02', time: '03:04:06', sc_status: '404' });
    const agent = readText('#Fields: date time cs(User-Agent) cs-uri-stem\n2024-01-02 03:04:05 A+(B) /a+b\n');
    expect({ ...agent.events[0]!.fields }).toMatchObject({ cs_User_Agent: 'A (B)', cs_uri_stem: '/a+b' });
  });

  it('W3C: Exchange has commas between names and values', () => {
    const { events, report } = readText(
      '#Software: Microsoft Exchange Server\n#Fields: date-time,client-ip,message-subject,event-id\n' +
        '2024-05-14T09:00:01.123Z,10.0.0.3,"Hello, ""you""",RECEIVE\n2024-05-14T09:00:02.123Z,,-,FAIL\n',
    );
    expect(report).toMatchObject({ format: 'w3c', events: 2, badLines: 0, withoutTime: 0 });
    expect(events.map((event) => ({ ...event.fields }))).toEqual([
      {
        date_time: '2024-05-14T09:00:01.123Z',
        client_ip: '10.0.0.3',
        message_subject: 'Hello, "you"',
        event_id: 'RECEIVE',
      },
      { date_time: '2024-05-14T09:00:02.123Z', event_id: 'FAIL' },
    ]);
  });

  it('CEF and LEEF: the event has a time of its own', () => {
    const cef = 'Jan 18 11:07:53 host CEF:0|V|P|1|100|worm|10|src=10.0.0.1 rt=1700000000123 msg=x';
    expect(readText(cef)).toMatchObject({ report: { format: 'cef' }, events: [{ time: 1_700_000_000.123 }] });
    expect(readText(cef).events[0]!.host).toBe('host');
    const leef = 'LEEF:1.0|V|P|1|100|src=10.0.0.1\tdevTime=2024-01-02T03:04:05Z\tx=y';
    expect(readText(leef)).toMatchObject({
      report: { format: 'leef' },
      events: [{ time: Date.UTC(2024, 0, 2, 3, 4, 5) / 1000 }],
    });
  });

  it('access logs, key=value lines, plain lines', () => {
    const access = '10.0.0.1 - bob [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326';
    expect(readText(access)).toMatchObject({
      report: { format: 'access' },
      events: [{ time: Date.UTC(2000, 9, 10, 20, 55, 36) / 1000 }],
    });
    const pairs = 'time=1700000000 user=bob action="log in" src=10.0.0.1';
    expect(readText(pairs)).toMatchObject({
      report: { format: 'keyvalue' },
      events: [{ time: 1_700_000_000, raw: pairs }],
    });
    const plain = readText('hello\r\nthere\r2024-01-01 00:00:00,250 world\nno time\n');
    expect(plain.events.map((event) => event.raw)).toEqual([
      'hello',
      'there',
      '2024-01-01 00:00:00,250 world',
      'no time',
    ]);
    expect(plain.events.map((event) => event.time)).toEqual([undefined, undefined, 1_704_067_200.25, 1_704_067_200.25]);
    expect(plain.report).toMatchObject({ format: 'lines', withoutTime: 3 });
    expect(raws('one\rtwo\rthree\r')).toEqual(['one', 'two', 'three']);
  });

  it('a format can be forced', () => {
    expect(raws('{"a":1}\n', { format: 'lines' })).toEqual(['{"a":1}']);
    expect(readText('{"a":1}\n', { format: 'lines' }).events[0]!.fields).toBeUndefined();
  });
});

describe('limits and damage', () => {
  it('cuts long lines, counts them and goes on', () => {
    const { events, report } = readText(`ok\n${'x'.repeat(5000)}\nlast\n`, { maxRecordBytes: 100, format: 'lines' });
    expect(events.map((event) => event.raw.length)).toEqual([2, 100, 4]);
    expect(report).toMatchObject({ cut: 1, firstCut: 2 });
    const json = readText(`{"a":1}\n{"a":"${'x'.repeat(500)}"}\n{"a":3}`, { maxRecordBytes: 100 });
    expect(json.report).toMatchObject({ events: 2, badLines: 1, cut: 1 });
    const array = readText(`[{"a":1},{"a":"${'x'.repeat(500)}"},{"a":3}]`, { maxRecordBytes: 100 });
    expect(array.report).toMatchObject({ events: 2, badLines: 1, cut: 1 });
    const xml = readText(`${eventXml(1)}<Event>${'x'.repeat(5000)}</Event>${eventXml(2)}`, { maxRecordBytes: 1000 });
    expect(xml.report).toMatchObject({ events: 2, badLines: 1, cut: 1 });
    const csv = readText(`a,b\n1,2\n3,${'x'.repeat(500)}\n5,6\n`, { maxRecordBytes: 100 });
    expect(csv.report).toMatchObject({ events: 3, cut: 1 });
    const classic = `03/01/2024 10:00:00 AM\n${'x'.repeat(90)}\n`.repeat(2) + 'y\n'.repeat(500);
    expect(readText(classic, { maxRecordBytes: 200 }).report).toMatchObject({ events: 2, cut: 1 });
  });

  it('counts text that is not UTF-8 and refuses binary files', () => {
    const latin = readText(Buffer.from('caf\xe9\nplain\n', 'latin1'));
    expect(latin.events[0]!.raw).toBe('caf\uFFFD');
    expect(latin.report.replacedText).toBe(1);
    const junk = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) & 0xff));
    expect(readText(junk).report).toMatchObject({ events: 0, format: undefined });
  });

  it('keeps a few bad lines and counts the rest', () => {
    const { report } = readText(`{"a":1}\n${'bad\n'.repeat(50)}`, { badLineExamples: 3 });
    expect(report.badLines).toBe(50);
    expect(report.firstBad).toHaveLength(3);
    expect(report.firstBad[0]).toMatchObject({ line: 2, offset: 8, excerpt: 'bad' });
  });

  it('stays linear on input made to hurt', () => {
    for (const text of [
      '{\n'.repeat(300_000),
      '{"a":"\n'.repeat(200_000),
      `${'['.repeat(500_000)}`,
      'a,b\n'.concat('1,"x\n'.repeat(200_000)),
      '<Event '.repeat(100_000),
      `<Event>${'<'.repeat(500_000)}`,
      `${'} '.repeat(300_000)}`,
    ]) {
      readText(text, { maxRecordBytes: 100_000 });
      readText(text, { maxRecordBytes: 100_000, format: 'json' });
    }
  });
});
