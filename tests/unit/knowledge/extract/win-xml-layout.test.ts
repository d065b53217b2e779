import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WinXmlFields } from '../../../../src/knowledge/extract/win-xml.js';
import { XmlLayouts } from '../../../../src/knowledge/extract/win-xml-layout.js';

function everything(fields: WinXmlFields): unknown {
  const names = [...fields.fieldNames()].filter((name) => !name.endsWith('_Xml'));
  const asked = [...names, 'EventCode', 'EventID', 'A', 'B_c', 'Name', 'no such'];
  return [names, asked.map((name) => [name, fields.get(name), fields.encoded(name)])];
}

/** An event reads alike by its layout and without one. */
function expectAlike(raw: string, layouts: XmlLayouts): void {
  expect(everything(new WinXmlFields(raw, { layouts }))).toEqual(everything(new WinXmlFields(raw)));
}

const value = fc.constantFrom(
  '',
  ' ',
  'x',
  ' x\n',
  'a b',
  '&lt;&amp;',
  'C:\\a"b',
  "it's",
  'a>b',
  '</Data',
  '<b>',
  '<![CDATA[x&]]>',
  '4',
);
const attribute = fc
  .tuple(fc.constantFrom('Name', 'A', 'xmlns', 'x:B-c'), value, fc.constantFrom("'", '"'))
  .map(([name, text, quote]) => ` ${name}=${quote}${text}${quote}`);
const child = fc.oneof(
  fc.tuple(fc.constantFrom('Provider', 'A', 'Name'), attribute).map(([name, text]) => `<${name}${text}/>`),
  fc
    .tuple(fc.constantFrom('EventID', 'A', 'B-c'), fc.constantFrom('', ` Name='q'`), value)
    .map(([name, text, inner]) => `<${name}${text}>${inner}</${name}>`),
  fc.constantFrom('\n  ', '<Security/>', '<!-- A -->', '<A>', '</A>'),
);
const data = fc.oneof(
  fc
    .tuple(fc.constantFrom('A', 'B c', 'Name', 'EventID'), value)
    .map(([name, inner]) => `<Data Name='${name}'>${inner}</Data>`),
  value.map((inner) => `<Data>${inner}</Data>`),
  fc.constantFrom(`<Data Name='A'/>`, '<Binary>00</Binary>', ' ', `<Data Name='A'>`, `<UserData><A>1</A></UserData>`),
);
const event = fc
  .tuple(
    fc.constantFrom('', 'Jan 1 host: '),
    fc.array(child, { maxLength: 5 }),
    fc.array(data, { maxLength: 4 }),
    fc.boolean(),
  )
  .map(
    ([head, children, body, hasData]) =>
      `${head}<Event><System><EventID>1</EventID>${children.join('')}</System>` +
      `${hasData ? `<EventData>${body.join('')}</EventData>` : ''}</Event>`,
  );

describe('the layout of Windows events', () => {
  test('changes nothing that is read, whatever was read before', () => {
    const runs = fc.property(fc.array(event, { minLength: 1, maxLength: 4 }), (texts) => {
      const layouts = new XmlLayouts();
      for (const raw of texts) expectAlike(raw, layouts);
    });
    fc.assert(runs, { numRuns: 400 });
  });

  const text = (id: number, a: string, b: string) =>
    `<Event><System><Provider Name='${a}'/><EventID>${id}</EventID></System><EventData><Data Name='A'>${b}</Data></EventData></Event>`;

  test('is found for events with other values, and for none with other parts', () => {
    const layouts = new XmlLayouts();
    expect(layouts.of(text(7001, 'p', 'x'))).not.toBeNull();
    expect(layouts.of(text(7001, 'q', ''))).not.toBeNull();
    for (const [a, b] of [
      ['p', '<b>1</b>'],
      ['p', '<![CDATA[1]]>'],
      ['<', 'x'],
      [`p' A='2`, 'x'],
      ['a>b', ' x '],
    ] as const) {
      expectAlike(text(7001, a, b), layouts);
    }
    expect(layouts.of(text(7001, '<', 'x'))).toBeNull();
  });

  test('is worked out for some of many that differ', () => {
    const layouts = new XmlLayouts();
    for (let at = 0; at < 200; at++)
      expectAlike(text(7002, 'p', 'x').replace('<EventData>', `<EventData n='${at}'>`), layouts);
    expect(layouts.of(text(7002, 'p', 'x').replace('<EventData>', `<EventData n='1000'>`))).toBeNull();
  });
});
