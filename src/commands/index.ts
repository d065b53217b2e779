import { abstract } from './abstract.js';
import { accum } from './accum.js';
import { addcoltotals } from './addcoltotals.js';
import { addinfo } from './addinfo.js';
import { addtotals } from './addtotals.js';
import { analyzefields } from './analyzefields.js';
import { anomalies } from './anomalies.js';
import { anomalousvalue } from './anomalousvalue.js';
import { anomalydetection } from './anomalydetection.js';
import { append } from './append.js';
import { appendcols } from './appendcols.js';
import { appendpipe } from './appendpipe.js';
import { apply } from './apply.js';
import { arules } from './arules.js';
import { associate } from './associate.js';
import { audit } from './audit.js';
import { autoregress } from './autoregress.js';
import { bin } from './bin.js';
import { bucketdir } from './bucketdir.js';
import { chart } from './chart.js';
import { cluster } from './cluster.js';
import { collect } from './collect.js';
import { concurrency } from './concurrency.js';
import { contingency } from './contingency.js';
import { convert } from './convert.js';
import { correlate } from './correlate.js';
import { crawl } from './crawl.js';
import { cyberchef } from './cyberchef.js';
import { datamodel } from './datamodel.js';
import { dbinspect } from './dbinspect.js';
import { dedup } from './dedup.js';
import type { AnyCommand } from './define.js';
import { deleteCommand } from './delete.js';
import { delta } from './delta.js';
import { diff } from './diff.js';
import { dnstwist } from './dnstwist.js';
import { dump } from './dump.js';
import { erex } from './erex.js';
import { evalCommand } from './eval.js';
import { eventcount } from './eventcount.js';
import { eventstats } from './eventstats.js';
import { extract } from './extract.js';
import { fieldformat } from './fieldformat.js';
import { fields } from './fields.js';
import { fieldsummary } from './fieldsummary.js';
import { filldown } from './filldown.js';
import { fillnull } from './fillnull.js';
import { findtypes } from './findtypes.js';
import { fit } from './fit.js';
import { folderize } from './folderize.js';
import { foreach } from './foreach.js';
import { format } from './format.js';
import { from } from './from.js';
import { fromjson } from './fromjson.js';
import { gauge } from './gauge.js';
import { gentimes } from './gentimes.js';
import { geom } from './geom.js';
import { geomfilter } from './geomfilter.js';
import { geostats } from './geostats.js';
import { head } from './head.js';
import { highlight } from './highlight.js';
import { history } from './history.js';
import { iconify } from './iconify.js';
import { input } from './input.js';
import { inputcsv } from './inputcsv.js';
import { inputlookup } from './inputlookup.js';
import { iplocation } from './iplocation.js';
import { join } from './join.js';
import { kmeans } from './kmeans.js';
import { kvform } from './kvform.js';
import { listmodels } from './listmodels.js';
import { loadjob } from './loadjob.js';
import { localize } from './localize.js';
import { localop } from './localop.js';
import { lookup } from './lookup.js';
import { makecontinuous } from './makecontinuous.js';
import { makemv } from './makemv.js';
import { makeresults } from './makeresults.js';
import { map } from './map.js';
import { mcatalog } from './mcatalog.js';
import { mcollect } from './mcollect.js';
import { metadata } from './metadata.js';
import { metasearch } from './metasearch.js';
import { meventcollect } from './meventcollect.js';
import { mpreview } from './mpreview.js';
import { mstats } from './mstats.js';
import { multikv } from './multikv.js';
import { multisearch } from './multisearch.js';
import { mvcombine } from './mvcombine.js';
import { mvexpand } from './mvexpand.js';
import { nomv } from './nomv.js';
import { noop } from './noop.js';
import { outlier } from './outlier.js';
import { outputcsv } from './outputcsv.js';
import { outputlookup } from './outputlookup.js';
import { outputraw } from './outputraw.js';
import { outputtext } from './outputtext.js';
import { overlap } from './overlap.js';
import { pivot } from './pivot.js';
import { predict } from './predict.js';
import { rangemap } from './rangemap.js';
import { rare } from './rare.js';
import { redistribute } from './redistribute.js';
import { regex } from './regex.js';
import { relevancy } from './relevancy.js';
import { reltime } from './reltime.js';
import { rename } from './rename.js';
import { replace } from './replace.js';
import { require } from './require.js';
import { rest } from './rest.js';
import { returnCommand } from './return.js';
import { reverse } from './reverse.js';
import { rex } from './rex.js';
import { rtorder } from './rtorder.js';
import { runshellscript } from './runshellscript.js';
import { sample } from './sample.js';
import { savedsearch } from './savedsearch.js';
import { score } from './score.js';
import { script } from './script.js';
import { scrub } from './scrub.js';
import { search } from './search.js';
import { searchtxn } from './searchtxn.js';
import { selfjoin } from './selfjoin.js';
import { sendalert } from './sendalert.js';
import { sendemail } from './sendemail.js';
import { set } from './set.js';
import { setfields } from './setfields.js';
import { shape } from './shape.js';
import { sichart } from './sichart.js';
import { sirare } from './sirare.js';
import { sistats } from './sistats.js';
import { sitimechart } from './sitimechart.js';
import { sitop } from './sitop.js';
import { sort } from './sort.js';
import { spath } from './spath.js';
import { stats } from './stats.js';
import { strcat } from './strcat.js';
import { streamstats } from './streamstats.js';
import { summary } from './summary.js';
import { table } from './table.js';
import { tags } from './tags.js';
import { tail } from './tail.js';
import { timechart } from './timechart.js';
import { timewrap } from './timewrap.js';
import { tojson } from './tojson.js';
import { top } from './top.js';
import { transaction } from './transaction.js';
import { transpose } from './transpose.js';
import { trendline } from './trendline.js';
import { tscollect } from './tscollect.js';
import { tstats } from './tstats.js';
import { typeahead } from './typeahead.js';
import { typer } from './typer.js';
import { union } from './union.js';
import { uniq } from './uniq.js';
import { untable } from './untable.js';
import { walklex } from './walklex.js';
import { where } from './where.js';
import { x11 } from './x11.js';
import { xmlkv } from './xmlkv.js';
import { xmlunescape } from './xmlunescape.js';
import { xpath } from './xpath.js';
import { xyseries } from './xyseries.js';

/** Every command escudo knows. A new command is one file, one import and one line here. */
export const commands: readonly AnyCommand[] = [
  abstract,
  accum,
  addcoltotals,
  addinfo,
  addtotals,
  analyzefields,
  anomalies,
  anomalousvalue,
  anomalydetection,
  append,
  appendcols,
  appendpipe,
  apply,
  arules,
  associate,
  audit,
  autoregress,
  bin,
  bucketdir,
  chart,
  cluster,
  collect,
  concurrency,
  contingency,
  convert,
  correlate,
  crawl,
  cyberchef,
  datamodel,
  dbinspect,
  dedup,
  deleteCommand,
  delta,
  diff,
  dnstwist,
  dump,
  erex,
  evalCommand,
  eventcount,
  eventstats,
  extract,
  fieldformat,
  fields,
  fieldsummary,
  filldown,
  fillnull,
  findtypes,
  fit,
  folderize,
  foreach,
  format,
  from,
  fromjson,
  gauge,
  gentimes,
  geom,
  geomfilter,
  geostats,
  head,
  highlight,
  history,
  iconify,
  input,
  inputcsv,
  inputlookup,
  iplocation,
  join,
  kmeans,
  kvform,
  listmodels,
  loadjob,
  localize,
  localop,
  lookup,
  makecontinuous,
  makemv,
  makeresults,
  map,
  mcatalog,
  mcollect,
  metadata,
  metasearch,
  meventcollect,
  mpreview,
  mstats,
  multikv,
  multisearch,
  mvcombine,
  mvexpand,
  nomv,
  noop,
  outlier,
  outputcsv,
  outputlookup,
  outputraw,
  outputtext,
  overlap,
  pivot,
  predict,
  rangemap,
  rare,
  redistribute,
  regex,
  relevancy,
  reltime,
  rename,
  replace,
  require,
  rest,
  returnCommand,
  reverse,
  rex,
  rtorder,
  runshellscript,
  sample,
  savedsearch,
  score,
  script,
  scrub,
  search,
  searchtxn,
  selfjoin,
  sendalert,
  sendemail,
  set,
  setfields,
  shape,
  sichart,
  sirare,
  sistats,
  sitimechart,
  sitop,
  sort,
  spath,
  stats,
  strcat,
  streamstats,
  summary,
  table,
  tags,
  tail,
  timechart,
  timewrap,
  tojson,
  top,
  transaction,
  transpose,
  trendline,
  tscollect,
  tstats,
  typeahead,
  typer,
  union,
  uniq,
  untable,
  walklex,
  where,
  x11,
  xmlkv,
  xmlunescape,
  xpath,
  xyseries,
];
