import { doubled } from '../support/doubled.js';

/** Kinds of entries of the backtrack stack. */
export const CHOICE_ENTRY = 0;
/** A greedy run that can give back: address of the run, least end, present end. */
export const GREEDY_ENTRY = 1;
/** A lazy run that can take more: address of the run, present end, how many taken. */
export const LAZY_ENTRY = 2;
/** From here on entries do not make choices, they undo. Register, old value. */
export const REGISTER_ENTRY = 3;
/** The call frame before a call or return: number in the frame log. */
export const FRAME_ENTRY = 4;
/** All registers before a return: number in the snapshot log. */
export const SNAPSHOT_ENTRY = 5;

const initial = 4 * 1024;
const kept = 4 * 65_536;
/** 64 MB; more means that the match is given up. */
const most = 16 * 1024 * 1024;

/** A stack of entries of four numbers: kind and three operands. */
export class BacktrackStack {
  data = new Int32Array(initial);
  height = 0;

  /** False when the stack has reached its limit. */
  push(kind: number, a: number, b: number, c: number): boolean {
    const at = this.height;
    if (at + 4 > this.data.length && !this.#grow()) return false;
    const { data } = this;
    data[at] = kind;
    data[at + 1] = a;
    data[at + 2] = b;
    data[at + 3] = c;
    this.height = at + 4;
    return true;
  }

  #grow(): boolean {
    if (this.data.length >= most) return false;
    this.data = doubled(this.data);
    return true;
  }

  /** Forgets the choices above a height and keeps what undoes; returns how many entries it looked at. */
  cut(height: number): number {
    const { data } = this;
    let kept = height;
    for (let at = height; at < this.height; at += 4) {
      if (data[at]! < REGISTER_ENTRY) continue;
      if (kept !== at) data.copyWithin(kept, at, at + 4);
      kept += 4;
    }
    const looked = (this.height - height) >> 2;
    this.height = kept;
    return looked;
  }

  clear(): void {
    this.height = 0;
    if (this.data.length > kept) this.data = new Int32Array(initial);
  }
}
