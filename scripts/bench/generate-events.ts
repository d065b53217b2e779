import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seeded } from '../../src/support/seeded.js';

const images = [
  'svchost.exe',
  'chrome.exe',
  'backgroundTaskHost.exe',
  'conhost.exe',
  'RuntimeBroker.exe',
  'msedge.exe',
  'SearchProtocolHost.exe',
  'taskhostw.exe',
  'cmd.exe',
  'powershell.exe',
  'rundll32.exe',
  'WmiPrvSE.exe',
  'git.exe',
  'reg.exe',
  'net.exe',
  'schtasks.exe',
  'certutil.exe',
  'wmic.exe',
  'vssadmin.exe',
  'bitsadmin.exe',
] as const;
const words = [
  '-k',
  'netsvcs',
  '-p',
  '/c',
  '--type=renderer',
  '-Embedding',
  'update',
  'C:\\Users\\Public\\run.ps1',
  '/query',
  '/s',
  'Schedule',
  '--lang=en-US',
];
const wmiQueries = [
  "SELECT * FROM Win32_ProcessStartTrace WHERE ProcessName = 'wsmprovhost.exe'",
  "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance ISA 'Win32_LogonSession'",
];

/** One event as NDJSON: process creation, logons, network connections, and now and then WMI activity. */
function eventLine(n: number, random: () => number): string {
  // Small indexes are frequent, as names are in logs.
  const skewed = (count: number): number => Math.floor(count * random() ** 3);
  const host = `host-${skewed(400)}`;
  const base = { _time: 1_763_510_400 + n / 50, host, index: 'windows' };
  const user = `EXAMPLE\\user${skewed(900)}`;
  const kind = random();
  if (kind < 0.001) {
    const name = 'WinEventLog:Microsoft-Windows-WMI-Activity/Operational';
    const query = wmiQueries[random() < 0.8 ? 0 : 1]!;
    const Message = `Namespace = ROOT\\CIMV2; NotificationQuery = ${query}; UserName = ${user}; PossibleCause = Temporary`;
    return JSON.stringify({
      ...base,
      source: name,
      sourcetype: name,
      EventCode: 5860,
      ComputerName: `${host}.example.net`,
      Message,
    });
  }
  const image = (): string => `C:\\Windows\\System32\\${images[skewed(images.length)]!}`;
  if (kind < 0.6) {
    const source = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational';
    const Image = image();
    const args = Array.from({ length: 1 + skewed(12) }, () => words[skewed(words.length)]!);
    return JSON.stringify({
      ...base,
      source,
      sourcetype: 'XmlWinEventLog',
      EventCode: 1,
      EventID: 1,
      Computer: `${host}.example.net`,
      User: user,
      Image,
      OriginalFileName: Image.slice(20),
      CommandLine: `"${Image}" ${args.join(' ')} ${Math.floor(random() * 1e9).toString(16)}`,
      ParentImage: image(),
      ParentCommandLine: `"${image()}" -s ${skewed(5000)}`,
      ProcessId: skewed(60_000),
      ParentProcessId: skewed(9000),
      ProcessGuid: `{${Math.floor(random() * 1e12).toString(16)}-0000-0010}`,
      IntegrityLevel: random() < 0.7 ? 'Medium' : 'System',
      Hashes: `SHA256=${Math.floor(random() * 2 ** 50)
        .toString(16)
        .padStart(64, '0')}`,
      CurrentDirectory: 'C:\\Windows\\system32\\',
    });
  }
  if (kind < 0.9) {
    const source = 'XmlWinEventLog:Security';
    return JSON.stringify({
      ...base,
      source,
      sourcetype: 'XmlWinEventLog',
      EventCode: random() < 0.9 ? 4624 : 4625,
      Computer: `${host}.example.net`,
      TargetUserName: `user${skewed(900)}`,
      TargetDomainName: 'EXAMPLE',
      LogonType: random() < 0.8 ? 3 : 2,
      IpAddress: `10.0.${skewed(50)}.${skewed(250)}`,
      WorkstationName: host,
      LogonProcessName: 'Kerberos',
      SubjectUserSid: 'S-1-5-18',
    });
  }
  const source = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational';
  return JSON.stringify({
    ...base,
    source,
    sourcetype: 'XmlWinEventLog',
    EventCode: 3,
    EventID: 3,
    Computer: `${host}.example.net`,
    User: user,
    Image: image(),
    Protocol: 'tcp',
    SourceIp: `10.0.${skewed(50)}.${skewed(250)}`,
    SourcePort: 49152 + skewed(16_000),
    DestinationIp: `203.0.113.${skewed(250)}`,
    DestinationPort: random() < 0.8 ? 443 : 8080,
    DestinationHostname: `cdn${skewed(300)}.example.com`,
  });
}

/** Writes events to a file; the same seed gives the same file. Gives its size in bytes. */
export async function generateEvents(path: string, count: number, seed = 7): Promise<number> {
  const random = seeded(seed);
  const file = createWriteStream(path);
  for (let n = 0; n < count; ) {
    let text = '';
    for (const end = Math.min(count, n + 2000); n < end; n++) text += `${eventLine(n, random)}\n`;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return file.bytesWritten;
}
