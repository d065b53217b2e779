import { defineCodes } from '../define-codes.js';

export const knowledgeCodes = defineCodes({
  'knowledge-shape': {
    severity: 'error',
    message: ({ path, expected }: { path: string; expected: string }) => `${path} should be ${expected}.`,
    explanation:
      'A source definition or data model has a value of the wrong kind. The value is left out, so events may lack fields, tags or data sets. Correct the value; rules/sources/README.md and rules/datamodels/README.md describe each key.',
  },
  'knowledge-unknown-key': {
    severity: 'warning',
    message: ({ path, key }: { path: string; key: string }) => `${path} has the unknown key "${key}".`,
    explanation:
      'A key of a source definition or data model is not one escudo reads, so it has no effect. Correct its spelling or remove it.',
  },
  'knowledge-duplicate': {
    severity: 'info',
    message: ({ kind, id }: { kind: string; id: string }) => `${kind} "${id}" replaces an earlier one of that name.`,
    explanation:
      'Two loaded files define the same source or data model. The later one replaces the earlier one as a whole, which is how a user overrides what escudo ships. Rename one of them if this is not meant.',
  },
  'knowledge-unknown-parent': {
    severity: 'error',
    message: ({ kind, id, parent }: { kind: string; id: string; parent: string }) =>
      `${kind} "${id}" builds on "${parent}", which does not exist.`,
    explanation:
      'A source definition extends, or a data set names as its parent, something that is not loaded. It is used without that parent, so inherited conditions and fields are missing. Load the file that defines the parent or correct the name.',
  },
  'knowledge-cycle': {
    severity: 'error',
    message: ({ kind, id }: { kind: string; id: string }) => `${kind} "${id}" builds on itself.`,
    explanation: 'Following the parents leads back to the start. The definition is left out. Remove one of the links.',
  },
  'knowledge-expression': {
    severity: 'error',
    message: ({ path, detail }: { path: string; detail: string }) => `${path} cannot be used: ${detail}`,
    explanation:
      'An expression, search condition or pattern of a source definition or data model does not compile. The part that holds it is left out. Correct it; it is ordinary SPL (eval syntax for evals and calculations, search syntax for conditions and filters, PCRE for patterns).',
  },
  'add-on-setting': {
    severity: 'warning',
    message: ({ setting, problem }: { setting: string; problem: string }) => `${setting} is not used: ${problem}.`,
    explanation:
      'A setting of an add-on (props.conf, transforms.conf, eventtypes.conf, tags.conf) that escudo cannot apply at search time, so events may lack fields, event types or tags that Splunk would give them. Express it as a source definition (rules/sources/README.md), or leave it if no search needs it.',
  },
});
