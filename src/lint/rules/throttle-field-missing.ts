import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';
import { keyPlace } from '../place.js';

/** A throttling field that the search does not give, or that is no name. */
export const throttleFieldMissing = defineRule({
  id: 'throttle-field-missing',
  severity: 'error',
  category: 'fields',
  what: 'A throttling field never leaves the search, or holds a blank.',
  why: 'Results are held back by the values of these fields; without the field all results count as the same one and are held back together.',
  fix: 'Throttle by fields of the result, one name per list item.',
  contentctl: ['throttling fields occur in the search', 'throttling fields hold no blanks'],
  good: [{ yaml: 'throttling:\n  fields: [dest]\n  period: 3600s' }],
  bad: [
    { search: 'index=a sourcetype=b | stats count by dest', yaml: 'throttling:\n  fields: [user]\n  period: 3600s' },
    { yaml: "throttling:\n  fields: ['dest, user']\n  period: 3600s" },
  ],
  detectionSearch(search, cx) {
    const { detection } = search;
    const { throttling } = detection;
    if (throttling === undefined) return;
    const at = keyPlace(
      detection,
      ...(detection.document.entries.has('throttling') ? ['throttling', 'fields'] : ['tags', 'throttling', 'fields']),
    );
    for (const field of throttling.fields) {
      if (/\s/.test(field))
        cx.report(`The throttling field \`${field}\` holds a blank.`, {
          at,
          help: ['Write each field as an item of its own.'],
        });
      else if (!leavesSearch(search, field))
        cx.report(`The throttling field \`${field}\` never leaves the search.`, { at, ...whyMissing(search, field) });
    }
  },
});
