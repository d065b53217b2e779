/**
 * Open questions of SPL semantics, one named switch each, with the default of the reference (spl-core section 8 and the
 * [I] marks of spl-commands). No such choice is buried in an operator or function; a real instance that answers a
 * question changes one line here.
 */
export interface Semantics {
  /** spl-core 8.1: `f!=a` in `search` on a multivalue field. */
  readonly searchNotEqualMultivalue: 'no-value-equals' | 'any-value-differs';
  /** spl-core 8.2: NOT of a comparison with null in eval and where. */
  readonly notOfNullComparison: 'true' | 'null';
  /** spl-core 8.3: a field whose text is no number, compared with a number. */
  readonly nonNumberAgainstNumber: 'false' | 'text';
  /** spl-core 8.4: `"\n"` and `"\t"` in eval strings. */
  readonly evalStringEscapes: 'kept' | 'interpreted';
  /** spl-core 8.6: whether `f=*` matches the empty string. */
  readonly starMatchesEmpty: boolean;
  /** spl-core 8.9: `tostring(null)`. */
  readonly tostringNull: 'null' | 'text';
  /** spl-core 8.11: `split("", ",")`. */
  readonly splitEmpty: 'null' | 'empty-string';
  /** spl-core 8.12: `substr(s, 0, n)`. */
  readonly substrZero: 'before-text' | 'as-one';
  /** spl-core 8.13: `+` in `urldecode`. */
  readonly urldecodePlus: 'kept' | 'blank';
  /** spl-core 8.14: text functions on multivalues, other than lower and upper. */
  readonly textFunctionMultivalue: 'null' | 'per-value';
  /** spl-core 8.15: keyword in `search` on rows without `_raw`. */
  readonly keywordWithoutRaw: 'any-field' | 'nothing';
  /** spl-core 8.17: JSON `null` in automatic extraction. */
  readonly jsonNull: 'text' | 'absent';
  /**
   * spl-commands 7.3: what `a{}` in a path of `spath` leads to where `a` is no JSON array. Published rules that were tested on Splunk
   * read `requestParameters{}.bucketName` of CloudTrail records, in which `requestParameters` is always an object.
   */
  readonly spathAllOfOne: 'itself' | 'nothing';
  /** spl-commands 3.1: an aggregation row in which every cell is null. */
  readonly emptyAggregateRow: 'dropped' | 'kept';
  /** spl-commands 3.2: percentiles. */
  readonly percentile: 'interpolated' | 'nearest-rank';
  /**
   * spl-commands 5.1: what a sign with a blank behind it (`sort - a, b`) turns round. Splunk's searchbnf.conf of 4.3 says all fields
   * that follow without a sign of their own; later pages do not say.
   */
  readonly sortSignApart: 'next-field' | 'following-fields';
  /** spl-commands 8.1: OUTPUT without a match clears an existing destination field. */
  readonly lookupOutputNoMatch: 'cleared' | 'kept';
  /** spl-commands 10.1: default of `transaction connected`. */
  readonly transactionConnected: boolean;
  /**
   * cim "Macros and metadata": whether `source=`, `sourcetype=` and `eventtype=` also select an event by the names that its
   * source definitions list, so that an XML event answers to `WinEventLog:<channel>`; and whether an event without an index
   * is found in any but Splunk's own.
   */
  readonly metadataNames: 'listed' | 'own';
  /** spl-commands 11.1: `tstats by _time` without a span, in seconds. */
  readonly tstatsAutoSpan: number;
}

export const defaultSemantics: Semantics = {
  searchNotEqualMultivalue: 'no-value-equals',
  notOfNullComparison: 'true',
  nonNumberAgainstNumber: 'false',
  evalStringEscapes: 'kept',
  starMatchesEmpty: true,
  tostringNull: 'null',
  splitEmpty: 'null',
  substrZero: 'before-text',
  urldecodePlus: 'kept',
  textFunctionMultivalue: 'null',
  keywordWithoutRaw: 'any-field',
  jsonNull: 'text',
  spathAllOfOne: 'itself',
  emptyAggregateRow: 'dropped',
  percentile: 'interpolated',
  sortSignApart: 'next-field',
  lookupOutputNoMatch: 'cleared',
  transactionConnected: true,
  metadataNames: 'listed',
  tstatsAutoSpan: 1,
};
