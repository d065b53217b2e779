import { unsupported } from '../refusal.js';
import { emitTranspose, emitUntable } from './cells.js';
import { emitChart } from './chart.js';
import type { NodeTemplate } from './define.js';
import { emitMvcombine } from './mvcombine.js';
import { emitOutlier } from './outlier.js';
import { settled } from './row-wise.js';
import { emitTop } from './top.js';
import { emitTotals } from './totals.js';
import { emitXyseries } from './xyseries.js';

/** Computations that need the whole table. */
export const emitApply: NodeTemplate<'apply'> = ({ input, procedure, span }, cx) => {
  const rows = settled(cx.input(input), span, cx);
  switch (procedure.name) {
    case 'chart':
      return emitChart(procedure, rows, span, cx);
    case 'combine':
      return emitMvcombine(procedure, rows, span, cx);
    case 'filled':
      return unsupported(`the text of a subsearch in ${procedure.command}`, span);
    case 'outlier':
      return emitOutlier(procedure, rows, span, cx);
    case 'rare':
    case 'top':
      return emitTop(procedure, rows, span, cx);
    case 'totals':
      return emitTotals(procedure, rows, span, cx);
    case 'transpose':
      return emitTranspose(procedure, input, rows, span, cx);
    case 'untable':
      return emitUntable(procedure, input, rows, span, cx);
    case 'xyseries':
      return emitXyseries(procedure, rows, span, cx);
    default:
      return unsupported(`${procedure.name} works on the whole table`, span);
  }
};
