import { createLineFilter } from '../../events/line-filter/create-filter.js';
import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import { serveBlocks } from './block-work.js';
import { BlockCutter } from './cut-block.js';

/** A thread that cuts blocks of files into lines: it is told the wanted texts and sends back the lines of each block that hold some. */
serveBlocks((wanted: WantedTexts) => new BlockCutter(createLineFilter(wanted)));
