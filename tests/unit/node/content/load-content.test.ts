import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadContent } from '../../../../src/node/content/load-content.js';

const rules = fileURLToPath(new URL('../../../../rules', import.meta.url));
const detection = (name: string) =>
  `name: ${name}\nid: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10\nversion: 1\ntype: TTP\ndescription: d\nsearch: index=a \`source\`\n`;

describe('loadContent', () => {
  let base: string;
  const write = (path: string, text: string | Uint8Array): string => {
    const full = join(base, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'escudo-content-'));
    write('root/detections/endpoint/b.yml', detection('B'));
    write('root/detections/endpoint/a.yml', detection('A'));
    write('root/detections/endpoint/notes.txt', 'not content');
    write('root/macros/source.yml', 'name: source\ndefinition: sourcetype=repository\n');
    write('root/lookups/hosts.yml', 'name: hosts\nfilename: hosts.csv\n');
    write('root/lookups/hosts.csv', 'host,owner\nws1,ann\n');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const names = (content: { detections: readonly { name: string }[] }) => content.detections.map((each) => each.name);
  const codes = (content: { diagnostics: readonly { code: string }[] }) => content.diagnostics.map((each) => each.code);

  it('finds the content root above a folder or a file', async () => {
    const folder = await loadContent({ rules: [join(base, 'root/detections')] });
    expect(names(folder)).toEqual(['A', 'B']);
    expect(folder.catalog.macros.find('source', 0)?.definition.text).toBe('sourcetype=repository');
    expect((await folder.catalog.table('hosts'))?.table.rows).toEqual([['ws1', 'ann']]);
    const file = await loadContent({ rules: [join(base, 'root/detections/endpoint/a.yml')] });
    expect(names(file)).toEqual(['A']);
    expect(file.roots).toEqual([join(base, 'root')]);
    const whole = await loadContent({ rules: [join(base, 'root')] });
    expect(names(whole)).toEqual(['A', 'B']);
    expect([...codes(folder), ...codes(file), ...codes(whole)]).toEqual([]);
  });

  it('reads a lone file, and takes its content from --content', async () => {
    const lone = write('elsewhere/rule.yml', detection('Lone'));
    const without = await loadContent({ rules: [lone] });
    expect(names(without)).toEqual(['Lone']);
    expect(codes(without)).toEqual(['content-root-not-found']);
    expect(without.catalog.macros.find('source', 0)).toBeUndefined();
    const content = await loadContent({ rules: [lone], content: join(base, 'root') });
    expect(names(content)).toEqual(['Lone']);
    expect(content.catalog.macros.find('source', 0)).toBeDefined();
    expect(content.catalog.macros.find('rule_filter', 0)).toBeDefined();
  });

  it('lets a user folder, a .conf file and options override the repository', async () => {
    write('mine/macros.conf', '[source]\ndefinition = sourcetype=user\n');
    write('mine/lookups/hosts.yml', 'name: hosts\nfilename: hosts.csv\n');
    write('mine/lookups/hosts.csv', 'host,owner\nws2,bob\n');
    const options = { rules: [join(base, 'root/detections')], userContent: [join(base, 'mine')] };
    const content = await loadContent(options);
    expect(content.catalog.macros.find('source', 0)?.definition.text).toBe('sourcetype=user');
    expect((await content.catalog.table('hosts'))?.table.rows).toEqual([['ws2', 'bob']]);
    const flagged = await loadContent({ ...options, macroFlags: ['source=sourcetype=flag', 'broken'] });
    expect(flagged.catalog.macros.find('source', 0)?.definition.text).toBe('sourcetype=flag');
    expect(codes(flagged)).toEqual(['macro-flag']);
  });

  it('goes on after broken files', async () => {
    write('root/detections/c_binary.yml', new Uint8Array([0, 1, 2, 255]));
    write('root/detections/d_empty.yml', '');
    write('root/detections/e_list.yml', '- a\n');
    write('root/detections/f_broken.yml', 'name: "x');
    const content = await loadContent({ rules: [join(base, 'root/detections')] });
    expect(names(content)).toEqual(['A', 'B']);
    expect(codes(content)).toEqual(['content-not-text', 'content-empty', 'content-not-a-mapping', 'yaml-syntax']);
  });

  it('says when a path is not there or holds nothing', async () => {
    mkdirSync(join(base, 'empty'));
    const content = await loadContent({ rules: [join(base, 'nowhere'), join(base, 'empty')] });
    expect(codes(content)).toEqual(['content-path-not-found', 'content-root-not-found', 'content-nothing-found']);
  });

  it('follows links inside the root, survives loops, and refuses links that leave it', async () => {
    const secret = write('secret.yml', detection('Secret'));
    write('outside/x.yml', detection('Outside'));
    symlinkSync(join(base, 'root/detections'), join(base, 'root/detections/endpoint/loop'));
    symlinkSync(secret, join(base, 'root/detections/link.yml'));
    symlinkSync(join(base, 'outside'), join(base, 'root/detections/folder'));
    symlinkSync(join(base, 'nothing'), join(base, 'root/detections/dangling.yml'));
    symlinkSync(join(base, 'root/detections/endpoint/a.yml'), join(base, 'root/detections/z.yml'));
    const content = await loadContent({ rules: [join(base, 'root/detections')] });
    expect(names(content)).toEqual(['A', 'B']);
    expect(codes(content).sort()).toEqual(['content-outside-root', 'content-outside-root', 'content-unreadable']);
  });

  it('never reads lookup data outside the root', async () => {
    const secret = write('secret.csv', 'a\nsecret\n');
    symlinkSync(secret, join(base, 'root/lookups/link.csv'));
    write('root/lookups/up.yml', 'name: up\nfilename: ../../secret.csv\n');
    write('root/lookups/absolute.yml', `name: absolute\nfilename: ${secret}\n`);
    write('root/lookups/linked.yml', 'name: linked\nfilename: link.csv\n');
    write('root/lookups/gone.yml', 'name: gone\nfilename: gone.csv\n');
    const { catalog } = await loadContent({ rules: [join(base, 'root/detections')] });
    for (const name of ['up', 'absolute', 'linked']) {
      const result = await catalog.table(name)!;
      expect(result.table.rows, name).toEqual([]);
      expect(codes(result), name).toEqual(['content-outside-root']);
    }
    expect(codes(await catalog.table('gone')!)).toEqual(['lookup-data-missing']);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const pipe = join(base, 'root/lookups/pipe.csv');
    execFileSync('mkfifo', [pipe]);
    write('root/lookups/pipe.yml', 'name: pipe\nfilename: pipe.csv\n');
    const { catalog } = await loadContent({ rules: [join(base, 'root/detections')] });
    expect(codes(await catalog.table('pipe')!)).toEqual(['content-unreadable']);
    const fifo = join(base, 'rule.yml');
    execFileSync('mkfifo', [fifo]);
    expect(codes(await loadContent({ rules: [fifo], content: join(base, 'root') }))).toEqual(['content-unreadable']);
  });

  it('loads what the package ships, both versions side by side', async () => {
    const content = await loadContent({ rules: [join(rules, 'detections')], validate: true });
    expect(codes(content)).toEqual([]);
    expect(content.detections.map((each) => [each.name, each.version, each.risk.entities[0]?.score])).toEqual([
      ['WMI Temporary Event Subscription', 3, 25],
      ['WMI Temporary Event Subscription', 8, 50],
    ]);
    const [older, newer] = content.detections;
    expect(older!.search.text).toContain('(?<query>[^;|^$]+)');
    expect(newer!.search.text).toContain('(?<query>[^;\n| ^$]+)');
    expect(content.catalog.macros.find('wmi_temporary_event_subscription_filter', 0)?.definition.text).toBe('search *');
    expect(content.catalog.macro('wmi', 0)?.origin).toBe('repository');
    expect(content.catalog.deploymentFor(newer!)).toMatchObject({
      risk: true,
      notable: { title: '%name%' },
      schedule: { cron: '0 * * * *' },
    });
  });
});
