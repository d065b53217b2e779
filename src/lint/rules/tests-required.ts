import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** A production detection that nothing tests. */
export const testsRequired = defineRule({
  id: 'tests-required',
  severity: 'warning',
  category: 'tests',
  what: 'A production detection has no test, and does not say with `manual_test` why; or a test has no data, an empty name or the name of another.',
  why: 'Nobody knows whether the detection still fires.',
  fix: 'Add a test with the log of an attack, or `manual_test` with the reason why it cannot be replayed.',
  contentctl: [
    '≥1 test for production unless Correlation or `manual_test`',
    'tests are unit tests',
    'tests with `expected_results`',
  ],
  good: [{}, { yaml: 'status: experimental\ntests: REMOVED' }],
  bad: [{ yaml: 'tests: REMOVED' }, { yaml: 'tests:\n  - name: One\n    attack_data: []' }],
  detection(detection, cx) {
    const { tests } = detection;
    if (
      tests.length === 0 &&
      detection.status === 'production' &&
      !/^correlation$/i.test(detection.type) &&
      detection.manualTest === undefined
    ) {
      cx.report('The detection is in production and has no test.', {
        at: keyPlace(detection, 'status'),
        about: 'tests',
      });
    }
    const names = new Set<string>();
    for (const test of tests) {
      if (test.kind === 'unit' && test.attackData.length === 0 && test.inlineEvents === undefined)
        cx.report('This test replays no data.', { at: test.at, about: `${test.key}.attack_data` });
      if (test.kind === 'experimental' && (test.description ?? '').trim() === '')
        cx.report('An experimental test needs a description.', { at: test.at, about: `${test.key}.description` });
      if (names.has(test.name)) cx.report(`Two tests are named \`${test.name}\`.`, { at: test.at });
      names.add(test.name);
    }
  },
});
