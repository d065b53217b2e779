/** What a placeholder stands for (spl-commands 6.7). */
export type ForeachSlot =
  /** `<<FIELD>>`: the whole name. */
  | 'field'
  /** `<<MATCHSTR>>`: what the wildcards stood for. */
  | 'match'
  /** `<<MATCHSEG1>>` to `<<MATCHSEG3>>`: what one wildcard stood for. */
  | 'segment1'
  | 'segment2'
  | 'segment3';

/** A stretch of a template: text, or a placeholder. Offsets are into the text of the template. */
export interface TemplatePiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly slot: ForeachSlot | undefined;
}

export type ForeachTemplate = readonly TemplatePiece[];

/** The values that fill a template in. */
export type SlotValues = Readonly<Record<ForeachSlot, string>>;

/** Finds the placeholders of a template; where two could begin at one place the longer one is meant. */
export function readTemplate(text: string, placeholders: Readonly<Record<ForeachSlot, string>>): ForeachTemplate {
  const slots = (Object.entries(placeholders) as [ForeachSlot, string][])
    .filter(([, mark]) => mark !== '')
    .sort((a, b) => b[1].length - a[1].length);
  const pieces: TemplatePiece[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const found = slots.find(([, mark]) => text.startsWith(mark, at));
    if (found === undefined) {
      at++;
      continue;
    }
    if (at > done) pieces.push({ start: done, end: at, text: text.slice(done, at), slot: undefined });
    done = at + found[1].length;
    pieces.push({ start: at, end: done, text: found[1], slot: found[0] });
    at = done;
  }
  if (done < text.length) pieces.push({ start: done, end: text.length, text: text.slice(done), slot: undefined });
  return pieces;
}

/** The text of an instance. */
export function fillTemplate(template: ForeachTemplate, values: SlotValues): string {
  return template.map((piece) => (piece.slot === undefined ? piece.text : values[piece.slot])).join('');
}

/** The values for a field and what the wildcards of its pattern stood for. */
export function slotValues(field: string, captures: readonly string[]): SlotValues {
  return {
    field,
    match: captures.join(''),
    segment1: captures[0] ?? '',
    segment2: captures[1] ?? '',
    segment3: captures[2] ?? '',
  };
}

/** Whether a name can be filled in: none of its characters would end a text or add a command. */
export function isFillable(field: string): boolean {
  return !/["'`|[\]\\\r\n]/.test(field);
}
