import { options, words } from '../syntax/forms.js';
import { parseXPath } from '../values/xml/xpath-parse.js';
import { defineCommand } from './define.js';
import { field, text } from './options.js';

/** `xpath`: a value out of XML by an XPath (spl-commands 7.4). */
export const xpath = defineCommand({
  name: 'xpath',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('XPath in quotes', { min: 1, max: 1 })],
  options: {
    outfield: field('xpath', 'The field for what is found.'),
    field: field('_raw', 'The field that holds XML.'),
    default: text(undefined, 'The value where nothing is found; without it nothing is set.'),
  },
  lower(args, input, cx) {
    const path = args.words[0];
    if (path === undefined) return input;
    const parsed = parseXPath(path.text);
    if ('message' in parsed) {
      cx.report('wrong-arguments', { name: 'xpath', reason: `cannot read this path: ${parsed.message}` }, path.span);
    }
    const { options: given, span } = args;
    return {
      kind: 'extract',
      input,
      method: { name: 'xpath', field: given.field, path: path.text, output: given.outfield, fallback: given.default },
      span,
    };
  },
  doc: {
    summary: 'Sets a field to the texts or attribute values that an XPath finds in XML.',
    notes: ['Several hits are a multivalue.'],
    examples: [
      {
        title: 'With a condition',
        spl: 'xpath outfield=id "//item[@kind=\\"a\\"]/id" | fields id',
        input: [{ _raw: '<r><item kind="a"><id>1</id></item><item kind="b"><id>2</id></item></r>' }],
        output: [{ id: '1', _raw: '<r><item kind="a"><id>1</id></item><item kind="b"><id>2</id></item></r>' }],
      },
    ],
  },
});
