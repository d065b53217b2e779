const unsafe = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** JSON in which every character that a terminal might obey, or that nobody sees, is escaped. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A list whose items are made one after the other when it is written. */
export class JsonList {
  readonly items: Iterable<unknown>;

  constructor(items: Iterable<unknown>) {
    this.items = items;
  }
}

/** A value as a document: {@link jsonPieces} and a line break. */
export function* jsonDocument(value: unknown): Generator<string> {
  yield* jsonPieces(value);
  yield '\n';
}

/** Each item in a line of its own. */
export function* jsonLines(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield `${jsonText(item)}\n`;
}

/** {@link jsonText} with an indent of two, piece by piece; lists of the value, and those of objects in them, may be {@link JsonList}s. */
export function* jsonPieces(value: unknown, margin = ''): Generator<string> {
  const inner = `${margin}  `;
  if (value instanceof JsonList) {
    let before = '[';
    for (const item of value.items) {
      yield `${before}\n${inner}`;
      yield* jsonPieces(item, inner);
      before = ',';
    }
    yield before === '[' ? '[]' : `\n${margin}]`;
  } else if (holdsList(value)) {
    let before = '{';
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${before}\n${inner}${jsonText(name)}: `;
      yield* jsonPieces(member, inner);
      before = ',';
    }
    yield `\n${margin}}`;
  } else {
    yield jsonText(value, 2).replaceAll('\n', `\n${margin}`);
  }
}

function holdsList(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => each instanceof JsonList);
}
