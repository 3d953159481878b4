// The transcript's text in the page, and places in it.
//
// The server counts Unicode code points, JavaScript counts UTF-16 units. Inside the page everything is in units of
// the whole text (turns joined by line feeds); `toPoints` and `toUnits` stand at the border and nowhere else.

/** Where characters of two units stand, as code point offsets: most texts have none. */
function pairs(text) {
  const found = [];
  let points = 0;
  for (const letter of text) {
    if (letter.length === 2) found.push(points);
    points += 1;
  }
  return found;
}

/** How many numbers in a rising list are below a limit. */
function below(list, limit) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Talk {
  constructor(list) {
    this.turns = [...list.children].map((element, index) => {
      const words = element.querySelector(".words");
      words.normalize(); // browsers cut very long texts into several nodes
      if (!words.firstChild) words.append("");
      return {
        index,
        element,
        words,
        node: words.firstChild,
        number: Number(element.id.slice(1)),
        speaker: element.dataset.speaker,
        participant: element.classList.contains("participant"),
        strip: element.querySelector(".strip"),
        marks: element.querySelector(".marks"),
      };
    });
    this.text = this.turns.map((turn) => turn.node.data).join("\n");
    this.pairs = pairs(this.text);
    let at = 0;
    for (const turn of this.turns) {
      turn.start = at;
      turn.end = at + turn.node.data.length;
      at = turn.end + 1;
    }
    this.starts = this.turns.map((turn) => turn.start);
  }

  toUnits(point) {
    return point + below(this.pairs, point);
  }

  toPoints(unit) {
    // The n-th pair begins at unit pairs[n] + n; a place in the middle of a pair counts as its beginning.
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] + middle < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** The turn that an offset falls in. */
  turnAt(unit) {
    return this.turns[Math.max(0, below(this.starts, unit + 1) - 1)];
  }

  /** The turns that a span touches. */
  turnsOf({ start, end }) {
    return this.turns.slice(this.turnAt(start).index, this.turnAt(Math.max(start, end - 1)).index + 1);
  }

  quote({ start, end }) {
    return this.text.slice(start, end);
  }

  /** A span without blanks at its ends; null if nothing is left. */
  trimmed({ start, end }) {
    while (start < end && /\s/u.test(this.text[start])) start += 1;
    while (end > start && /\s/u.test(this.text[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** The span that is selected with the mouse; null if it holds no words of the transcript. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const touched = this.turns.filter((turn) => range.intersectsNode(turn.words));
    if (!touched.length) return null;
    const first = touched[0];
    const last = touched[touched.length - 1];
    const start = first.words.contains(range.startContainer)
      ? first.start + offsetIn(first, range.startContainer, range.startOffset)
      : first.start;
    const end = last.words.contains(range.endContainer)
      ? last.start + offsetIn(last, range.endContainer, range.endOffset)
      : last.end;
    return this.trimmed({ start, end });
  }

  /** A DOM range over a span, within one turn if one is given. */
  range({ start, end }, turn = null) {
    const first = turn || this.turnAt(start);
    const last = turn || this.turnAt(Math.max(start, end - 1));
    const range = new Range();
    range.setStart(first.node, Math.max(0, start - first.start));
    range.setEnd(last.node, Math.min(last.node.length, end - last.start));
    return range;
  }

  /** The next border of a word from an offset, forward or back, over the ends of turns too. */
  wordBorder(unit, step) {
    let at = unit + step;
    const letter = (index) => index >= 0 && index < this.text.length && /[\p{L}\p{M}\p{N}]/u.test(this.char(index));
    while (at > 0 && at < this.text.length) {
      const [here, before] = [letter(at), letter(at - 1)];
      if (step > 0 ? before && !here : here && !before) break;
      at += step;
    }
    return Math.max(0, Math.min(this.text.length, at));
  }

  /** The character that a unit belongs to. */
  char(index) {
    const low = /[\udc00-\udfff]/.test(this.text[index]);
    return String.fromCodePoint(this.text.codePointAt(low ? index - 1 : index));
  }
}

/** The offset in a turn's words of a place in them: in its text, or before or behind it. */
function offsetIn(turn, container, offset) {
  if (container === turn.node) return offset;
  return offset ? turn.node.length : 0;
}
