import { options, words } from '../syntax/forms.js';
import { parseSpathPath } from '../values/json/spath-path.js';
import { defineCommand } from './define.js';
import { field, text } from './options.js';

/** `spath`: fields out of JSON or XML text (spl-commands 7.3). */
export const spath = defineCommand({
  name: 'spath',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('path', { max: 1 })],
  options: {
    input: field('_raw', 'The field that holds JSON or XML.'),
    output: field(undefined, 'The field for what the path leads to; without it the path itself is the name.'),
    path: text(undefined, 'The way to a value: `a.b`, `list{}.name`, `list{0}`, XML `a{@id}`.'),
  },
  lower(args, input, cx) {
    const { options: given } = args;
    const bare = args.words[0];
    if (bare !== undefined && given.path !== undefined) {
      cx.report('surplus-argument', { command: 'spath', what: 'a second path' }, bare.span);
    }
    const path = given.path ?? bare?.text;
    if (path !== undefined && parseSpathPath(path) === null) {
      const at = args.option('path')?.value.span ?? bare?.span ?? args.span;
      cx.report(
        'wrong-option-value',
        { option: 'path', expected: 'a path of at most 512 steps', found: `${path.slice(0, 40)}..` },
        at,
      );
    }
    if (path === undefined && given.output !== undefined) {
      cx.report(
        'missing-argument',
        { command: 'spath', what: 'a path for the field named by output=' },
        args.command.nameSpan,
      );
    }
    return {
      kind: 'extract',
      input,
      method: { name: 'spath', field: given.input, path, output: given.output },
      span: args.span,
    };
  },
  doc: {
    summary: 'Takes values out of JSON or XML: what a path leads to, or every leaf.',
    notes: [
      'Steps are joined by dots; `name{}` is every element of an array and `name{n}` one, counted from 0 in JSON and from 1 in XML; `{@id}` is an XML attribute.',
      'Several hits are a multivalue; an object or array comes as JSON text. A path that leads nowhere sets nothing.',
      'Without a path every leaf becomes a field; only the first 5,000 characters are read, and JSON must be well formed.',
      'JSON `null` becomes the text `null`.',
    ],
    examples: [
      {
        title: 'A path',
        spl: 'spath input=j path=commits{}.id output=ids | fields ids',
        input: [{ j: '{"commits":[{"id":"1"},{"id":"2"}]}' }],
        output: [{ ids: ['1', '2'] }],
      },
      {
        title: 'Every leaf',
        spl: 'spath input=j | fields - j',
        input: [{ j: '{"a":1,"b":{"c":"x"},"d":[1,2]}' }],
        output: [{ a: '1', 'b.c': 'x', 'd{}': ['1', '2'] }],
      },
    ],
  },
});
