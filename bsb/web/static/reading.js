// The transcript page: puts the text, the codings, the code list and the keys together.
import { get } from "/static/calls.js";
import { Card } from "/static/card.js";
import { coderField } from "/static/coder.js";
import { Codes } from "/static/codes.js";
import { Codings } from "/static/codings.js";
import { asker } from "/static/conflict.js";
import { Drawing } from "/static/draw.js";
import { onHistory, redo, undo } from "/static/history.js";
import { listen } from "/static/keys.js";
import { freshColours } from "/static/newcode.js";
import { Pick } from "/static/pick.js";
import { push, unsaved } from "/static/queue.js";
import { Talk } from "/static/text.js";
import { say, tell } from "/static/told.js";
import { words } from "/words.js";

const LOOK_MS = 3000;
const by = (id) => document.getElementById(id);
const interview = by("talk").dataset.interview;
const talk = new Talk(by("turns"));
let chosen = null;
let mode = ""; // "borders" or "code" while the chosen coding gets new ones

const codes = new Codes({ take: (key) => take(key) });
const drawing = new Drawing(talk, codes, () => chosen);
const codings = new Codings(talk, interview, { changed, ask: asker(talk, codes) });
const pick = new Pick(talk, drawing);

// Who codes.
const coder = coderField(by("coder"), () => {
  if (mine()) void whose();
});
const me = coder.name;

// What is shown.
const mine = () => document.querySelector("[name=whose]:checked").value === "mine";
const onlyCode = by("only-code");
const onlyCoder = by("only-coder");
const onlySpeaker = by("only-speaker");
const fits = (coding) =>
  (!onlyCode.value || coding.code === onlyCode.value) &&
  (!onlyCoder.value || coding.coder === onlyCoder.value) &&
  (!mine() || coding.coder === me());
const isShown = (coding) => codings.all.includes(coding) && fits(coding);

function changed(some) {
  if (chosen && !codings.all.includes(chosen)) choose(null);
  if (some) {
    drawing.some(some, isShown);
  } else {
    drawing.all(codings.all.filter(fits));
    codes.settle(codings.all);
    fill(onlyCoder, [...new Set(codings.all.map((coding) => coding.coder))].sort(), (name) => name);
    const used = codes.list.filter((code) => codings.all.some((coding) => coding.code === code.key));
    fill(onlyCode, used.map((code) => code.key), (key) => codes.get(key).name);
  }
  card.show(chosen);
}

function fill(select, values, label) {
  const now = select.value;
  select.replaceChildren(select.options[0], ...values.map((value) => new Option(label(value), value)));
  select.value = values.includes(now) ? now : "";
}

async function whose() {
  if (mine() && !me()) {
    coder.ask();
    document.querySelector("[name=whose][value=all]").checked = true;
    return;
  }
  codings.only = mine() ? me() : null;
  by("coder-filter").hidden = mine();
  await codings.load().catch(tell);
}

for (const radio of document.querySelectorAll("[name=whose]")) radio.addEventListener("change", whose);
for (const select of [onlyCode, onlyCoder]) select.addEventListener("change", () => drawing.all(codings.all.filter(fits)));
onlySpeaker.addEventListener("change", () => {
  for (const turn of talk.turns) {
    turn.element.hidden = Boolean(onlySpeaker.value) && turn.speaker !== onlySpeaker.value;
  }
  drawing.all(codings.all.filter(fits));
});

// What people do.
function choose(coding) {
  chosen = coding;
  if (!coding) setMode("");
  card.show(coding);
  drawing.choose();
}

function setMode(next) {
  mode = next;
  by("borders").hidden = mode !== "borders";
  document.body.dataset.mode = mode;
}

/** A code was picked: for the chosen coding if that is to get another, else for what is picked. */
function take(key) {
  if (mode === "code" && chosen) {
    codings.edit(chosen, { code: key });
    setMode("");
    codes.used(key);
    backToText();
    return;
  }
  if (!pick.span) {
    say(words.pickFirst, { kind: "bad" });
    return;
  }
  if (!me()) {
    coder.ask();
    return;
  }
  const coding = codings.add(pick.span, key, me());
  codes.used(key, isNew(coding) ? 1 : 0);
  getSelection().removeAllRanges(); // else the mouse would drag these words, and not select others among them
  choose(coding);
  say(words.codedWith.replace("{code}", codes.get(key)?.name || key));
  backToText();
}

const isNew = (coding) => coding.waiting && !coding.ref;

/** After a code was found by typing, the keys are for the text again. */
function backToText() {
  if (by("find") === document.activeElement || document.activeElement === document.body) {
    const turn = pick.span ? talk.turnAt(pick.span.start) : pick.current;
    pick.go(turn);
  }
}

function edit(values) {
  if (chosen) codings.edit(chosen, values);
}

function remove() {
  if (!chosen) return;
  const gone = chosen;
  choose(null);
  codings.remove(gone);
  codes.used(gone.code, -1);
  say(words.removedOne);
}

function borders() {
  if (!chosen) return;
  setMode("borders");
  getSelection().removeAllRanges();
  pick.set({ start: chosen.start, end: chosen.end });
  pick.go(talk.turnAt(chosen.start));
}

function saveBorders() {
  if (chosen && pick.span) edit({ ...pick.span });
  setMode("");
}

function otherCode() {
  if (!chosen) return;
  setMode("code");
  by("find").focus();
  say(words.findOther, { stays: true });
}

/** Undo or redo when all that was done before is saved: it waits in the same queue. */
function history(what, done) {
  push(
    async () => {
      const did = await what();
      if (did) say(done);
      await refresh();
    },
    async (error) => {
      tell(error);
      await refresh();
    },
  );
}

/** Fetch what is in the project now, once nothing waits any more. */
async function refresh() {
  setTimeout(() => void reload().catch(() => {}), 0);
}

async function reload() {
  await codes.load();
  await Promise.all([codings.load(), freshColours()]);
}

function uncoded(step) {
  const coded = new Set(codings.all.filter(fits).flatMap((coding) => talk.turnsOf(coding)));
  let turn = pick.beside(pick.current, step);
  while (turn && (!turn.participant || coded.has(turn) || turn.start === turn.end)) turn = pick.beside(turn, step);
  if (turn) pick.go(turn, { smooth: true });
  else say(words.noneUncoded);
}

const card = new Card(talk, codings, codes, { edit, remove, borders, otherCode, choose });
by("borders-save").addEventListener("click", saveBorders);
by("borders-cancel").addEventListener("click", () => setMode(""));
by("undo").addEventListener("click", () => history(undo, words.undone));
by("redo").addEventListener("click", () => history(redo, words.redone));
by("next-uncoded").addEventListener("click", () => uncoded(1));
onHistory((done, undone) => {
  by("undo").disabled = !done;
  by("redo").disabled = !undone;
});
listen({
  move(step) {
    if (mode !== "borders") pick.set(null);
    getSelection().removeAllRanges();
    pick.go(pick.beside(pick.current, step) || pick.current);
  },
  whole: () => pick.whole(),
  enter: () => (mode === "borders" ? saveBorders() : pick.whole()),
  extend: (step) => pick.extend(step),
  word: (step, beginning) => pick.word(step, { beginning }),
  code(digit) {
    const key = codes.onKey(digit);
    if (key) take(key);
  },
  valence(valence) {
    edit({ valence });
  },
  find: () => by("find").focus(),
  memo() {
    if (chosen) by("card-memo").focus();
  },
  borders,
  otherCode,
  remove,
  uncoded,
  undo: () => history(undo, words.undone),
  redo: () => history(redo, words.redone),
  escape(field) {
    if (field) {
      if (field.id === "find") field.value = "";
      field.blur();
      codes.draw();
      setMode("");
      pick.go(pick.current);
    } else if (mode) {
      setMode("");
    } else if (pick.span) {
      pick.clear();
    } else {
      choose(null);
    }
  },
});

by("turns").addEventListener("click", (event) => {
  const drawn = event.target.closest(".mark, .bar");
  if (drawn) {
    choose(codings.find(Number(drawn.dataset.id)));
    return;
  }
  const turn = talk.turns.find((each) => each.element.contains(event.target));
  if (!turn || talk.selected()) return;
  if (mode !== "borders") pick.set(null);
  pick.go(turn);
});
by("turns").addEventListener("focusin", (event) => {
  const turn = talk.turns.find((each) => each.element === event.target);
  if (turn && turn !== pick.current) {
    pick.current.element.tabIndex = -1;
    pick.current = turn;
    turn.element.tabIndex = 0;
  }
});

// Bars follow the text when it is laid out anew.
let width = by("turns").clientWidth;
new ResizeObserver(() => {
  if (by("turns").clientWidth === width) return;
  width = by("turns").clientWidth;
  drawing.all(codings.all.filter(fits));
}).observe(by("turns"));

// What other windows and other people write is shown here too.
async function look() {
  if (document.visibilityState === "visible" && !unsaved()) {
    try {
      const { newest } = await get("/api/newest");
      if (newest !== codings.newest && !unsaved() && !document.querySelector("dialog[open]")) {
        await codes.load();
        await codings.load();
      }
      if (contact === false) say(words.back);
      contact = true;
    } catch (error) {
      contact = false;
      say(error.message, { stays: true, kind: "bad" });
    }
  }
  setTimeout(look, LOOK_MS);
}
let contact = true;

try {
  const asked = codings.fetch();
  await codes.load();
  await codings.load(asked);
  document.documentElement.dataset.ready = "1";
  const wanted = /^#t\d+$/.test(location.hash) && talk.turns.find((turn) => `#${turn.element.id}` === location.hash);
  if (wanted) pick.go(wanted);
} catch (error) {
  tell(error);
}
setTimeout(look, LOOK_MS);
