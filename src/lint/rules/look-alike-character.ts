import { endOfQuotes } from '../../macros/read-call.js';
import { commentEnd } from '../../syntax/blank.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** Characters that text processors and web pages put in the place of others: what they look like, and what is meant. */
const lookAlikes: Readonly<Record<string, { readonly name: string; readonly meant: string }>> = {
  '\u201c': { name: 'a curly quote', meant: '"' },
  '\u201d': { name: 'a curly quote', meant: '"' },
  '\u201e': { name: 'a curly quote', meant: '"' },
  '\u2018': { name: 'a curly quote', meant: "'" },
  '\u2019': { name: 'a curly quote', meant: "'" },
  '\u00a0': { name: 'a no-break space', meant: ' ' },
  '\u202f': { name: 'a no-break space', meant: ' ' },
  '\u200b': { name: 'a space of no width', meant: '' },
  '\ufeff': { name: 'a space of no width', meant: '' },
};

const anyOf = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'u');
/** More places than this say nothing more. */
const mostPlaces = 10;

/** Curly quotes and invisible blanks outside of quoted texts, where SPL reads them as characters of a word. */
export const lookAlikeCharacter = defineRule({
  id: 'look-alike-character',
  severity: 'warning',
  category: 'language',
  what: 'A curly quote, a no-break space or an invisible character stands in the search outside of quoted texts.',
  why: 'It comes from a text processor or a web page. SPL does not take it for a quote or a blank, but for a part of the word, which then matches nothing.',
  fix: 'Write the straight quote or the plain blank; a character that is meant goes into double quotes.',
  good: [
    { search: 'index=a sourcetype=b user="amy" note="“quoted” it’s" | stats count by dest' },
    { search: 'index=a sourcetype=b ```it’s a comment``` user="amy" | stats count by dest' },
  ],
  bad: [
    { search: 'index=a sourcetype=b user=“amy” | stats count by dest' },
    { search: 'index=a sourcetype=b user="amy"\u00a0| stats count by dest' },
    { search: 'index=a sourcetype=b | eval x=if(user=‘amy’, 1, 0) | stats count by dest, x' },
  ],
  search(search, cx) {
    const { text } = search.compiled.source;
    if (!anyOf.test(text)) return;
    let found = 0;
    for (let at = 0; at < text.length && found < mostPlaces; ) {
      if (text.startsWith('```', at)) at = commentEnd(text, at) ?? text.length;
      else if (text[at] === '"') at = endOfQuotes(text, at);
      else if (text[at] === '\\') at += 2;
      else {
        const known = lookAlikes[text[at]!];
        if (known !== undefined) {
          found++;
          const { source, span } = searchPlace(search, { start: at, end: at + 1 });
          const meant = known.meant === '' ? 'nothing' : known.meant === ' ' ? 'a plain blank' : known.meant;
          cx.report(`This is ${known.name}, which is part of a word here.`, {
            at: { source, span },
            help: [`Write ${meant} instead; in double quotes it is meant.`],
            fixes: [{ title: `Write ${meant}`, source, span, text: known.meant }],
          });
        }
        at++;
      }
    }
  },
});
