import { commands } from '../commands/index.js';
import { language } from '../compile/compile.js';
import { codes } from '../diagnostics/codes.js';
import { aggregates } from '../functions/aggregate/index.js';
import { scalarFunctions } from '../functions/scalar/index.js';
import { checksTable } from '../lint/checks-table.js';
import { lintRules } from '../lint/index.js';
import { commandPage } from './command-page.js';
import { diagnosticsPage } from './diagnostics-page.js';
import { renderEbnf } from './ebnf.js';
import { functionsPage } from './functions-page.js';
import { argumentsRule, productionGroups } from './productions.js';
import { type DiagramAssets, renderRailroad } from './railroad.js';
import { readmePage } from './readme-page.js';
import { supportPage } from './support-page.js';
import { textMateGrammar } from './textmate.js';

/** The generated files of `grammar/` by path inside it, made from the registries and the assembled parser. */
export function referenceFiles(assets: DiagramAssets): Map<string, string> {
  const groups = productionGroups(language);
  const rules = new Map(groups.flatMap((group) => group.rules.map((rule) => [rule.name, rule] as const)));
  const files = new Map([
    ['README.md', readmePage()],
    ['spl.ebnf', renderEbnf(groups)],
    ['railroad.html', renderRailroad(groups, assets)],
    ['functions.md', functionsPage(scalarFunctions, aggregates.all)],
    ['diagnostics.md', diagnosticsPage(codes)],
    ['checks.md', checksTable(lintRules)],
    ['support.md', supportPage(commands, scalarFunctions, aggregates.all)],
    ['spl.tmLanguage.json', textMateGrammar(commands, scalarFunctions, aggregates.all)],
  ]);
  for (const command of commands) {
    files.set(`commands/${command.name}.md`, commandPage(command, rules.get(argumentsRule(command.name))!));
  }
  return files;
}
