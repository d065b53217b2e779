import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WinClassicFields } from '../../../../src/knowledge/extract/win-classic.js';
import { WinXmlFields } from '../../../../src/knowledge/extract/win-xml.js';

const system = (id: number, channel: string, extra = '') =>
  `<System><Provider Name='Test-Provider' Guid='{1}'/><EventID Qualifiers='16384'>${id}</EventID><Level>4</Level>` +
  `<TimeCreated SystemTime='2024-03-01T10:00:00.000Z'/><EventRecordID>7</EventRecordID><Correlation ActivityID='{a}'/>` +
  `<Execution ProcessID='10' ThreadID='20'/><Channel>${channel}</Channel><Computer>h.corp</Computer><Security UserID='S-1'/>${extra}</System>`;
const event = (body: string, head = system(1, 'Test')) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>${head}${body}</Event>`;

describe('Windows XML', () => {
  test('children and attributes of System', () => {
    const fields = new WinXmlFields(event('<EventData></EventData>'));
    const expected = {
      EventID: '1',
      EventCode: '1',
      Qualifiers: '16384',
      Name: 'Test-Provider',
      Guid: '{1}',
      Level: '4',
      SystemTime: '2024-03-01T10:00:00.000Z',
      EventRecordID: '7',
      ActivityID: '{a}',
      ProcessID: '10',
      ThreadID: '20',
      Channel: 'Test',
      Computer: 'h.corp',
      UserID: 'S-1',
    };
    for (const [name, value] of Object.entries(expected)) expect([name, fields.get(name)]).toEqual([name, value]);
    expect(fields.get('Opcode')).toBeNull();
  });

  test('data by name: both quotes, clean names, entities, repeats, empty ones', () => {
    const fields = new WinXmlFields(
      event(
        `<EventData><Data Name='CommandLine'>cmd /c a &gt; b &amp; "c" &#x41;</Data><Data Name="Process Name">p</Data>` +
          `<Data Name='R'>1</Data><Data Name='R'>2</Data><Data Name='E'></Data><Data Name='S'/><Data>unnamed</Data></EventData>`,
      ),
    );
    expect(fields.get('CommandLine')).toBe('cmd /c a > b & "c" A');
    expect(fields.encoded('CommandLine')).toBe('cmd /c a &gt; b &amp; "c" &#x41;');
    expect(fields.get('Process_Name')).toBe('p');
    expect(fields.get('R')).toEqual(['1', '2']);
    expect(fields.get('E')).toBeNull();
    expect(fields.get('S')).toBeNull();
    expect(fields.get('EventData_Xml')).toContain('<Data>unnamed</Data>');
    expect([...fields.fieldNames()]).not.toContain('Data');
  });

  test('a name that System has too becomes a multivalue', () => {
    const raw = event(`<EventData><Data Name='Name'>consumer</Data></EventData>`);
    expect(new WinXmlFields(raw).get('Name')).toEqual(['Test-Provider', 'consumer']);
    const all = new WinXmlFields(raw);
    all.get('Some_Field');
    expect(all.get('Name')).toEqual(['Test-Provider', 'consumer']);
  });

  test('leaves of UserData, whatever their prefix', () => {
    const fields = new WinXmlFields(
      event(
        `<UserData><x:Op xmlns:x='u'><x:NamespaceName>root</x:NamespaceName><Query>SELECT &lt; 1</Query><N/></x:Op></UserData>`,
      ),
    );
    expect(fields.get('NamespaceName')).toBe('root');
    expect(fields.get('Query')).toBe('SELECT < 1');
    expect(fields.get('Op')).toBeNull();
    expect(fields.get('UserData_Xml')).toMatch(/^<(?!UserData).*>$/);
  });

  test('RenderingInfo fills in what System lacks', () => {
    const fields = new WinXmlFields(
      event(`<RenderingInfo Culture='en'><Message>Hello.\nWorld</Message><Level>Information</Level></RenderingInfo>`),
    );
    expect(fields.get('Message')).toBe('Hello.\nWorld');
    expect(fields.get('Level')).toBe('4');
  });

  test('a look at one field finds what a full reading finds', () => {
    const raw = event(`<EventData><Data Name='Image'>a.exe</Data></EventData>`, system(4688, 'Security'));
    const full = new WinXmlFields(raw);
    for (const name of full.fieldNames()) expect(new WinXmlFields(raw).get(name)).toEqual(full.get(name));
  });

  test.each([
    '<Event><System><EventID>1</Event',
    '<Event',
    '<System><EventID>5',
    "<Event><EventData><Data Name='a>x",
    '',
  ])('input that is not well formed: %s', (raw) => {
    const fields = new WinXmlFields(raw);
    expect(() => [...fields.fieldNames()]).not.toThrow();
    expect(fields.get('CommandLine')).toBeNull();
  });

  test('an unclosed block still gives its data', () => {
    expect(
      new WinXmlFields(`<Event>${system(1, 'T')}<EventData><Data Name='a'>1</Data><Data Name='b'>2`).get('a'),
    ).toBe('1');
  });

  test('a child of System or EventData without its end tag keeps none of what follows', () => {
    const broken =
      "<Event><System><EventID>5</EventID><Keywords>0x80<Keywords><TimeCreated SystemTime='t'/><Channel>c</Channel><Level>" +
      "<Computer>h</Computer></System><EventData><Binary>00<Data Name='b'>2</Data><x Name='c'>4</x></EventData></Event>";
    const fields = new WinXmlFields(broken);
    expect(
      ['Keywords', 'SystemTime', 'Channel', 'Level', 'Computer', 'b', 'c'].map((name) => fields.get(name)),
    ).toEqual(['0x80', 't', 'c', null, 'h', '2', '4']);
    expect([...fields.fieldNames()]).toContain('Computer');
  });

  test.each([
    ['<x>', ''],
    ['<x>', '</x >'],
    ['<x>1', '</y></x>'],
  ])('many children without end tags cost one look through the text: %s', (piece, end) => {
    const many = Array.from({ length: 40_000 }, (_, index) =>
      piece.replace('x', `x${index % 2 === 0 ? index : ''}`),
    ).join('');
    const fields = new WinXmlFields(`<Event><System>${many}${end}<Channel>c</Channel></System></Event>`);
    const start = performance.now();
    expect(fields.get('Computer')).toBeNull();
    expect([...fields.fieldNames()].length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('never throws, linear on hostile input', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      "'",
      '"',
      '<Data Name=',
      '</Data>',
      '<EventData>',
      '<System>',
      '&amp;',
      '<![CDATA[',
      '<!--',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const fields = new WinXmlFields(parts.join(''));
        for (const name of fields.fieldNames()) fields.get(name);
      }),
    );
    const hostile = `<Event>${system(1, 'T')}<EventData>${"<Data Name='a".repeat(50_000)}`;
    [...new WinXmlFields(hostile).fieldNames()];
  });
});

const classic = `03/01/2024 10:00:00 AM
LogName=Security
EventCode=4625
ComputerName=h.corp
Keywords=Audit Failure
Message=An account failed to log on.

Subject:
\tSecurity ID:\t\tS-1-5-18
\tAccount Name:\t\tH$

Account For Which Logon Failed:
\tSecurity ID:\t\tNULL SID
\tAccount Name:\t\tbob
\tSource:Port: 1
\tProcess Name:\tC:\\Windows\\x.exe
\tEmpty:\t\t
`;

describe('classic Windows text', () => {
  const fields = new WinClassicFields(classic);
  test.each([
    ['EventCode', '4625'],
    ['LogName', 'Security'],
    ['Account_Name', ['H$', 'bob']],
    ['Security_ID', ['S-1-5-18', 'NULL SID']],
    ['Process_Name', 'C:\\Windows\\x.exe'],
    ['Empty', null],
    ['Subject', null],
    ['Nothing', null],
  ])('%s', (name, value) => {
    expect(new WinClassicFields(classic).get(name)).toEqual(value);
    expect(fields.get(name)).toEqual(value);
  });
  test('the message runs to the end of the event', () => {
    const message = new WinClassicFields(classic).get('Message') as string;
    expect(message.startsWith('An account failed')).toBe(true);
    expect(message.endsWith('Empty:')).toBe(true);
    expect([...fields.fieldNames()]).toContain('Message');
  });
  test('a label that a header key has too adds a value', () => {
    const raw = 'LogName=System\nUser=A\nMessage=x\nUser:\tB\n';
    expect(new WinClassicFields(raw).get('User')).toEqual(['A', 'B']);
  });
  test('text without a message', () => {
    expect(new WinClassicFields('LogName=System\nEventCode=1').get('Message')).toBeNull();
    expect(new WinClassicFields('').get('EventCode')).toBeNull();
  });
});
