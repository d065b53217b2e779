import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/index.js';

const wmi = (version: string): Promise<string> =>
  readFile(
    new URL(`../../../rules/detections/endpoint/wmi_temporary_event_subscription${version}.yml`, import.meta.url),
    'utf8',
  );

const macros = {
  wmi: 'sourcetype=wmi',
  'security_content_ctime(1)': { definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($f$)', args: ['f'] },
};

function event(query: string, at: number) {
  const Message = `Namespace = ROOT; NotificationQuery = ${query}; PossibleCause = Temporary`;
  return { _time: at, _raw: Message, sourcetype: 'wmi', EventCode: 5860, ComputerName: 'pier-ws11', Message };
}

const events = [
  event('SELECT * FROM Lighthouse', 60),
  event("SELECT * FROM Win32_ProcessStartTrace WHERE ProcessName = 'wsmprovhost.exe'", 120),
];

describe('evaluate', () => {
  test('gives rows and findings of a detection as YAML text', async () => {
    const { rows, columns, findings, riskEvents, missing, diagnostics } = await evaluate(await wmi('.v3'), events, {
      macros,
    });
    expect(diagnostics).toEqual([]);
    expect(columns).toEqual(['ComputerName', 'query', 'count', 'firstTime', 'lastTime']);
    expect(rows.map(({ query }) => query)).toEqual(['SELECT * FROM Lighthouse']);
    expect(findings.map(({ title }) => title)).toEqual(['WMI Temporary Event Subscription']);
    expect(riskEvents).toEqual([]);
    expect(missing).toContainEqual({ field: 'dest', use: 'entity', rows: 1 });
  });

  test('takes a plain object, and scores its risk objects', async () => {
    const detection = {
      name: 'Odd',
      type: 'TTP',
      search: 'a=1 | stats count by dest | `odd_filter`',
      rba: {
        message: 'odd on $dest$',
        risk_objects: [{ field: 'dest', type: 'system', score: 7 }],
        threat_objects: [],
      },
    };
    const { rows, riskEvents, diagnostics } = await evaluate(detection, [
      { a: 1, dest: 'quay' },
      { a: 2, dest: 'pier' },
    ]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(rows).toEqual([{ dest: 'quay', count: '1' }]);
    expect(riskEvents.map(({ entity, message }) => [entity.value, entity.score, message])).toEqual([
      ['quay', 7, 'odd on quay'],
    ]);
  });

  test('over its schedule, relative to now', async () => {
    const detection = { name: 'Odd', type: 'Hunting', search: 'a=1 | stats count' };
    const at = (now: number, over: 'all' | 'schedule') => evaluate(detection, [{ a: 1, _time: 10_000 }], { now, over });
    expect((await at(11_000, 'schedule')).rows).toEqual([{ count: '1' }]);
    expect((await at(99_000, 'schedule')).rows).toEqual([{ count: '0' }]);
    expect((await at(99_000, 'all')).rows).toEqual([{ count: '1' }]);
  });

  test('refuses what it cannot run, without rows', async () => {
    for (const detection of [
      'name: [',
      { name: 'Odd', type: 'TTP' },
      { name: 'Odd', type: 'TTP', search: '`nothing`' },
    ]) {
      const { rows, diagnostics } = await evaluate(detection, [{ a: 1 }]);
      expect(rows).toEqual([]);
      expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });
});
