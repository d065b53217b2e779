import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseYamlFile } from '../../../src/content/yaml-file.js';
import { nodeAt } from '../../../src/content/yaml-locate.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { expandMacros } from '../../../src/macros/expand-macros.js';
import type { MacroDefinition } from '../../../src/macros/macro-definition.js';
import { MacroRegistry } from '../../../src/macros/macro-registry.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource, type Source } from '../../../src/source/source.js';
import { span } from '../../../src/source/span.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { corpusPresent, publishedFiles, whole } from '../../corpus/published.js';

function load(paths: readonly string[], key: string): { name: string; text: Source; args: string[] }[] {
  const found: { name: string; text: Source; args: string[] }[] = [];
  for (const path of paths) {
    const file = parseYamlFile(createSource(path, readFileSync(path, 'utf8')));
    const node = nodeAt(file.document, [key]);
    const args = file.document.toJS().arguments ?? [];
    if (node !== undefined) found.push({ name: basename(path, '.yml'), text: scalarSource(file.source, node), args });
  }
  return found;
}

describe.skipIf(!corpusPresent)('the published content', () => {
  test('expands, and every character has its place in a file', () => {
    const detections = load(publishedFiles('detections', 40), 'search');
    const define = (name: string, text: string, args: string[] = []): MacroDefinition => {
      return { name, args, definition: createSource(`<${name}>`, text) };
    };
    const registry = new MacroRegistry(
      [define('drop_dm_object_name', 'rename "$object$.*" as *', ['object'])],
      detections.map((each) => define(`${each.name}_filter`, 'search *')),
      load(publishedFiles('macros', Number.POSITIVE_INFINITY), 'definition').map(({ name, text, args }) => ({
        name,
        args,
        definition: text,
      })),
    );
    const problems = new Map<string, number>();
    const astray: string[] = [];
    let calls = 0;
    for (const detection of detections) {
      const result = expandMacros(detection.text, registry, { limits: defaultLimits });
      calls += result.calls.length;
      for (const each of result.diagnostics) problems.set(each.message, (problems.get(each.message) ?? 0) + 1);
      const { text } = result.source;
      for (let i = 0; i < text.length; i += 7) {
        const place = rootPlace(result.source, span(i, i + 1));
        const there = place.source.text.slice(place.span.start, place.span.end);
        if (there.length === 1 && !/\s/.test(text[i]!) && there !== text[i]) astray.push(`${detection.name} ${i}`);
      }
    }
    expect(calls).toBeGreaterThan(whole ? 5000 : 100);
    expect(astray).toEqual([]);
    // Macros that the files do not define are the only problem, and few.
    expect([...problems.keys()].filter((message) => !message.startsWith('There is no macro'))).toEqual([]);
    expect(problems.size).toBeLessThan(5);
  });
});
