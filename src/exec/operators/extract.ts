import type { ExtractMethod } from '../../plan/nodes/row.js';
import type { NodeOf } from '../../plan/plan.js';
import { compileAddinfo } from '../extract/addinfo.js';
import { compileAddtotals } from '../extract/addtotals.js';
import { compileFromjson } from '../extract/fromjson.js';
import { compileIplocation } from '../extract/iplocation.js';
import { compileKv } from '../extract/kv.js';
import { compileRangemap } from '../extract/rangemap.js';
import { compileReltime } from '../extract/reltime.js';
import { compileRex, compileSedExtract } from '../extract/rex.js';
import type { RowExtraction } from '../extract/row-extraction.js';
import { compileSpath } from '../extract/spath.js';
import { compileStrcat } from '../extract/strcat.js';
import { compileTojson } from '../extract/tojson.js';
import { compileXmlkv } from '../extract/xmlkv.js';
import { compileXpath } from '../extract/xpath.js';
import { changeRows, type OperatorCompiler, type Run } from '../operator.js';

type Methods = {
  readonly [N in ExtractMethod['name']]: (
    method: ExtractMethod & { name: N },
    compiler: OperatorCompiler,
  ) => RowExtraction;
};

const methods: Methods = {
  addinfo: compileAddinfo,
  addtotals: compileAddtotals,
  fromjson: compileFromjson,
  iplocation: compileIplocation,
  kv: compileKv,
  rangemap: compileRangemap,
  reltime: compileReltime,
  rex: compileRex,
  sed: compileSedExtract,
  spath: compileSpath,
  strcat: compileStrcat,
  tojson: compileTojson,
  xmlkv: compileXmlkv,
  xpath: compileXpath,
};

/** `extract`: new fields out of the text of others, row by row. */
export function compileExtract(node: NodeOf<'extract'>, compiler: OperatorCompiler): Run {
  return changeRows(compiler.compile(node.input), rowExtract(node, compiler));
}

/** {@link compileExtract} for one row. */
export function rowExtract(node: NodeOf<'extract'>, compiler: OperatorCompiler): RowExtraction {
  const make = methods[node.method.name] as (method: ExtractMethod, compiler: OperatorCompiler) => RowExtraction;
  return make(node.method, compiler);
}
