// The keyboard. Keys of one letter can be turned off: they get in the way of voice control.
const by = (id) => document.getElementById(id);
const OFF = "bsb-keys-off";
const VALENCES = { "+": "positive", "-": "critical", "−": "critical", b: "mixed", 0: "neutral" };

export function listen(acts) {
  const box = by("keys-on");
  box.checked = localStorage.getItem(OFF) !== "1";
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "" : "1"));
  by("help").addEventListener("click", () => by("keys").showModal());
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const act = chosen(event, acts, box.checked);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** What a key does; nothing where it is typed into a field, or meant for a button. */
function chosen(event, acts, letters) {
  const { key, target } = event;
  const typing = target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select");
  if (key === "Escape") return () => acts.escape(typing ? target : null);
  if (typing || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey) return event.altKey ? null : withCtrl(event, acts);
  const moves = withArrows(event, acts);
  if (moves) return moves;
  if (event.altKey) return null;
  const onButton = target.matches?.("button, a, summary, input");
  if (!onButton && key === " ") return acts.whole;
  if (!onButton && key === "Enter") return acts.enter;
  if (key === "Delete") return acts.remove;
  return letters ? oneLetter(key, acts) : null;
}

function withCtrl({ key, shiftKey }, acts) {
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? acts.redo : acts.undo;
  return letter === "y" ? acts.redo : null;
}

function withArrows({ key, shiftKey, altKey, target }, acts) {
  if (target.matches?.("input[type=radio]")) return null;
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return null;
  const upright = key === "ArrowDown" || key === "ArrowUp";
  if (shiftKey && upright && !altKey) return () => acts.extend(step);
  if (shiftKey && !upright) return () => acts.word(step, altKey);
  if (!shiftKey && !altKey && upright) return () => acts.move(step);
  return null;
}

function oneLetter(key, acts) {
  if (/^[1-9]$/.test(key)) return () => acts.code(Number(key));
  if (key in VALENCES) return () => acts.valence(VALENCES[key]);
  const letters = {
    "/": acts.find,
    m: acts.memo,
    e: acts.borders,
    c: acts.otherCode,
    n: () => acts.uncoded(1),
    N: () => acts.uncoded(-1),
    j: () => acts.move(1),
    k: () => acts.move(-1),
    "?": () => by("keys").showModal(),
  };
  return letters[key] || null;
}
