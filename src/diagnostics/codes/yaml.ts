import { defineCodes } from '../define-codes.js';

/** Diagnostics of reading YAML files (escu-formats 4). */
export const yamlCodes = defineCodes({
  'yaml-syntax': {
    severity: 'error',
    message: (p: { problem: string }) => `The YAML cannot be read: ${p.problem}`,
    explanation:
      'The file breaks a rule of YAML, or holds more nesting or aliases than a content file can need, so nothing in ' +
      'it is trusted. Mend the place that is marked; one mistake often causes several messages, so begin with the first.',
  },
  'yaml-lenient': {
    severity: 'warning',
    message: (p: { problem: string }) => `The YAML is read although it is not valid: ${p.problem}`,
    explanation:
      "PyYAML, which the content's own tools use, accepts files that YAML 1.2 and other readers reject. The meaning is " +
      'clear, so the file is loaded, but other tools will refuse it. Mend the place that is marked.',
  },
  'yaml-duplicate-key': {
    severity: 'error',
    message: (p: { key: string }) => `The key \`${p.key}\` occurs twice in one mapping.`,
    explanation:
      'A mapping holds each key once. Readers differ in which value they keep (PyYAML and escudo: the last), so what ' +
      'the file says depends on the reader. Remove one of the two.',
  },
});
