import { filterMacroNames } from '../../content/catalog-macro.js';
import { defineRule, wholeOf } from '../define.js';
import { keyPlace } from '../place.js';

/** A detection without the macro through which users tune it. */
export const filterMacroRule = defineRule({
  id: 'filter-macro',
  severity: 'warning',
  category: 'references',
  what: 'The search does not call the filter macro of the detection, `<file_name>_filter`, or calls it with four backticks.',
  why: 'Users exclude their own harmless cases in this macro; without the call their exclusions do nothing.',
  fix: 'End the search with a pipe and the filter macro between backticks.',
  contentctl: ['the text contains the exact `<file_name>_filter` macro', 'four backticks rejected'],
  good: [{}],
  bad: [
    { yaml: 'search: index=a | stats count by dest' },
    { yaml: 'search: index=a | stats count by dest | `another_detection_filter`' },
  ],
  detection(detection, cx) {
    const names = filterMacroNames({ ...detection, fileName: detection.fileName.replace(/\.v\d+$/, '') });
    const { text } = detection.search;
    const four = text.indexOf('````');
    if (four !== -1)
      cx.report('Four backticks make no macro call.', {
        at: { source: detection.search, span: { start: four, end: four + 4 } },
        severity: 'error',
      });
    if (names.some((name) => text.includes(`\`${name}\``))) return;
    const other = /`(\w+_filter)`/.exec(text);
    const expected = names[0]!;
    if (other !== null) {
      const span = { start: other.index, end: other.index + other[0].length };
      cx.report(`The filter macro of this detection is \`${expected}\`, and the search calls \`${other[1]}\`.`, {
        at: { source: detection.search, span },
        help: ['The macro is named after the file.'],
      });
    } else {
      cx.report(`The search does not call its filter macro \`${expected}\`.`, {
        at:
          text === ''
            ? keyPlace(detection, 'search')
            : {
                source: detection.search,
                span: {
                  start: Math.max(0, wholeOf(detection.search).span.end - 1),
                  end: wholeOf(detection.search).span.end,
                },
              },
      });
    }
  },
});
