import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DataSetRows } from '../../../src/knowledge/data-set-rows.js';
import { compiledModels, compiledSources, context, event, models, normaliser, sources } from './shipped.js';

const xml = (channel: string, id: number, body: string) =>
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>${id}</EventID><Channel>${channel}</Channel><Computer>h.corp</Computer></System>${body}</Event>`;
const data = (fields: Record<string, string>) =>
  `<EventData>${Object.entries(fields)
    .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
    .join('')}</EventData>`;

test('every source and data model is well formed and compiles', () => {
  const problems = [
    ...sources.diagnostics,
    ...models.diagnostics,
    ...compiledSources.diagnostics,
    ...compiledModels.diagnostics,
  ];
  expect(problems.map((each) => each.message)).toEqual([]);
  expect(sources.definitions.length).toBeGreaterThanOrEqual(212);
  expect(models.models.size).toBeGreaterThanOrEqual(27);
  const known = new Set(compiledModels.datasets.keys());
  for (const { id, datasets } of sources.definitions) {
    for (const dataset of datasets) expect([id, dataset, known.has(dataset)]).toEqual([id, dataset, true]);
  }
});

test('a risk event keeps its names with dots, all values of a name and quotes in values', () => {
  const raw = String.raw`1700000000, search_name="R 1", analyticstories="S 1", analyticstories="S 2", annotations="{\"cve\":[\"a=b, c=d\"]}", annotations.analytic_story="S 1", annotations.analytic_story="S 2", annotations.mitre_attack="T1105", info_min_time="0.000", risk_object="h1", risk_object_type="system", risk_score="80.0"`;
  const risk = normaliser.normalise({ ...event(raw, 'stash'), index: 'risk' });
  const names = ['analyticstories', 'annotations', 'annotations.mitre_attack', 'annotations_mitre_attack', 'c'];
  expect(names.map((name) => risk.event.get(name))).toEqual([
    ['S 1', 'S 2'],
    '{"cve":["a=b, c=d"]}',
    'T1105',
    null,
    null,
  ]);
  const row = new DataSetRows(risk, compiledModels, context).row('Risk.All_Risk');
  expect(row?.get('analyticstories')).toEqual(['S 1', 'S 2']);
  expect(row?.get('annotations.mitre_attack')).toBe('T1105');
});

describe('members of groups', () => {
  const userOf = (raw: string, sourcetype?: string) => normaliser.normalise(event(raw, sourcetype)).event.get('user');

  test('a distinguished name gives the common name, and a SID stays', () => {
    const added = { TargetUserName: 'Domain Admins', SubjectUserName: 'eve', MemberSid: 'S-1-5-21-7' };
    const named = data({ ...added, MemberName: 'CN=Doe\\, Eve,CN=Users,DC=corp,DC=example' });
    expect(userOf(xml('Security', 4728, named))).toBe('Doe\\, Eve');
    expect(userOf(xml('Security', 4732, data({ ...added, MemberName: '-' })))).toBe('S-1-5-21-7');
  });

  test.each([
    ['-', 'bob'],
    ['CN=Bob,OU=Staff,DC=corp,DC=example', 'Bob'],
  ])('classic text with the account name %s', (account, user) => {
    const raw = `11/30/2025 10:00:00 AM
LogName=Security
EventCode=4732
ComputerName=h1
Message=A member was added to a security-enabled local group.

Subject:
\tSecurity ID:\t\tH1\\amy
\tAccount Name:\t\tamy

Member:
\tSecurity ID:\t\tH1\\bob
\tAccount Name:\t\t${account}

Group:
\tSecurity ID:\t\tBUILTIN\\Administrators
\tGroup Name:\t\tAdministrators`;
    expect(userOf(raw, 'WinEventLog')).toBe(user);
  });
});

test('Cisco IOS names the logged command and the message that DHCP snooping dropped', () => {
  const fieldsOf = (text: string) => normaliser.normalise(event(`<189>7: sw1: ${text}`, 'cisco:ios')).event;
  const logged = fieldsOf('%PARSER-5-CFGLOG_LOGGEDCMD: User:amy  logged command:no ip routing ');
  expect([logged.get('user'), logged.get('command')]).toEqual(['amy', 'no ip routing']);
  const dropped = fieldsOf(
    '%DHCP_SNOOPING-5-DHCP_SNOOPING_UNTRUSTED_PORT: message type: DHCPACK, MAC sa: 0011.2233.4455',
  );
  expect([dropped.get('message_type'), dropped.get('src_mac')]).toEqual(['DHCPACK', '0011.2233.4455']);
});

describe('web servers', () => {
  test('an access log has the names of Splunk for it, beside those of the data model', () => {
    const line =
      '203.0.113.7 - - [01/Jul/2026:10:00:00 +0000] "GET /up/x.php?c=1 HTTP/1.1" 200 512 "http://r.example/a" "curl/8"';
    const { event: found } = normaliser.normalise(event(line, 'access_combined'));
    const names = [
      'clientip',
      'method',
      'file',
      'root',
      'uri_domain',
      'version',
      'referer',
      'referer_domain',
      'useragent',
      'http_user_agent',
    ];
    expect(names.map((name) => found.get(name))).toEqual([
      '203.0.113.7',
      'GET',
      'x.php',
      'up',
      null,
      'HTTP/1.1',
      'http://r.example/a',
      'http://r.example',
      'curl/8',
      'curl/8',
    ]);
  });

  test.each([
    [
      '"GET http://x.example/a?b=/c/d HTTP/1.1" 200 5 "-" "a \\"b\\" c" "k=v"',
      ['GET', null, 'http://x.example', 'a \\"b\\" c', 'k=v', '200'],
    ],
    [String.raw`"\x16\x03\x01" 400 226 "-" "-"`, [null, null, null, null, null, '400']],
    ['"-" 408 -', [null, null, null, null, null, '408']],
    [String.raw`"GET /a/\"b/c HTTP/1.1" 404 0 "-" "x"`, ['GET', 'a', null, 'x', null, '404']],
  ])('the request of an access log may be anything: %s', (rest, expected) => {
    const line = `203.0.113.7 - - [01/Jul/2026:10:00:00 +0000] ${rest}`;
    const names = ['http_method', 'root', 'uri_domain', 'http_user_agent', 'cookie', 'status'];
    for (const sourcetype of ['access_combined', undefined]) {
      const { event: found, sources } = normaliser.normalise(event(line, sourcetype));
      expect(sources).toHaveLength(1);
      const known = sourcetype === undefined ? names.filter((name) => name !== 'root' && name !== 'uri_domain') : names;
      expect(known.map((name) => found.get(name))).toEqual(known.map((name) => expected[names.indexOf(name)]));
    }
  });

  test('a line of an IIS log has the columns of its own header, and those of the default layout without one', () => {
    const line = '2026-07-01 10:00:00 10.0.0.1 GET / - 443 - 203.0.113.7 curl/8 404';
    const fields = { s_ip: '10.0.0.1', cs_method: 'GET', sc_status: '404' };
    const read = normaliser.normalise({ ...event(line, 'iis'), format: 'w3c', fields });
    expect([read.event.get('status'), read.event.get('action'), read.event.get('cs_Referer')]).toEqual([
      '404',
      'blocked',
      null,
    ]);
    const alone = normaliser.normalise(event(`${line.replace('404', '- 404')} 0 0 15`, 'iis'));
    expect([alone.event.get('status'), alone.event.get('duration')]).toEqual(['404', '15']);
  });
});

describe('Windows', () => {
  test('a Sysmon process creation is a process', () => {
    const normalised = normaliser.normalise(
      event(
        xml(
          'Microsoft-Windows-Sysmon/Operational',
          1,
          data({
            Image: 'C:\\Windows\\System32\\reg.exe',
            CommandLine: 'reg save HKLM\\SAM s &gt; x',
            User: 'CORP\\alice',
            ParentImage: 'C:\\Windows\\System32\\cmd.exe',
            ProcessId: '42',
          }),
        ),
      ),
    );
    expect(normalised.sources).toEqual(['sysmon-1']);
    expect(normalised.event.get('source')).toBe('XmlWinEventLog:Microsoft-Windows-Sysmon/Operational');
    expect(normalised.event.get('host')).toBe('h');
    const row = new DataSetRows(normalised, compiledModels, context).row('Endpoint.Processes')!;
    expect(row.get('process')).toBe('reg save HKLM\\SAM s > x');
    expect(row.get('process_name')).toBe('reg.exe');
    expect(row.get('parent_process_name')).toBe('cmd.exe');
    expect(row.get('user')).toBe('alice');
    expect(row.get('dest')).toBe('h.corp');
    expect(row.get('original_file_name')).toBe('unknown');
  });

  test('the message of a WMI subscription is rebuilt from its fields; the text stays as it was', () => {
    const body =
      "<UserData><Operation_TemporaryEssStarted xmlns='x'><NamespaceName>ROOT\\Subscription</NamespaceName><Query>SELECT * FROM A</Query>" +
      '<User>NT AUTHORITY\\SYSTEM</User><Processid>4196</Processid><ClientMachine>SERVER</ClientMachine><PossibleCause>Temporary</PossibleCause></Operation_TemporaryEssStarted></UserData>';
    const normalised = normaliser.normalise(
      event(xml('Microsoft-Windows-WMI-Activity/Operational', 5860, body), 'XmlWinEventLog'),
    );
    expect(normalised.event.get('Message')).toBe(
      'Namespace = ROOT\\Subscription; NotificationQuery = SELECT * FROM A; UserName = NT AUTHORITY\\SYSTEM; ClientProcessID = 4196, ClientMachine = SERVER; PossibleCause = Temporary',
    );
    expect(normalised.event.get('_raw')).not.toContain('NotificationQuery');
    expect(normalised.otherNames('sourcetype')).toContain('wineventlog:microsoft-windows-wmi-activity/operational');
    const other = normaliser.normalise(
      event(xml('Microsoft-Windows-WMI-Activity/Operational', 5858, body), 'XmlWinEventLog'),
    );
    expect(other.event.get('Message')).toBeNull();
  });

  test('events of the main logs have an error code, those of other channels only one of their own', () => {
    const code = (channel: string, fields: Record<string, string>) =>
      normaliser.normalise(event(xml(channel, 1, data(fields)))).event.get('Error_Code');
    expect(code('System', { param1: 'Windows Update' })).toBe('-');
    expect(code('Application', {})).toBe('-');
    expect(code('Microsoft-Windows-TaskScheduler/Operational', {})).toBe('-');
    expect(code('Security', { Status: '0xc000006d' })).toBe('0xc000006d');
    expect(code('Microsoft-Windows-Sysmon/Operational', {})).toBeNull();
    expect(code('Microsoft-Windows-Windows Defender/Operational', { 'Error Code': '0x80508023' })).toBe('0x80508023');
  });

  test('classic text under the sourcetype of the XML rendering', () => {
    const raw =
      '03/01/2024 10:00:00 AM\nLogName=Security\nEventCode=4625\nComputerName=h.corp\nKeywords=Audit Failure\nMessage=Failed.\n\nSubject:\n\tAccount Name:\t\tH$\nAccount:\n\tAccount Name:\t\tbob\n';
    const normalised = normaliser.normalise(event(raw, 'xmlwineventlog'));
    expect(normalised.event.get('Account_Name')).toEqual(['H$', 'bob']);
    expect(normalised.sources).toEqual(['winclassic-auth']);
    const row = new DataSetRows(normalised, compiledModels, context).row('Authentication.Failed_Authentication');
    expect(row?.get('action')).toBe('failure');
  });
});

describe('cloud services', () => {
  const field = (content: object, sourcetype: string, name: string) =>
    normaliser.normalise(event(JSON.stringify(content), sourcetype)).event.get(name);

  test('the user agent of a directory change stands in the JSON of its details', () => {
    const change = (details: string) => ({
      Operation: 'Update application.',
      Workload: 'AzureActiveDirectory',
      ExtendedProperties: [{ Name: 'additionalDetails', Value: details }],
    });
    const agent = (details: string) => field(change(details), 'o365:management:activity', 'user_agent');
    expect(agent('{"User-Agent":"curl/8 (x)","AppId":"a"}')).toBe('curl/8 (x)');
    expect(agent('{"AppId":"a"}')).toBeNull();
    expect(agent('{"b":"{\\"User-Agent\\":\\"nested\\"}"}')).toBeNull();
  });

  test('properties of the device of a sign-in are fields', () => {
    const signIn = {
      Operation: 'UserLoggedIn',
      Workload: 'AzureActiveDirectory',
      DeviceProperties: [
        { Name: 'OS', Value: 'Windows10' },
        { Name: 'SessionId', Value: '15e2' },
      ],
    };
    expect(field(signIn, 'o365:management:activity', 'SessionId')).toBe('15e2');
  });

  test('an Okta event tells its result and its reason apart', () => {
    const declined = {
      eventType: 'user.authentication.auth_via_mfa',
      outcome: { result: 'FAILURE', reason: 'FastPass declined phishing attempt' },
    };
    expect(field(declined, 'OktaIM2:log', 'result')).toBe('FAILURE');
    expect(field(declined, 'OktaIM2:log', 'reason')).toBe('FastPass declined phishing attempt');
  });
});

test.each([
  [
    '%ASA-6-302013: Built outbound TCP connection 1 for o:1.2.3.4/443 (1.2.3.4/443) to i:10.0.0.1/5 (10.0.0.1/5)',
    'cisco:asa',
  ],
  ['%LINK-3-UPDOWN: Interface Gi0/1, changed state to up', 'cisco:ios'],
  ['Oct 24 10:11:12 fw 1,2024/10/24 10:11:12,0011,TRAFFIC,end,2304,2024/10/24 10:11:12,10.0.0.1', 'pan:traffic'],
  ['1,2024/10/24 10:11:12,0011,THREAT,url,2304,2024/10/24 10:11:12,10.0.0.1', 'pan:threat'],
  ['2 123456789012 eni-1 10.0.0.1 203.0.113.1 20641 22 6 20 4249 1 2 ACCEPT OK', 'aws:cloudwatchlogs:vpcflow'],
  [
    `${'7'.repeat(64)} bucket [24/Oct/2024:10:11:12 +0000] 203.0.113.7 - 3E57 REST.GET.OBJECT k "GET /k"`,
    'aws:s3:accesslogs',
  ],
  [
    'www.example.com:443 203.0.113.7 - - [24/Oct/2024:10:11:12 +0000] "GET / HTTP/1.1" 200 5 "-" "x"',
    'nginx:plus:access',
  ],
])('%s is of a kind that is known', (raw, sourcetype) => {
  expect(normaliser.normalise(event(raw)).event.get('sourcetype')).toBe(sourcetype);
});

test.each([
  [{ uid: 'C', 'id.orig_h': '10.0.0.1', conn_state: 'SF' }, 'bro:conn:json'],
  [{ uid: 'C', 'id.orig_h': '10.0.0.1', RD: true, RA: false }, 'bro:dns:json'],
  [{ '@timestamp': 1, _document_id: 'd', action: 'repo.destroy', actor: 'amy' }, 'github:enterprise:audit'],
  [{ x_edge_location: 'FRA2', x_edge_result_type: 'Hit' }, 'aws:cloudfront:accesslogs'],
  [{ cs_method: 'GET', cs_uri_stem: '/', sc_status: '200', sc_win32_status: '0' }, 'ms:iis:auto'],
  [{ CreationTime: 't', Operation: 'o', RecordType: 1, Workload: 'ThreatIntelligence' }, 'o365:management:activity'],
  [{ uid: 'C', conn_state: 'SF' }, null],
])('%j is of a kind that is known by its fields', (fields, sourcetype) => {
  const raw = { ...event(JSON.stringify(fields)), fields, fieldsCoverRaw: true };
  expect(normaliser.normalise(raw).event.get('sourcetype')).toBe(sourcetype);
  // A sourcetype that a definition claims is believed.
  expect(normaliser.normalise({ ...raw, sourcetype: 'suricata' }).event.get('sourcetype')).toBe('suricata');
});

test('an access log may name the site first', () => {
  const line = 'www.example.com:443 203.0.113.7 - amy [24/Oct/2024:10:11:12 +0000] "GET /a HTTP/1.1" 200 5 "-" "x"';
  const { event: found } = normaliser.normalise(event(line, 'access_combined'));
  expect(['site', 'src', 'user', 'uri', 'status'].map((name) => found.get(name))).toEqual([
    'www.example.com:443',
    '203.0.113.7',
    'amy',
    '/a',
    '200',
  ]);
});

test('a line of nginx without a sourcetype is recognised', () => {
  const raw = '10.0.0.1 - - [22/Feb/2024:13:00:00 -0500] "GET /a?b=1 HTTP/1.1" 404 12 "-" "curl/8"';
  const normalised = normaliser.normalise(event(raw));
  expect(normalised.event.get('status')).toBe('404');
  expect(new DataSetRows(normalised, compiledModels, context).row('Web.Web')).not.toBeNull();
});

const samples = new URL('../../../../shared/data/events/escu_example_logs.ndjson', import.meta.url);
if (!existsSync(samples)) console.info('Published samples are not there: their mapping is not tested.');

test.skipIf(!existsSync(samples))('most CIM fields that Splunk listed for the published samples appear', () => {
  const cim = new Set([...compiledModels.datasets.values()].flatMap((each) => [...each.fields.keys()]));
  let listed = 0;
  let found = 0;
  let matched = 0;
  let count = 0;
  for (const line of readFileSync(samples, 'utf8').split('\n')) {
    if (line === '') continue;
    const sample = JSON.parse(line) as { _raw: string; sourcetype: string; source: string; fields: string[] | null };
    const normalised = normaliser.normalise({
      ...event(sample._raw, sample.sourcetype),
      source: sample.source,
      host: 'h',
    });
    count++;
    if (normalised.sources.length > 0) matched++;
    for (const name of sample.fields ?? []) {
      if (!cim.has(name) || name === 'tag') continue;
      listed++;
      if (normalised.event.has(name)) found++;
    }
  }
  console.info(
    `Samples with a source: ${matched} of ${count}; CIM fields listed by Splunk: ${found} of ${listed} found.`,
  );
  expect(matched / count).toBeGreaterThan(0.9);
  expect(found / listed).toBeGreaterThan(0.8);
});
