import { isWebAddress } from '../../content/detection.js';
import { defineRule } from '../define.js';

/** A file as the code host shows it to people. */
const pageOfFile = /^https?:\/\/(?:www\.)?github\.com\/([^/]+\/[^/]+)\/(?:blob|tree)\//i;

/** Test data that is neither an address nor a file. */
export const testData = defineRule({
  id: 'test-data',
  severity: 'error',
  category: 'tests',
  what: 'The data of a test is neither a web address nor a file of the repository, is a folder or a page about the file, or names no sourcetype.',
  why: 'The test cannot run.',
  fix: 'Correct the address or path; say which sourcetype the events have.',
  contentctl: ['attack_data is a URL or existing file'],
  good: [{}],
  bad: [
    { yaml: 'tests:\n  - name: One\n    attack_data:\n      - {data: data/missing.log, source: s, sourcetype: b}' },
    {
      yaml: "tests:\n  - name: One\n    attack_data:\n      - {data: 'https://example.org/a.log', source: s, sourcetype: ''}",
    },
    {
      yaml: "tests:\n  - name: One\n    attack_data:\n      - {data: 'https://github.com/a/b/blob/master/c.log', source: s, sourcetype: b}",
    },
    {
      yaml: "tests:\n  - name: One\n    attack_data:\n      - {data: 'https://example.org/data/', source: s, sourcetype: b}",
    },
  ],
  detection(detection, cx) {
    for (const { data, sourcetype, at, key } of detection.tests.flatMap((test) => test.attackData)) {
      if (!isWebAddress(data)) {
        if (data === '') cx.report('This test names no data.', { at, about: `${key}.data` });
        else if (cx.listing?.has(data) !== true)
          cx.report(`\`${data}\` is neither a web address nor a file of the repository.`, {
            at,
            severity: cx.listing === undefined ? 'info' : 'error',
          });
      } else if (/\s/.test(data)) cx.report(`The address \`${data}\` holds a blank.`, { at });
      else if (data.endsWith('/')) cx.report(`The address \`${data}\` is that of a folder, not of a file.`, { at });
      else if (pageOfFile.test(data))
        cx.report('This is the address of a page about the file, not of the file.', {
          at,
          severity: 'warning',
          help: [
            `Write ${data.replace(pageOfFile, 'https://media.githubusercontent.com/media/$1/')}, which also gives large files.`,
          ],
        });
      if (sourcetype === '') cx.report('The data of this test has no sourcetype.', { at, about: `${key}.sourcetype` });
    }
  },
});
