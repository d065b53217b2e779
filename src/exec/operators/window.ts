import type { WindowComputation } from '../../plan/nodes/window.js';
import type { NodeOf } from '../../plan/plan.js';
import { changeRows, type OperatorCompiler, type Run } from '../operator.js';
import { startAccum } from '../windows/accum.js';
import { startAutoregress } from '../windows/autoregress.js';
import { startDelta } from '../windows/delta.js';
import type { StartWindow } from '../windows/row-step.js';
import { compileStreamstats } from '../windows/streamstats.js';
import { startTrendline } from '../windows/trendline.js';

function start(compute: WindowComputation, compiler: OperatorCompiler): StartWindow {
  switch (compute.name) {
    case 'streamstats':
      return compileStreamstats(compute, compiler);
    case 'accum':
      return () => startAccum(compute);
    case 'delta':
      return () => startDelta(compute);
    case 'autoregress':
      return (context) => startAutoregress(compute, context);
    case 'trendline':
      return () => startTrendline(compute);
  }
}

/** `window`: running computations, row by row; only what the window spans is held. */
export function compileWindow(node: NodeOf<'window'>, compiler: OperatorCompiler): Run {
  const begin = start(node.compute, compiler);
  const input = compiler.compile(node.input);
  return (context) => {
    const step = begin(context);
    return changeRows(input, step)(context);
  };
}
