// Drawing codings: a bar beside the words, a mark with the code's name, and the words themselves tinted.
import { words } from "/words.js";

const LANE = 9;
const LANES = 6;
export const SIGNS = { positive: "+", critical: "−", mixed: "±", neutral: "" };

export class Drawing {
  constructor(talk, codes, chosen) {
    this.talk = talk;
    this.codes = codes;
    this.chosen = chosen; // () => the chosen coding or null
    this.coded = new Highlight();
    this.strong = new Highlight();
    this.picked = new Highlight();
    this.picked.priority = 2;
    this.strong.priority = 1;
    CSS.highlights.set("coded", this.coded);
    CSS.highlights.set("chosen", this.strong);
    CSS.highlights.set("picked", this.picked);
    this.drawn = new Set(); // the ids of codings that are shown
    this.byTurn = new Map();
    this.tints = new Map();
    this.near = this.watch();
  }

  /** The turns on the screen or near it, kept up to date. Only there does the browser lay turns out, and we bars. */
  watch() {
    if (!("oncontentvisibilityautostatechange" in document.body)) return new Set(this.talk.turns);
    const near = new Set(this.talk.turns.filter(({ words: text }) => text.checkVisibility({ contentVisibilityAuto: true })));
    let fresh = [];
    for (const turn of this.talk.turns) {
      turn.element.addEventListener("contentvisibilityautostatechange", (event) => {
        if (event.target !== turn.element) return;
        if (event.skipped) {
          near.delete(turn);
          this.tint(turn, []);
          return;
        }
        near.add(turn);
        if (!fresh.length) {
          requestAnimationFrame(() => {
            this.bars(fresh);
            this.choose();
            fresh = [];
          });
        }
        fresh.push(turn);
      });
    }
    addEventListener("beforeprint", () => {
      for (const turn of this.talk.turns) near.add(turn);
      this.bars(this.talk.turns);
    });
    return near;
  }

  /** Draw everything anew. All is written, then all is measured, then the bars are set: one layout in all. */
  all(shown) {
    this.coded.clear();
    this.tints.clear();
    this.drawn.clear();
    this.byTurn.clear();
    for (const coding of shown) this.enter(coding);
    for (const turn of this.talk.turns) this.marks(turn);
    this.bars(this.talk.turns);
    this.choose();
  }

  enter(coding) {
    this.drawn.add(coding.id);
    for (const turn of this.talk.turnsOf(coding)) {
      if (!this.byTurn.has(turn)) this.byTurn.set(turn, []);
      this.byTurn.get(turn).push(coding);
    }
  }

  leave(coding) {
    if (!this.drawn.delete(coding.id)) return;
    for (const list of this.byTurn.values()) {
      const at = list.findIndex((each) => each.id === coding.id);
      if (at >= 0) list.splice(at, 1);
    }
  }

  /** Draw these anew, and only the turns they touch; each is shown or not. */
  some(codings, isShown) {
    const turns = new Set();
    for (const coding of codings) {
      for (const turn of this.talk.turnsOf(coding)) turns.add(turn);
      this.leave(coding);
    }
    for (const coding of codings) {
      // A coding may come twice: as it is, and as it was.
      if (!this.drawn.has(coding.id) && isShown(coding)) this.enter(coding);
    }
    for (const turn of turns) this.marks(turn);
    this.bars([...turns]);
    this.choose();
  }

  marks(turn) {
    const own = (this.byTurn.get(turn) || []).filter((coding) => this.talk.turnAt(coding.start) === turn);
    own.sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
    const old = document.activeElement?.closest?.(".mark");
    turn.marks.replaceChildren(...own.map((coding) => this.mark(coding, turn)));
    if (old && !old.isConnected) {
      turn.marks.querySelector(`[data-id="${CSS.escape(old.dataset.id)}"]`)?.focus({ preventScroll: true });
    }
  }

  mark(coding, turn) {
    const code = this.codes.get(coding.code);
    const button = document.createElement("button");
    button.type = "button";
    button.className = `mark c-${coding.code}${coding.waiting ? " waiting" : ""}`;
    button.dataset.id = coding.id;
    const sign = document.createElement("span");
    sign.className = `sign ${coding.valence}`;
    sign.textContent = SIGNS[coding.valence];
    const label = document.createElement("span");
    label.textContent = code?.label || coding.code;
    const who = document.createElement("span");
    who.className = "coder";
    who.textContent = coding.coder;
    button.append(label, sign, who);
    if (coding.memo) {
      const memo = document.createElement("span");
      memo.textContent = "✎";
      memo.setAttribute("aria-hidden", "true");
      button.append(memo);
    }
    const parts = [code?.name || coding.code, words[coding.valence], coding.coder, `${words.turn} ${turn.number}`];
    if (coding.memo) parts.push(words.hasMemo);
    if (coding.waiting) parts.push(words.notSaved);
    button.setAttribute("aria-label", parts.join(", "));
    button.title = this.talk.quote(coding).slice(0, 200);
    return button;
  }

  bars(wanted) {
    const turns = wanted.filter((turn) => this.near.has(turn));
    const measured = turns.map((turn) => {
      const top = turn.strip.getBoundingClientRect().top;
      const own = this.byTurn.get(turn) || [];
      const ranges = own.map((coding) => this.talk.range(coding, turn));
      this.tint(turn, ranges);
      return own.map((coding, index) => {
        const box = ranges[index].getBoundingClientRect();
        return { coding, top: box.top - top, bottom: box.bottom - top };
      });
    });
    turns.forEach((turn, index) => {
      const boxes = measured[index].filter((box) => box.bottom > box.top);
      boxes.sort((a, b) => this.wide(b) - this.wide(a) || a.top - b.top || b.bottom - a.bottom);
      const lanes = [];
      turn.strip.replaceChildren(...boxes.map((box) => this.bar(box, lanes)));
    });
  }

  /** Tint the coded words of a turn. Only near the screen: the browser goes through all of them for every frame. */
  tint(turn, ranges) {
    for (const range of this.tints.get(turn) || []) this.coded.delete(range);
    for (const range of ranges) this.coded.add(range);
    this.tints.set(turn, ranges);
  }

  /** Codings over several turns come first, so that they keep their lane from turn to turn. */
  wide({ coding }) {
    return Number(this.talk.turnAt(coding.start) !== this.talk.turnAt(coding.end - 1));
  }

  bar({ coding, top, bottom }, lanes) {
    let lane = lanes.findIndex((taken) => taken.every((box) => box.bottom <= top + 1 || box.top >= bottom - 1));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane].push({ top, bottom });
    const bar = document.createElement("div");
    bar.className = `bar c-${coding.code}${coding.waiting ? " waiting" : ""}`;
    bar.dataset.id = coding.id;
    bar.style.top = `${top + 1}px`;
    bar.style.height = `${Math.max(6, bottom - top - 2)}px`;
    bar.style.left = `${(lane % LANES) * LANE}px`;
    return bar;
  }

  /** Show which coding is chosen. */
  choose() {
    const coding = this.chosen();
    for (const old of document.querySelectorAll("#turns .chosen")) {
      old.classList.remove("chosen");
      old.removeAttribute("aria-current");
    }
    this.strong.clear();
    if (!coding) return;
    for (const each of document.querySelectorAll(`#turns [data-id="${coding.id}"]`)) {
      each.classList.add("chosen");
      if (each.matches("button")) each.setAttribute("aria-current", "true");
    }
    this.strong.add(this.talk.range(coding));
  }

  pick(span) {
    this.picked.clear();
    if (span) this.picked.add(this.talk.range(span));
  }
}
