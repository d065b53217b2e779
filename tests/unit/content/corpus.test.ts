import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/content/detection.js';
import { type LoadedContent, loadContent } from '../../../src/node/content/load-content.js';
import { rootPlace } from '../../../src/source/origin-map.js';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/escu', import.meta.url));
const present = existsSync(corpus);
if (!present) console.warn('Skipped: the shared ESCU corpus is not there.');

/** Files that PyYAML reads and YAML 1.2 does not: lines of a quoted text that are not indented. */
const lenient = [
  'detect_remote_access_software_usage_registry.yml',
  'microsoft_defender_atp_alerts.yml',
  'windows_process_with_netexec_command_line_parameters.yml',
  'base64decode.yml',
];

describe.skipIf(!present)('the published ESCU content', () => {
  let content: LoadedContent;
  const detection = (fileName: string): Detection => {
    const found = content.detections.find((each) => each.fileName === fileName);
    if (found === undefined) throw new Error(`${fileName} was not loaded`);
    return found;
  };

  beforeAll(async () => {
    content = await loadContent({ rules: [corpus], validate: true });
  }, 120_000);

  it('loads whole, with nothing to report but four files of lenient YAML', () => {
    expect(content.detections).toHaveLength(1279);
    expect(content.baselines).toHaveLength(66);
    const said = content.diagnostics.map((each) => `${each.code} ${each.primary?.source.name.split(/[\\/]/).at(-1)}`);
    expect(said.sort()).toEqual(lenient.map((name) => `yaml-lenient ${name}`).sort());
  });

  it('has the published numbers of types and lookups', () => {
    const types = new Map<string, number>();
    for (const { type } of content.detections) types.set(type, (types.get(type) ?? 0) + 1);
    expect(Object.fromEntries(types)).toEqual({ TTP: 716, Anomaly: 388, Hunting: 164, Correlation: 11 });
    const lookups = [...content.catalog.lookupNames()].map((name) => content.catalog.lookup(name)!);
    const own = lookups.filter((each) => each.origin === 'repository');
    const count = (test: (each: (typeof own)[number]) => boolean) => own.filter(test).length;
    expect(own).toHaveLength(83);
    expect(count((each) => each.kind === 'kvstore')).toBe(28);
    expect(count((each) => each.kind === 'mlmodel')).toBe(5);
    expect(count((each) => [...each.match.values()].includes('wildcard'))).toBe(30);
    expect(count((each) => each.minMatches === 1 && each.defaultMatch === 'false')).toBe(28);
    expect(count((each) => each.maxMatches === 1)).toBe(2);
  });

  it('gives every detection a filter macro and a deployment', () => {
    for (const each of content.detections) {
      expect(content.catalog.macros.find(`${each.fileName}_filter`, 0), each.fileName).toBeDefined();
      expect(content.catalog.deploymentFor(each).schedule.cron).toBe('0 * * * *');
    }
    expect(content.catalog.macros.find('security_content_ctime', 1)).toMatchObject({
      args: ['field'],
      origin: 'repository',
    });
    expect(content.catalog.deploymentFor(detection('wmi_temporary_event_subscription'))).toMatchObject({
      name: 'ESCU Default Configuration TTP',
      notable: { title: '%name%', fields: ['user', 'dest'] },
      risk: true,
    });
  });

  it('knows risk, annotations and tests', () => {
    const wmi = detection('wmi_temporary_event_subscription');
    expect(wmi.version).toBe(5);
    expect(wmi.risk.entities.map((each) => [each.field, each.type, each.score])).toEqual([['dest', 'system', 25]]);
    const threeCx = detection('3cx_supply_chain_attack_network_indicators');
    expect(threeCx.risk.threatObjects.map((each) => [each.field, each.type])).toEqual([['query', 'domain']]);
    expect(threeCx.annotations).toMatchObject({ mitreAttackIds: ['T1195.002'], cves: ['CVE-2023-29059'] });
    expect(threeCx.tests[0]?.attackData[0]).toMatchObject({ sourcetype: 'XmlWinEventLog' });
    expect(detection('icacls_grant_command').version).toBe(5);
    const scored = content.detections.filter((each) => each.risk.entities.some((entity) => entity.score > 0));
    expect(scored).toHaveLength(1104);
    expect(content.detections.reduce((sum, each) => sum + each.risk.entities.length, 0)).toBe(1463);
    expect(content.detections.reduce((sum, each) => sum + each.tests.length, 0)).toBe(1151);
    expect(content.detections.reduce((sum, each) => sum + each.drilldowns.length, 0)).toBe(2000);
  });

  it('places every search in its file', () => {
    for (const each of content.detections) {
      const name = `${each.fileName}_filter`;
      const start = each.search.text.lastIndexOf(name);
      if (start === -1) continue;
      const place = rootPlace(each.search, { start, end: start + name.length });
      // Folded lines may run through a word of a double-quoted text.
      const found = place.source.text.slice(place.span.start, place.span.end).replace(/\\\n\s*\\?/g, '');
      expect(found, each.fileName).toBe(name);
    }
  });

  it('has readable lookup data', async () => {
    for (const name of content.catalog.lookupNames()) {
      const result = await content.catalog.table(name)!;
      expect(result.diagnostics, name).toEqual([]);
    }
    const domains = await content.catalog.table('3cx_ioc_domains')!;
    expect(domains.table.fields).toEqual(['domain', 'isIOC', 'Description']);
    expect(domains.table.rows[0]?.slice(0, 2)).toEqual(['akamaicontainer.com', 'TRUE']);
  });
});
