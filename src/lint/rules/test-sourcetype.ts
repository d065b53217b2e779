import { type DataSource, namedDataSources } from '../../content/data-source.js';
import { constraintsOf } from '../../plan/fields/constraint.js';
import { isSource } from '../../plan/plan.js';
import { isOneSlip } from '../../support/suggest.js';
import { compileWildcard } from '../../values/wildcard.js';
import { defineRule } from '../define.js';
import { renderedAlike } from '../events-of-source.js';
import { searchPlace } from '../place.js';

/** Test data whose sourcetype or source the search does not ask for. */
export const testSourcetype = defineRule({
  id: 'test-sourcetype',
  severity: 'warning',
  category: 'tests',
  what: 'The sourcetype or source of the data of a test is not one that the search asks for, or its sourcetype is that of no data source which the detection names.',
  why: 'The test replays events that the search never sees: it can only fail, or pass for another reason.',
  fix: 'Correct the sourcetype of the data, or the macro that the search begins with.',
  good: [
    { search: 'index=a sourcetype=b | stats count by dest' },
    {
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b' },
    },
  ],
  bad: [
    { search: 'index=a sourcetype=c | stats count by dest' },
    {
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: other' },
    },
    {
      search: 'index=a | stats count by dest, user',
      yaml: 'tests:\n  - name: True Positive Test\n    attack_data:\n      - data: https://example.org/data.log\n        source: Some:Lgo\n        sourcetype: b',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: Some:Log\nsourcetype: b' },
    },
  ],
  detection(detection, cx) {
    for (const { attackData } of detection.tests) {
      for (const data of attackData) {
        for (const key of ['source', 'sourcetype'] as const) {
          const meant = misspeltSource(data[key], key, cx.content.dataSources);
          if (meant === undefined) continue;
          cx.report(`No data source has the ${key} "${data[key]}".`, {
            at: data.at,
            about: `${data.key}.${key}`,
            help: [`Did you mean "${meant}"?`],
          });
        }
      }
    }
    // A correlation reads what other detections have written.
    if (detection.type === 'Correlation') return;
    const known = namedDataSources(detection).map(({ name }) => cx.content.catalog.dataSource(name)?.sourcetype ?? '');
    if (known.length === 0 || known.includes('')) return;
    const expected = new Set(known.map(renderedAlike));
    for (const { attackData } of detection.tests) {
      const data = attackData.filter(({ sourcetype }) => sourcetype !== '');
      if (data.length === 0 || data.some(({ sourcetype }) => expected.has(renderedAlike(sourcetype)))) continue;
      const list = [...new Set(known)].map((each) => `"${each}"`).join(' or ');
      cx.report(
        `The data sources of the detection have sourcetype ${list}, and the data of this test has "${data[0]!.sourcetype}".`,
        {
          at: data[0]!.at,
          severity: 'info',
          help: ['Name the data source that the test replays as well, or correct the sourcetype of the data.'],
        },
      );
    }
  },
  detectionSearch(search, cx) {
    const { detection, flow } = search;
    if (flow === undefined) return;
    const scans = [...flow.nodes.values()].filter(({ node }) => isSource(node));
    // With several sources the data of one test may be for any of them.
    if (scans.length !== 1 || scans[0]!.node.kind !== 'scan') return;
    const first = [...flow.nodes.values()].find(({ node }) => node.kind === 'filter' && node.input === scans[0]!.node);
    if (first?.node.kind !== 'filter') return;
    for (const { field, constraint } of constraintsOf(first.node.condition)) {
      if ((field !== 'sourcetype' && field !== 'source') || constraint.kind !== 'one-of') continue;
      const fits = constraint.texts.map((each) => compileWildcard(each.text, { caseSensitive: false }));
      for (const test of detection.tests) {
        const data = test.attackData.filter((each) => each[field] !== '');
        if (data.length === 0 || data.some((each) => fits.some((fit) => fit(each[field])))) continue;
        cx.report(
          `The search asks for ${field} ${constraint.texts.map((each) => `"${each.text}"`).join(' or ')}, and the data of this test has "${data[0]![field]}".`,
          {
            at: data[0]!.at,
            related: [searchPlace(search, constraint.span, 'what the search asks for')],
          },
        );
      }
    }
  },
});

/** The source or sourcetype of a data source that differs in a single letter; undefined for one that some data source has. */
function misspeltSource(
  text: string,
  key: 'source' | 'sourcetype',
  dataSources: readonly DataSource[],
): string | undefined {
  const wanted = text.toLowerCase();
  if (text.length < 5 || dataSources.some((each) => each[key].toLowerCase() === wanted)) return undefined;
  return dataSources.find((each) => isOneSlip(text, each[key]))?.[key];
}
