import { renderJson } from '../../diagnostics/render-json.js';
import { commandProperty, commandText } from '../../diagnostics/workflow-command.js';
import type { Reporter } from './context.js';
import { countsText } from './counts-text.js';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Annotations of one kind that a step may make; the others are dropped without a word. */
const mostShown = 10;

/** Workflow commands: GitHub shows each finding beside its line in a pull request. */
export const github: Reporter = (report, { pathOf }) => {
  const lines = report.findings.map((found) => {
    const { place } = renderJson(found);
    const where =
      place === undefined
        ? []
        : [
            `file=${commandProperty(pathOf(place.file))}`,
            `line=${place.start.line}`,
            `endLine=${place.end.line}`,
            ...(place.start.line === place.end.line
              ? [`col=${place.start.column}`, `endColumn=${place.end.column}`]
              : []),
          ];
    return `::${commands[found.severity]} ${[...where, `title=${commandProperty(found.code)}`].join(',')}::${commandText([found.message, ...found.help].join('\n'))}`;
  });
  const isCut = Object.values(report.counts).some((count) => count > mostShown);
  const note = `GitHub shows ${mostShown} errors, ${mostShown} warnings and ${mostShown} notices of a step beside their lines; all of them are above.`;
  return `${[...lines, ...(isCut ? [note] : []), countsText(report)].join('\n')}\n`;
};
