import { expect, test } from 'vitest';
import { DataSetRows } from '../../../src/knowledge/data-set-rows.js';
import { compiledModels, context, event, normaliser } from './shipped.js';

const flow = {
  InitiatorIP: '10.0.0.5',
  ResponderIP: '203.0.113.9',
  InitiatorPort: 51000,
  ResponderPort: 443,
  Protocol: 'tcp',
  DeviceUUID: 'u-1',
  FirewallRule: 'outbound',
};
const execution = {
  process_exec: {
    process: {
      pid: 7,
      uid: 0,
      cwd: '/',
      binary: '/usr/bin/nsenter',
      arguments: '-t 1 -m',
      pod: { namespace: 'prod', name: 'web-1', container: { id: 'c-1', image: { name: 'registry.example/web:1' } } },
    },
    parent: { pid: 1, binary: '/usr/sbin/runc', arguments: 'init' },
  },
  node_name: 'node-1',
  time: '2026-10-05T10:00:00.459945318Z',
  cluster_name: 'c1',
};

/** Text of an event, its sourcetype, fields that it has, the data set that it belongs to. */
const cases: [string, string, Record<string, string | number>, string?][] = [
  [
    JSON.stringify({
      EventType: 'ConnectionEvent',
      ...flow,
      AC_RuleAction: 'Block with reset',
      InitiatorBytes: 9,
      ResponderBytes: 1,
    }),
    'cisco:sfw:estreamer',
    { src: '10.0.0.5', dest: '203.0.113.9', dest_port: '443', action: 'blocked', rule: 'outbound', bytes: 10 },
    'Network_Traffic.All_Traffic',
  ],
  [
    JSON.stringify({
      EventType: 'IntrusionEvent',
      ...flow,
      SignatureID: 4711,
      IntrusionRuleMessage: 'EXAMPLE attempt',
    }),
    'cisco:sfw:estreamer',
    { signature_id: '4711', signature: 'EXAMPLE attempt', transport: 'tcp' },
    'Intrusion_Detection.IDS_Attacks',
  ],
  [
    JSON.stringify({
      EventType: 'FileEvent',
      ...flow,
      FileName: 'a.exe',
      FileSHA256: 'ab',
      SHA_Disposition: 'Malware',
    }),
    'cisco:sfw:estreamer',
    { file_name: 'a.exe', file_hash: 'ab' },
    'Malware.Malware_Attacks',
  ],
  [
    JSON.stringify(execution),
    'cisco:isovalent:processExec',
    {
      process: '/usr/bin/nsenter -t 1 -m',
      process_name: 'nsenter',
      parent_process_name: 'runc',
      pod_name: 'web-1',
      pod_image_name: 'registry.example/web:1',
      user_id: '0',
    },
    'Endpoint.Processes',
  ],
  [
    JSON.stringify({
      process_connect: {
        process: { pid: 7, binary: '/bin/x' },
        source_ip: '10.0.0.5',
        source_port: 40000,
        destination_ip: '10.0.0.9',
        destination_port: 3000,
        protocol: 'TCP',
      },
      node_name: 'node-1',
      time: '2026-10-05T10:00:00Z',
    }),
    'cisco:isovalent:processConnect',
    { src: '10.0.0.5', dest_port: '3000', transport: 'tcp', process_id: '7' },
    'Network_Traffic.All_Traffic',
  ],
  [
    JSON.stringify({
      fv: 'nvzFlow_v9',
      pr: '17',
      sa: '10.0.0.3',
      sp: '5',
      da: '203.0.113.1',
      dp: '53',
      pn: 'a.exe',
      parg: '-x',
    }),
    'cisco:nvm:flowdata2',
    { dest: '203.0.113.1', transport: 'udp', process_name: 'a.exe', process_arguments: '-x' },
    'Network_Traffic.All_Traffic',
  ],
  [
    'fv="nvzFlow_v8" pr="6" sa="10.0.0.3" sp="5" da="203.0.113.1" dp="443" pn="a.exe" ppath="C:\\a.exe"',
    'cisco:nvm:flowdata',
    { dest_port: '443', transport: 'tcp', process_path: 'C:\\a.exe', process: 'C:\\a.exe' },
    'Endpoint.Processes',
  ],
  [
    '"2026-10-05 10:00:00","amy","10.0.0.5","203.0.113.1","198.51.100.8","text/html","BLOCKED","https://www.example.com/p?q=1","","curl/8","404"',
    'cisco:cloud_security:proxy',
    { status: '404', user: 'amy', action: 'blocked', url_domain: 'www.example.com', http_user_agent: 'curl/8' },
    'Web.Web',
  ],
  [
    '"2026-10-05 10:00:00","ws1","ws1","10.0.0.5","203.0.113.1","Allowed","1 (A)","NOERROR","www.example.com.","Chat,Application"',
    'cisco:cloud_security:dns',
    { query: 'www.example.com', record_type: 'A', category: 'Chat,Application', action: 'allowed' },
    'Network_Resolution.DNS',
  ],
  [
    '{"@timestamp":1,"_document_id":"d","action":"repository_ruleset.destroy","actor":"amy"}',
    'github:cloud:audit',
    { vendor_action: 'repository_ruleset.destroy', action: 'repository_ruleset.destroy' },
    'Change.All_Changes',
  ],
  [
    'type=EXECVE msg=audit(1791194400.123:5): argc=4 a0="find" a1="/" a2="-name" a3="*.gpg"',
    'auditd',
    { execve_command: 'find / -name *.gpg', argc: '4' },
  ],
  [
    "%ASA-7-111009: User 'enable_15' executed cmd: show running-config | include snmp",
    'cisco:asa',
    { user: 'enable_15', command: 'show running-config | include snmp' },
  ],
  [
    '%ASA-6-113006: User amy locked out on exceeding 3 successive failed authentication attempts',
    'cisco:asa',
    { user: 'amy' },
  ],
  [
    '%PARSER-5-CFGLOG_LOGGEDCMD: User:amy  logged command:tftp-server flash:run.cfg',
    'cisco:ios',
    { user: 'amy', command: 'tftp-server flash:run.cfg' },
    'Change.All_Changes',
  ],
  [
    '<166>2026-10-05T10:00:00.123Z esx01.example.com Hostd[2099341]: info hostd[2099341] [sub=Vimsvc] Event 7 : User root@10.0.0.1 logged in',
    'vmw-syslog',
    {
      Message: 'Hostd[2099341]: info hostd[2099341] [sub=Vimsvc] Event 7 : User root@10.0.0.1 logged in',
      Application: 'Hostd',
      dvc: 'esx01.example.com',
    },
  ],
  [
    'Oct  5 10:00:01 192.0.2.7 2026-10-05T10:00:00.123Z esx01 shell[1627100]: [root]: esxcli system account list',
    'vmw-syslog',
    { Message: 'shell[1627100]: [root]: esxcli system account list', dvc: 'esx01' },
  ],
];

test.each(cases)('%s of %s has the fields of its log', (raw, sourcetype, fields, dataset) => {
  const normalised = normaliser.normalise(event(raw, sourcetype));
  expect(Object.fromEntries(Object.keys(fields).map((name) => [name, normalised.event.get(name)]))).toEqual(fields);
  if (dataset !== undefined) expect(new DataSetRows(normalised, compiledModels, context).row(dataset)).not.toBeNull();
});

test.each([
  ['{"process_exec":{"process":{"binary":"/bin/sh"}},"node_name":"n","time":"t"}', 'cisco:isovalent:processExec'],
  ['{"fv":"nvzFlow_v9","sa":"10.0.0.3","da":"203.0.113.1"}', 'cisco:nvm:flowdata'],
  ['2026-10-05T10:00:00.123Z esx01 Hostd: info hostd[1] x', 'vmw-syslog'],
])('%s is of a kind that is known', (raw, sourcetype) => {
  expect(normaliser.normalise(event(raw)).event.get('sourcetype')).toBe(sourcetype);
});

test('a script block that was typed in has an empty path and the name of its task', () => {
  const raw =
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-PowerShell' Guid='{A0C1853B-5C40-4B15-8766-3CF1C58F985A}'/><EventID>4104</EventID><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>h.corp</Computer></System><EventData><Data Name='ScriptBlockText'>whoami</Data><Data Name='Path'></Data></EventData></Event>";
  const { event: found } = normaliser.normalise(event(raw));
  expect(['Path', 'signature', 'signature_id', 'Name'].map((name) => found.get(name))).toEqual([
    '',
    'Execute a Remote Command',
    '4104',
    'Microsoft-Windows-PowerShell',
  ]);
});
