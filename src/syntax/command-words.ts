/** Commands whose names are hardly ever words to look for, or fields. */
export const commandWords: ReadonlySet<string> = new Set(
  'stats tstats eventstats streamstats timechart eval where rename rex regex table fields lookup inputlookup outputlookup dedup fillnull filldown mvexpand makemv spath bucket transaction convert appendpipe xyseries'.split(
    ' ',
  ),
);
