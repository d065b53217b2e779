import { expect, test } from 'vitest';
import { lintContent } from '../../../src/lint/lint.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { exampleContent } from './example-content.js';

test.each([
  ['eval \'<<FIELD>>\'=replace(\'<<FIELD>>\', "^(a+)+$", "")', '"^(a+)+$"'],
  ['eval x=match(\'<<FIELD>>\', "^(a+)+$") | head <<MATCHSTR>>', '"^(a+)+$"'],
])('a regular expression in a template is marked once, where it is written: %s', (template, marked) => {
  const content = exampleContent({
    search: `index=a sourcetype=b | foreach x_*\n  [${template}]\n| stats count by dest, user`,
  });
  const found = lintContent(content).findings.filter(({ code }) => code === 'slow-regex');
  expect(found).toHaveLength(1);
  const { source, span } = rootPlace(found[0]!.primary!.source, found[0]!.primary!.span);
  expect(source.text.slice(span.start, span.end)).toBe(marked);
});
