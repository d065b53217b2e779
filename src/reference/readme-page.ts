import { page } from './markdown.js';

/** What lies in the folder. */
export function readmePage(): string {
  return page(
    '# The grammar',
    'The language escudo reads, in a form for people and editors. `lexical.md` is written by hand and checked by a test; everything else is generated from the code by `npm run grammar`, and a test fails when the two differ.',
    [
      '- [lexical.md](lexical.md): how text is cut into tokens: modes, quotes, wildcards, macro calls, comments.',
      '- [spl.ebnf](spl.ebnf): the productions of the parser.',
      '- [railroad.html](railroad.html): the same as diagrams; opens offline.',
      '- [commands/](commands/): one page per command: syntax, options, examples with results.',
      '- [functions.md](functions.md): eval functions and aggregations.',
      '- [diagnostics.md](diagnostics.md): what escudo reports, and what to do about it.',
      '- [checks.md](checks.md): what `escudo check` checks, and which rule answers each check of contentctl.',
      '- [support.md](support.md): what parses, what runs, what is refused.',
      '- [spl.tmLanguage.json](spl.tmLanguage.json): a TextMate grammar for editors.',
    ].join('\n'),
  );
}
