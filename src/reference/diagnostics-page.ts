import type { CodeSpec } from '../diagnostics/define-codes.js';
import { page } from './markdown.js';

/** Every diagnostic code with its severity and explanation, in alphabetical order. */
export function diagnosticsPage(codes: Readonly<Record<string, CodeSpec<never>>>): string {
  const names = Object.keys(codes).sort();
  return page(
    '# Diagnostics',
    `${names.length} codes. An error refuses the search or file; a warning lets it run; an info is a note on what was done.`,
    ...names.map((name) => `## ${name}\n\n*${codes[name]!.severity}*\n\n${codes[name]!.explanation}`),
  );
}
