import { expect, test } from 'vitest';
import { compileSearch } from '../../../src/compile/compile.js';
import { logSources, renderLogSources } from '../../../src/explain/log-sources.js';
import { loadSourceDefinitions } from '../../../src/knowledge/load-source-definitions.js';
import { createSource } from '../../../src/source/source.js';

const { definitions } = loadSourceDefinitions([
  {
    name: 'sources/x.yml',
    data: {
      sources: [
        {
          id: 'zeek',
          title: 'Zeek',
          match: { sourcetype: ['bro:*', 'zeek_*'], source: ['*'] },
          datasets: ['Network_Traffic.All_Traffic'],
        },
        { id: 'proc', title: 'Processes', match: { sourcetype: ['win:proc'] }, datasets: ['Endpoint.Processes'] },
      ],
    },
  },
]);

const asked = (search: string) => logSources(compileSearch(createSource('<search>', search)).plan!, definitions);

test.each([
  ['sourcetype=bro:conn a=1', [{ asks: 'sourcetype=bro:conn', kinds: ['Zeek'] }]],
  [
    '(sourcetype=WIN:PROC OR sourcetype="other") NOT sourcetype=zeek_dns',
    [
      { asks: 'sourcetype=WIN:PROC', kinds: ['Processes'] },
      { asks: 'sourcetype=other', kinds: [] },
    ],
  ],
  ['sourcetype IN (win:*)', [{ asks: 'sourcetype=win:*', kinds: ['Processes'] }]],
  // A definition that takes any source is not one that asks for this source.
  ['source=x', [{ asks: 'source=x', kinds: [] }]],
  ['index=a', []],
  ['| tstats count from datamodel=Endpoint.Processes', [{ asks: 'data set Endpoint.Processes', kinds: ['Processes'] }]],
  ['| tstats count from datamodel=Network_Traffic', [{ asks: 'data set Network_Traffic', kinds: ['Zeek'] }]],
])('%s', (search, expected) => {
  expect(asked(search)).toEqual(expected);
});

test('is shown with what is not known', () => {
  expect(renderLogSources(asked('sourcetype=bro:dns OR sourcetype=none'))).toEqual([
    'Logs that can feed it:',
    '  sourcetype=bro:dns:',
    '    Zeek',
    '  sourcetype=none: no kind of log that escudo knows',
  ]);
  expect(renderLogSources([])).toEqual([]);
});
