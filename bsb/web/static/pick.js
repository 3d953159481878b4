// What is picked to be coded: words selected with the mouse, or turns and words with the keys.
import { words } from "/words.js";

export class Pick {
  constructor(talk, drawing) {
    this.talk = talk;
    this.drawing = drawing;
    this.span = null;
    this.current = talk.turns[0];
    this.line = document.getElementById("picked");
    this.told = this.line.textContent;
    if (this.current) this.current.element.tabIndex = 0;
    document.addEventListener("selectionchange", () => this.fromMouse());
  }

  fromMouse() {
    const span = this.talk.selected();
    if (span) this.set(span);
  }

  set(span) {
    this.span = span && this.talk.trimmed(span);
    this.drawing.pick(this.span);
    document.body.toggleAttribute("data-picked", Boolean(this.span));
    if (!this.span) {
      this.line.textContent = this.told;
      return;
    }
    const turns = this.talk.turnsOf(this.span);
    const where = turns.length > 1 ? `${turns[0].number}–${turns.at(-1).number}` : `${turns[0].number}`;
    const quote = this.talk.quote(this.span).replace(/\s+/gu, " ");
    const short = quote.length > 140 ? `${quote.slice(0, 70)} … ${quote.slice(-60)}` : quote;
    this.line.textContent = `${words.turn} ${where}: «${short}»`;
  }

  clear() {
    getSelection().removeAllRanges();
    this.set(null);
  }

  /** Go to a turn, with the focus. */
  go(turn, { smooth = false } = {}) {
    if (!turn) return;
    if (this.current) this.current.element.tabIndex = -1;
    this.current = turn;
    turn.element.tabIndex = 0;
    turn.element.focus({ preventScroll: true });
    turn.element.scrollIntoView({ block: "nearest", behavior: smooth ? "smooth" : "auto" });
  }

  /** The next turn that is shown, forward or back. */
  beside(turn, step) {
    let at = turn.index + step;
    while (this.talk.turns[at]?.element.hidden) at += step;
    return this.talk.turns[at];
  }

  whole(turn = this.current) {
    this.set({ start: turn.start, end: turn.end });
  }

  /** One turn more or less. Without a pick, the turn one stands in. */
  extend(step) {
    if (!this.span) {
      this.whole();
      return;
    }
    const first = this.talk.turnAt(this.span.start);
    const last = this.talk.turnAt(this.span.end - 1);
    const target = this.beside(last, step);
    if (!target || target.index < first.index) return;
    this.set({ start: this.span.start, end: target.end });
    target.element.scrollIntoView({ block: "nearest" });
  }

  /** Move the end, or the beginning, by a word. */
  word(step, { beginning = false } = {}) {
    if (!this.span) {
      const { start } = this.current;
      this.set({ start, end: this.talk.wordBorder(start, 1) });
      return;
    }
    let { start, end } = this.span;
    if (beginning) start = this.talk.wordBorder(start, step);
    else end = this.talk.wordBorder(end, step);
    // Beyond a line feed or a full stop there may be nothing but blanks: go on to the next word.
    const trimmed = this.talk.trimmed({ start, end });
    if (trimmed && !beginning && trimmed.end === this.span.end && step > 0) end = this.talk.wordBorder(end, step);
    if (start < end && this.talk.trimmed({ start, end })) this.set({ start, end });
  }
}
