/** Something the author has to look at. `missing`: 6.x asks for it; `lost`: 6.x has no place for it; `guessed`: derived from other parts. */
export interface ConversionNote {
  readonly kind: 'missing' | 'lost' | 'guessed';
  readonly text: string;
}
