import { describe, expect, test } from 'vitest';
import { assembleContent } from '../../../src/content/content.js';
import { lintContent } from '../../../src/lint/lint.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource } from '../../../src/source/source.js';
import { exampleContent, exampleFiles } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

/** The findings about a second drill-down of this search, as code and the text that is marked. */
function found(search: string, first = '%original_detection_search% | search dest = "$dest$"'): [string, string][] {
  const drilldown = (text: string) =>
    `  - name: View $dest$\n    search: ${JSON.stringify(text)}\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n`;
  const content = exampleContent({
    yaml: `drilldown_searches:\n${drilldown(first)}${drilldown(search)}`,
    files: { 'macros/known_thing.yml': 'name: known_thing\ndefinition: x=1' },
  });
  return lintContent(content, { schemas: exampleSchemas }).findings.map(({ code, primary }) => {
    const { source, span } = rootPlace(primary!.source, primary!.span);
    return [code, source.text.slice(span.start, span.end)];
  });
}

describe('searches of drill-downs', () => {
  test.each([
    '| from datamodel Endpoint.Processes | search dest IN ("$dest$", "$user$") starthoursago=168 | stats count by dest',
    '%original_detection_search% | search dest = "$dest$" | table dest, user',
    'index=a dest=$dest$',
    'index=a dest=$dest|s$ user="$user|u$"',
    '| apply model',
    'index=a earliest=$info_min_time$ latest=$info_max_time$ dest="$dest$"',
    'index=a | stats count by user | search count=$dest$ | head $dest$',
    'index=a | where lower(host)="$dest$" OR cidrmatch("$dest$", src) OR isnotnull("$user$")',
  ])('have nothing wrong: %s', (search) => expect(found(search)).toEqual([]));

  test.each([
    ['| from datamodel Endpoint.Processes | serch dest="$dest$"', [['unknown-command', 'serch']]],
    ['%original_detection_search% | serch dest="$dest$"', [['unknown-command', 'serch']]],
    ['| from datamodel Endpoint.Process', [['unknown-data-model', 'Process']]],
    ['index=a dest="$dest$" | `no_such_macro`', [['macro-unknown', '`no_such_macro`']]],
    ['index=a user="`known_thing`"', [['macro-in-quotes', '`known_thing`']]],
    ['%original_detection_search% | search dest="$dest$" and user="$user$"', [['lowercase-operator', 'and']]],
    ['index=a dest="$dest$" | stats count by dest | where cuont > 1', [['condition-never-true', 'cuont > 1']]],
    ['%original_detection_search% | search dets = "$dest$"', [['condition-never-true', 'dets = \\"$dest$\\"']]],
    ['%original_detection_search% | stats count by uesr', [['field-not-available', 'uesr']]],
    ['  %original_detection_search% | where usr="x" | fields *', [['condition-never-true', 'usr=\\"x\\"']]],
    ['| inputlookup known_thing.csv | search dets="$dest$"', [['unknown-lookup', 'known_thing.csv']]],
  ])('are checked as the detection is: %s', (search, expected) => expect(found(search)).toEqual(expected));

  test('are looked at again where the detection gives other fields', () => {
    const content = (by: string) => exampleFiles({ search: `index=a sourcetype=b | stats count by ${by}` });
    const files = [...content('dest, user'), ...content('dest')].map(([path, text], index) => ({
      path: path.replace('example_detection', `example_${index}`),
      source: createSource(
        `${index}`,
        text.replace('%original_detection_search%', '%original_detection_search% | search user=*'),
      ),
      origin: 'repository' as const,
    }));
    const found = lintContent(assembleContent(files)).findings.filter(({ code }) => code === 'condition-never-true');
    expect(found.map(({ primary }) => rootPlace(primary!.source, primary!.span).source.name)).toEqual(['1']);
  });

  test('are told of in each detection that has them', () => {
    const broken = '| from datamodel Endpoint.Processes | serch dest="$dest$"';
    expect(found(broken, broken.replace('$dest$', '$user$')).map(([code]) => code)).toEqual([
      'drilldowns',
      'unknown-command',
      'unknown-command',
    ]);
  });
});
