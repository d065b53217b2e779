import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/content/catalog.js';
import { type CatalogMacro, macroOf } from '../../../src/content/catalog-macro.js';
import { parseMacroFlag, readMacrosConf } from '../../../src/content/macro-files.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource } from '../../../src/source/source.js';
import { read, said } from './read-file.js';

const flag = (text: string): CatalogMacro => {
  const result = parseMacroFlag(text);
  if ('diagnostic' in result) throw new Error(result.diagnostic.message);
  return result.macro;
};
const definition = (catalog: Catalog, name: string, arity = 0) => catalog.macros.find(name, arity)?.definition.text;

describe('macros', () => {
  it('come from YAML', async () => {
    const items = await read(
      'macros/pair.yml',
      'name: pair\narguments: [left, right]\ndefinition: a=$left$ b=$right$\ndescription: two\n',
    );
    expect(said(items)).toEqual([]);
    expect(items.macros[0]).toMatchObject({
      name: 'pair',
      args: ['left', 'right'],
      origin: 'repository',
      description: 'two',
    });
    expect(items.macros[0]!.definition.text).toBe('a=$left$ b=$right$');
    expect(said(await read('macros/empty.yml', "name: empty\ndefinition: ''\n"))).toHaveLength(1);
  });

  it('come from macros.conf, over several lines', () => {
    const text = `# ours
[sysmon]
definition = sourcetype=x OR \\
   source=y
[scale(2)]
args = value, factor
definition = $value$ * $factor$
iseval = 1
validation = isnum(factor)
errormsg = not a number
[bad(1)]
definition = x
stray
`;
    const { macros, diagnostics } = readMacrosConf(createSource('macros.conf', text), 'user');
    expect(macros.map((each) => [each.name, each.args, each.definition.text])).toEqual([
      ['sysmon', [], 'sourcetype=x OR \n   source=y'],
      ['scale', ['value', 'factor'], '$value$ * $factor$'],
    ]);
    expect(macros[1]).toMatchObject({ isEval: true, validation: 'isnum(factor)', errorMessage: 'not a number' });
    expect(diagnostics.map((each) => each.code)).toEqual(['conf-line', 'conf-line']);
    const start = macros[0]!.definition.text.indexOf('source=y');
    const place = rootPlace(macros[0]!.definition, { start, end: start + 8 });
    expect(text.slice(place.span.start, place.span.end)).toBe('source=y');
  });

  it('come from the command line', () => {
    expect(flag('wmi=index=win sourcetype="a b"')).toMatchObject({ name: 'wmi', args: [], origin: 'option' });
    expect(flag('wmi=index=win').definition.text).toBe('index=win');
    expect(flag('both(a, b)=x=$a$ y=$b$').args).toEqual(['a', 'b']);
    expect(flag('none()=x').args).toEqual([]);
    for (const text of ['wmi', '=x', 'a b=x', 'f(a,a)=x', 'f(a b)=x', 'f(a=x', '']) {
      expect(parseMacroFlag(text), text).toHaveProperty('diagnostic.code', 'macro-flag');
    }
  });

  it('are overridden layer by layer', () => {
    const macros = [flag('m=option'), macroOf('m', [], 'repository', 'repository'), macroOf('m', [], 'user', 'user')];
    expect(definition(new Catalog({ macros: macros.slice(1, 2) }), 'm')).toBe('repository');
    expect(definition(new Catalog({ macros: macros.slice(1) }), 'm')).toBe('user');
    expect(definition(new Catalog({ macros }), 'm')).toBe('option');
    expect(definition(new Catalog({ macros: [flag('m=1'), flag('m=2')] }), 'm')).toBe('2');
    const own = macroOf('drop_dm_object_name', ['x'], 'fields *', 'repository');
    expect(definition(new Catalog(), 'drop_dm_object_name', 1)).toBe('rename "$object$.*" as *');
    expect(definition(new Catalog({ macros: [own] }), 'drop_dm_object_name', 1)).toBe('fields *');
  });

  it('report a name defined twice in one layer', () => {
    const twice = [
      macroOf('m', [], 'a', 'repository'),
      macroOf('m', [], 'b', 'repository'),
      macroOf('m', ['x'], 'c', 'repository'),
    ];
    const catalog = new Catalog({ macros: twice });
    expect(definition(catalog, 'm')).toBe('a');
    expect(definition(catalog, 'm', 1)).toBe('c');
    expect(catalog.diagnostics.map((each) => each.code)).toEqual(['content-duplicate']);
  });

  it('include a filter for each detection, which a repository may define', () => {
    const detections = [{ name: 'A-B c.d', fileName: 'a_b_c_d.v3' }];
    expect(definition(new Catalog({ detections }), 'a_b_c_d_filter')).toBe('search *');
    expect(definition(new Catalog({ detections }), 'a_b_c_d.v3_filter')).toBe('search *');
    const macros = [macroOf('a_b_c_d_filter', [], 'search user!=me', 'repository')];
    expect(definition(new Catalog({ detections, macros }), 'a_b_c_d_filter')).toBe('search user!=me');
    expect(definition(new Catalog(), 'a_b_c_d_filter')).toBeUndefined();
  });
});
