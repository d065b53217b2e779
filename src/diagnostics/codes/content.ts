import { defineCodes } from '../define-codes.js';

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Diagnostics of loading content: shape, place and data of rules, macros, lookups. */
export const contentCodes = defineCodes({
  'content-schema': {
    severity: 'error',
    message: (p: { path: string; problem: string }) =>
      `${p.path === '' ? sentence(p.problem) : `\`${p.path}\` ${p.problem}`}.`,
    explanation:
      'A content file does not have the shape of its kind (detection, macro, lookup ...): a key is missing, unknown or ' +
      'holds the wrong type. Tools that read the file later fail or silently ignore the part. Correct the key that is marked.',
  },
  'content-former-form': {
    severity: 'warning',
    message: (_: object) => 'This file has the form that ESCU had until 2019; of it the search and the risk are read.',
    explanation:
      'In that form (`spec_version: 2`) the search stands under `detect.splunk.correlation_rule`, and authors, dates and mappings ' +
      'have other keys. It is read so that the search can be run and checked; its other keys are not held against a schema. ' +
      'Move the search to a `search` at the top, and write `author`, `date`, `type`, `tags` and `rba` as newer detections do.',
  },
  'content-empty': {
    severity: 'error',
    message: (_: object) => 'The file is empty.',
    explanation: 'The file holds no YAML value, so there is nothing to load. Fill it in or delete it.',
  },
  'content-not-a-mapping': {
    severity: 'error',
    message: (p: { found: string }) => `Expected keys and values, found ${p.found}.`,
    explanation:
      'A content file is a YAML mapping (`name: ...`). A list or a single value cannot be a detection, macro or lookup.',
  },
  'content-not-text': {
    severity: 'error',
    message: (_: object) => 'The file is binary, not text.',
    explanation:
      'The file holds NUL characters, so it is not YAML or CSV. It was not read. Check that the right file is there.',
  },
  'content-too-large': {
    severity: 'error',
    message: (p: { what: string; limit: string }) => `${sentence(p.what)} is larger than ${p.limit}.`,
    explanation:
      'Content comes from strangers, so its size, its nesting and what its aliases expand to are bounded. The file was not loaded.',
  },
  'content-unreadable': {
    severity: 'error',
    message: (p: { path: string; reason: string }) => `Cannot read ${p.path}: ${p.reason}.`,
    explanation: 'The operating system refused access to the file or folder. Check the path and the permissions.',
  },
  'content-outside-root': {
    severity: 'error',
    message: (p: { path: string }) => `${p.path} leads out of the content folder.`,
    explanation:
      'Content may only name files below its own folder: no absolute path, no `..`, no symbolic link that leaves it. ' +
      'Otherwise a shared rule could read any file of the machine that runs it. Move the file into the content folder.',
  },
  'content-unknown-kind': {
    severity: 'info',
    message: (_: object) => 'Cannot tell what kind of content this is; the file is left out.',
    explanation:
      'The file lies in none of the known folders and its keys are not those of a detection, macro, lookup, deployment, ' +
      'baseline or data source. Put it into the folder of its kind.',
  },
  'content-duplicate': {
    severity: 'warning',
    message: (p: { kind: string; name: string }) =>
      `The ${p.kind} \`${p.name}\` is defined twice; the first one is used.`,
    explanation:
      'Two files of one layer define the same name. Which one a search gets should not be left to file order: remove one.',
  },
  'content-placeholder': {
    severity: 'error',
    message: (_: object) => 'The placeholder `__UPDATE__` was left in the file.',
    explanation: 'Templates mark what the author has to fill in with `__UPDATE__`. Replace it with the real text.',
  },
  'content-root-not-found': {
    severity: 'info',
    message: (p: { path: string }) => `No content folder found above ${p.path}.`,
    explanation:
      'Macros and lookups are read from the content folder: the one with `contentctl.yml`, or with `detections/`, `macros/`, ' +
      '`lookups/`. None was found above the rules, so only built-in macros are known. Name it with `--content`.',
  },
  'content-path-not-found': {
    severity: 'error',
    message: (p: { path: string }) => `${p.path} does not exist.`,
    explanation: 'The path given for rules or content does not exist. Check the spelling and the working folder.',
  },
  'content-nothing-found': {
    severity: 'warning',
    message: (p: { path: string }) => `No YAML file found in ${p.path}.`,
    explanation: 'A folder given as rules holds no file that ends in .yml or .yaml, so nothing was loaded from it.',
  },
  'conf-line': {
    severity: 'error',
    message: (p: { problem: string }) => `${sentence(p.problem)}.`,
    explanation:
      'A .conf file consists of `[stanza]` headers, `key = value` lines and `#` comments; a backslash at the end of a line ' +
      'continues it. This line is none of these and was left out.',
  },
  'macro-flag': {
    severity: 'error',
    message: (p: { problem: string }) => `--macro: ${p.problem}.`,
    explanation:
      'A macro on the command line is written `name=definition`, or `name(a,b)=definition` with `$a$` in the definition.',
  },
  'lookup-data-missing': {
    severity: 'warning',
    message: (p: { lookup: string; path: string }) =>
      `The lookup \`${p.lookup}\` has no data: ${p.path} does not exist; it is empty.`,
    explanation:
      'The definition names a file that is not in the content folder. The lookup is treated as an empty table, which can hide ' +
      'or raise findings. Put the file there, or leave it if the table is filled at run time.',
  },
  'lookup-data-invalid': {
    severity: 'error',
    message: (p: { problem: string }) => `${sentence(p.problem)}.`,
    explanation:
      'The data of a lookup is not a CSV table with a header, or not JSON rows. The rows that could not be read are missing from the lookup.',
  },
  'lookup-row-length': {
    severity: 'warning',
    message: (p: { line: number; cells: number; columns: number }) =>
      `Line ${p.line} has ${p.cells} ${p.cells === 1 ? 'cell' : 'cells'}, the header has ${p.columns}.`,
    explanation:
      'A CSV row has more or fewer cells than the header. Missing cells are empty, cells beyond the header are dropped.',
  },
  'lookup-open-quote': {
    severity: 'warning',
    message: (p: { line: number }) => `The quote that is opened in line ${p.line} is never closed.`,
    explanation:
      'A cell of a CSV begins with a quote that no later one closes, so the rest of the file is one cell. Close it; a quote that ' +
      'is part of the text is written twice, in a cell that is in quotes.',
  },
});
