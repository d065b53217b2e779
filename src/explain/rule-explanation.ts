import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { renderJson } from '../diagnostics/render-json.js';
import { visible } from '../diagnostics/visible-text.js';
import type { SearchExplanation } from './explain-search.js';
import type { Explanation } from './explanation.js';
import { type LogSources, renderLogSources } from './log-sources.js';
import { renderExplanation } from './render-explanation.js';
import { renderSearch } from './render-search.js';

/** All that is told of one detection. */
export interface RuleExplanation {
  readonly name: string;
  readonly file: string;
  readonly search: SearchExplanation;
  readonly sources: readonly LogSources[];
  /** What compiling it and asking whether it runs here said; with an error it is refused. */
  readonly found: readonly Diagnostic[];
  /** What became of events, where there were any. */
  readonly rows?: Explanation;
}

/** Text lines for a person. */
export function renderRule({ name, file, search, sources, found, rows }: RuleExplanation): string[] {
  const lines = [`${visible(name)} (${visible(file)})`, '', ...renderSearch(search)];
  const logs = renderLogSources(sources);
  if (logs.length > 0) lines.push('', ...logs);
  if (hasErrors(found)) {
    lines.push('', 'It is refused here:');
    for (const each of found) if (each.severity === 'error') lines.push(`  ${visible(each.message)}`);
  } else if (rows !== undefined) {
    lines.push('', 'Rows:', ...renderExplanation(rows).map((line) => (line === '' ? '' : `  ${line}`)));
  }
  return lines;
}

/**
 * The same as plain data for JSON: `name`, `file`, `commands`, `macros`, `plan`, `needs`, `gives`, `logSources`, `refused` (the
 * reasons, empty for a search that runs), `notes`, and with events `rows`: `steps`, and where nothing came out `end`.
 */
export function ruleJson({ name, file, search, sources, found, rows }: RuleExplanation): object {
  const isError = (each: Diagnostic): boolean => each.severity === 'error';
  return {
    name,
    file,
    ...search,
    logSources: sources,
    refused: found.filter(isError).map(renderJson),
    notes: found.filter((each) => !isError(each)).map(renderJson),
    ...(rows === undefined ? {} : { rows }),
  };
}
