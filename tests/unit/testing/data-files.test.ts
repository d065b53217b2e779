import { describe, expect, it } from 'vitest';
import { DataFiles, fetchCommand, isLfsPointer, pullCommand } from '../../../src/testing/data-files.js';

const root = 'https://media.githubusercontent.com/media/splunk/attack_data/master/datasets';
const found = (files: string[], data: string): string | string[] => {
  const result = new DataFiles(files).find(data);
  return result.kind === 'file' ? result.file : [...result.near];
};

describe('DataFiles', () => {
  it('finds published data by the path after datasets/, wherever the checkout begins', () => {
    const data = `${root}/attack_techniques/T1003/mimikatz/windows-sysmon.log`;
    expect(found(['datasets/attack_techniques/T1003/mimikatz/windows-sysmon.log'], data)).toMatch(/^datasets/);
    expect(found(['attack_data/datasets/attack_techniques/T1003/mimikatz/windows-sysmon.log'], data)).toMatch(
      /^attack_data/,
    );
    expect(found(['mimikatz/windows-sysmon.log'], data)).toBe('mimikatz/windows-sysmon.log');
    expect(found(['copy/attack_techniques/T1003/mimikatz/windows-sysmon.log'], data)).toMatch(/^copy/);
  });

  it('does not take a log of the same name for another data set', () => {
    const other = 'attack_techniques/T1059/mimikatz/windows-sysmon.log';
    expect(found([other], `${root}/attack_techniques/T1003/mimikatz/windows-sysmon.log`)).toEqual([other]);
    expect(found(['x/y/windows-sysmon.log'], `${root}/attack_techniques/T1566/datasets/windows-sysmon.log`)).toEqual([
      'x/y/windows-sysmon.log',
    ]);
  });

  it('prefers the longest common end', () => {
    const files = ['windows-sysmon.log', 'T1003/mimikatz/windows-sysmon.log', 'mimikatz/windows-sysmon.log'];
    expect(found(files, `${root}/attack_techniques/T1003/mimikatz/windows-sysmon.log`)).toBe(
      'T1003/mimikatz/windows-sysmon.log',
    );
  });

  it('accepts compressed logs and other endings, the exact name first', () => {
    const data = `${root}/malware/x/pingid.log`;
    expect(found(['malware/x/pingid.log.gz'], data)).toBe('malware/x/pingid.log.gz');
    expect(found(['malware/x/pingid.txt'], data)).toBe('malware/x/pingid.txt');
    expect(found(['malware/x/pingid.log.txt', 'malware/x/pingid.log.zst', 'malware/x/pingid.log'], data)).toBe(
      'malware/x/pingid.log',
    );
  });

  it('ignores a folder that is named like the file', () => {
    expect(found(['a/T1566/proxy.txt'], `${root}/T1566/proxy/proxy.json`)).toBe('a/T1566/proxy.txt');
    expect(found(['T1555/db.log/db.log.txt'], `${root}/T1555/db/db.log`)).toBe('T1555/db.log/db.log.txt');
  });

  it('takes paths and other URLs, with the only file of the name as a last resort', () => {
    expect(found(['logs/spooler.log'], '../data/logs/spooler.log')).toBe('logs/spooler.log');
    expect(found(['logs/spooler.log'], 'https://example.org/a%20b/spooler.log?raw=1')).toBe('logs/spooler.log');
    expect(found(['logs/spooler.log', 'old/spooler.log'], 'https://example.org/new/spooler.log')).toEqual(
      ['logs/spooler.log', 'old/spooler.log'].sort(),
    );
    expect(found(['logs/spooler.log'], 'https://example.org/%zz/other.log')).toEqual([]);
    expect(found([], '')).toEqual([]);
  });
});

describe('commands that fetch data', () => {
  it('quote what a stranger wrote', () => {
    const data = "https://example.org/datasets/a/it's $(id).log";
    expect(fetchCommand(data, 'logs/')).toBe(
      `curl --fail --location --create-dirs --output 'logs/datasets/a/it'\\''s $(id).log' 'https://example.org/datasets/a/it'\\''s $(id).log'`,
    );
    expect(fetchCommand('https://example.org/datasets/../../x/evil.log', 'logs')).toContain(
      '--output logs/datasets/x/evil.log ',
    );
    expect(fetchCommand('../data/spooler.log', 'logs')).toBeUndefined();
  });

  it('pull the content of a pointer', () => {
    expect(pullCommand('datasets/T1003/x.log', '/data')).toBe(
      "git -C /data/datasets/T1003 lfs pull --include '**/x.log'",
    );
    expect(isLfsPointer('version https://git-lfs.github.com/spec/v1\noid sha256:0')).toBe(true);
    expect(isLfsPointer('version 2 of something')).toBe(false);
  });
});
