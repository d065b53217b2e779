import { expandMacros } from '../../macros/expand-macros.js';
import { defaultLimits } from '../../values/limits.js';
import { defineRule, wholeOf } from '../define.js';
import { brokenFragment } from '../macro-fragment.js';

/** A macro that calls what does not exist, or never uses an argument. */
export const macroText = defineRule({
  id: 'macro-text',
  severity: 'error',
  category: 'references',
  what: 'A macro calls a macro that does not exist, calls itself, has an argument that its text never uses, or a text that can be a part of no search.',
  why: 'Every search that calls it is refused; an unused argument was meant to do something.',
  fix: 'Correct the name of the call, the names of the arguments, or the text.',
  contentctl: ['macro definition not empty', 'nested macros (not validated by either)'],
  good: [
    { files: { 'macros/m.yml': 'name: m\narguments: [f]\ndefinition: search $f$=1' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: user, dest, src' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: "values(a) as a, count by b"' } },
    { files: { 'macros/m.yml': "name: m\ndefinition: if(isnull(a), 'b', c)" } },
    { files: { 'macros/m.yml': 'name: m\narguments: [op]\ndefinition: x $op$ (' } },
  ],
  bad: [
    { files: { 'macros/m.yml': 'name: m\ndefinition: x=1 `missing_thing`' } },
    { files: { 'macros/m.yml': 'name: m\narguments: [field]\ndefinition: search feld=1' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: "`m`"' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: (source=a OR source=b' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: eval a=lowr(b) | where a=1' } },
    { files: { 'macros/m.yml': 'name: m\ndefinition: source=a | serch b=1' } },
  ],
  macro(macro, cx) {
    const { diagnostics } = expandMacros(macro.definition, cx.content.catalog.macros, { limits: defaultLimits });
    for (const found of diagnostics) {
      if (found.severity !== 'error' || found.code === 'macro-eval-unavailable' || found.primary === undefined)
        continue;
      // A call whose name is an argument is known only where the macro is called.
      if (macro.args.some((arg) => found.message.includes(`$${arg}$`))) continue;
      cx.report(`In the macro \`${macro.name}\`: ${found.message}`, { at: found.primary, help: found.help });
    }
    const broken = diagnostics.length === 0 ? brokenFragment(macro, cx.content.catalog.macros) : undefined;
    if (broken?.primary !== undefined)
      cx.report(`The text of the macro \`${macro.name}\` fits into no search: ${broken.message}`, {
        at: broken.primary,
        help: broken.help,
        severity: 'warning',
      });
    const tokens = [...macro.definition.text.matchAll(/\$([\w.]+)\$/g)].map((match) => match[1]!);
    const undeclared = tokens.filter((token) => !macro.args.includes(token));
    for (const arg of macro.args) {
      if (macro.definition.text.includes(`$${arg}$`)) continue;
      cx.report(`The macro \`${macro.name}\` never uses its argument \`${arg}\`.`, {
        at: wholeOf(macro.definition),
        severity: 'warning',
        help: undeclared.length === 0 ? [] : [`Its text has \`$${undeclared[0]}$\`, which is none of its arguments.`],
      });
    }
  },
});
