// Taking a transcript in: each form of words that may point to people is decided on, for all places or one by one.
import { send } from "/static/calls.js";
import { coderField } from "/static/coder.js";
import { remember } from "/static/history.js";
import { tell } from "/static/told.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const SHOWN = 4;
const reviewer = coderField(by("reviewer"));
const decided = new Map(); // id of a hit -> {action, replacement, reason}
let open = null;

function element(tag, { kind = "", text = "", ...rest } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), rest);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

by("file-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const file = form.elements.file.files[0];
  const query = new URLSearchParams({ name: file.name, interview: form.elements.interview.value });
  by("reading").hidden = false;
  try {
    begin(await send(`/api/review/open?${query}`, file));
  } catch (error) {
    tell(error);
  }
  by("reading").hidden = true;
});

function begin(told) {
  open = told;
  decided.clear();
  by("choose").hidden = true;
  by("work").hidden = false;
  by("about").textContent = `${told.file} → ${told.interview} · ${words.turns}: ${told.turns}`;
  by("notices").replaceChildren(...told.notices.map((text) => element("li", { text })));
  by("who").hidden = !told.speakers.length;
  by("speakers").replaceChildren(...told.speakers.map(speaker));
  by("again").disabled = true;
  const strong = told.groups.filter((group) => !group.weak);
  const weak = told.groups.filter((group) => group.weak);
  by("groups").replaceChildren(...strong.map(groupItem));
  by("weak-groups").replaceChildren(...weak.map(groupItem));
  by("weak").hidden = !weak.length;
  by("weak").querySelector("summary").textContent = words.weak.replace("{n}", weak.length);
  by("result").hidden = true;
  by("read").checked = false;
  progress();
  (by("groups").querySelector(".group") || by("read")).focus();
}

function speaker({ name, code, turns }) {
  const field = element("input", { value: code, maxLength: 4 });
  field.dataset.name = name;
  field.dataset.was = code;
  field.setAttribute("aria-label", name);
  field.addEventListener("input", () => {
    by("again").disabled = ![...by("speakers").querySelectorAll("input")].some((each) => each.value !== each.dataset.was);
  });
  return element("tr", {}, element("td", { text: name }), element("td", {}, field), element("td", { kind: "n", text: String(turns) }));
}

by("again").addEventListener("click", async () => {
  const fields = [...by("speakers").querySelectorAll("input")];
  try {
    begin(
      await send(`/api/review/${open.mark}/speakers`, {
        speakers: Object.fromEntries(fields.map((field) => [field.dataset.name, field.value])),
      }),
    );
  } catch (error) {
    tell(error);
  }
});

function groupItem(group) {
  const item = element("li", { kind: "group", tabIndex: 0 });
  item.group = group;
  const top = element(
    "p",
    { kind: "top-line" },
    element("strong", { text: `«${group.form}»` }),
    element("span", { text: group.kind }),
    element("span", { kind: "soft", text: words.places.replace("{n}", group.hits.length) }),
    element("span", {}, "→ ", element("span", { kind: "proposal", text: group.proposal })),
    element("span", { kind: "soft", text: group.reason }),
  );
  const list = element("ul");
  const all = choices(() => group.hits, item, words.forAll);
  item.append(top, list, all);
  hits(item, list, SHOWN);
  return item;
}

/** The places of a group, so many of them; with `each`, all of them with a decision of their own. */
function hits(item, list, most, each = false) {
  const { group } = item;
  const rows = group.hits.slice(0, each ? undefined : most).map((hit) => {
    const context = element(
      "span",
      { kind: "context", lang: "no" },
      element("span", { kind: "soft", text: `${hit.turn} ${hit.speaker}  ` }),
      hit.before,
      element("mark", { text: hit.words }),
      hit.after,
    );
    const row = element("li", { kind: "hit" }, context);
    if (each) row.append(choices(() => [hit], item, ""));
    return row;
  });
  if (!each && group.hits.length > most) {
    const more = element("button", { kind: "plain", type: "button", text: words.more.replace("{n}", group.hits.length - most) });
    more.addEventListener("click", () => hits(item, list, group.hits.length));
    rows.push(element("li", {}, more));
  }
  list.replaceChildren(...rows);
}

/** Buttons to decide with; what was decided stands beside them. */
function choices(chosen, item, label) {
  const box = element("div", { kind: "choices", role: "group" });
  box.setAttribute("aria-label", label || words.thisOne);
  const outcome = element("span", { kind: "outcome" });
  const field = element("input", { hidden: true, maxLength: 200 });
  const take = (decision) => {
    for (const hit of chosen()) decided.set(hit.id, decision);
    field.hidden = true;
    mark(item);
    progress();
  };
  const ask = (action, hint, value) => {
    field.hidden = false;
    field.placeholder = hint;
    field.setAttribute("aria-label", hint);
    field.value = value;
    field.dataset.action = action;
    field.focus();
    field.select();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      field.hidden = true;
      item.focus();
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value.trim();
    if (field.dataset.action === "keep") take({ action: "keep", reason: text });
    else if (field.dataset.action === "always") take({ action: "keep", reason: text, always: true });
    else if (text) take({ action: "replace", replacement: text });
    else return;
    next(item, 1);
  });
  const button = (text, act) => {
    const made = element("button", { type: "button", text });
    made.addEventListener("click", act);
    return made;
  };
  box.acts = {
    a: () => take({ action: "accept" }),
    r: () => ask("replace", words.replaceWith, chosen()[0].proposal),
    k: () => ask("keep", words.keepWhy, ""),
    K: () => item.group.lasting && ask("always", words.keepWhy, ""),
  };
  box.append(
    label ? element("span", { kind: "soft", text: label }) : "",
    button(words.accept, box.acts.a),
    button(words.replace, box.acts.r),
    button(words.keep, box.acts.k),
    label && item.group.lasting ? button(words.keepAlways, box.acts.K) : "",
  );
  if (label && chosen().length > 1) box.append(button(words.each, () => oneByOne(item)));
  box.append(field, outcome);
  box.show = () => {
    const own = chosen().map((hit) => decided.get(hit.id));
    const texts = new Set(own.filter(Boolean).map(inWords));
    outcome.textContent = [...texts].join("; ");
  };
  return box;
}

function inWords({ action, replacement, reason, always }) {
  if (action === "accept") return `✓ ${words.accepted}`;
  if (action === "replace") return `✓ → ${replacement}`;
  return `✓ ${always ? words.keptAlways : words.kept}${reason ? `: ${reason}` : ""}`;
}

function oneByOne(item) {
  hits(item, item.querySelector("ul"), 0, true);
  mark(item);
  item.querySelector("li.hit button")?.focus();
}

function mark(item) {
  item.classList.toggle("done", item.group.hits.every((hit) => decided.has(hit.id)));
  for (const box of item.querySelectorAll(".choices")) box.show();
}

function progress() {
  const must = open.groups.filter((group) => !group.weak).flatMap((group) => group.hits);
  const left = must.filter((hit) => !decided.has(hit.id)).length;
  by("progress").textContent = left ? words.left.replace("{n}", left) : words.allDecided;
  by("preview").disabled = left > 0;
  by("store").disabled = left > 0 || !by("read").checked;
}

function next(item, step) {
  const items = [...document.querySelectorAll(".group")].filter((each) => each.offsetParent);
  const other = items[items.indexOf(item) + step];
  (other || item).focus();
}

by("work").addEventListener("keydown", (event) => {
  const item = event.target.closest(".group");
  if (!item || event.target.matches("input") || event.ctrlKey || event.altKey || event.metaKey) return;
  const box = event.target.closest(".choices") || item.querySelector(":scope > .choices");
  const acts = {
    ArrowDown: () => next(item, 1),
    ArrowUp: () => next(item, -1),
    a: () => {
      box.acts.a();
      if (box.parentElement === item) next(item, 1);
    },
    r: box.acts.r,
    k: box.acts.k,
    K: box.acts.K,
    e: () => oneByOne(item),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

const decisions = () => [...decided].map(([id, decision]) => ({ id, ...decision }));

by("read").addEventListener("change", progress);
by("preview").addEventListener("click", async () => {
  try {
    const told = await send(`/api/review/${open.mark}/text`, { decisions: decisions() });
    const lines = told.turns.map((turn) =>
      element("p", { lang: "no" }, element("b", { text: `${turn.number} ${turn.speaker}: ` }), turn.text),
    );
    by("result").replaceChildren(...lines);
    by("result").hidden = false;
    by("result").focus();
  } catch (error) {
    tell(error);
  }
});
by("store").addEventListener("click", async () => {
  if (!reviewer.name()) {
    reviewer.ask();
    return;
  }
  try {
    const told = await send(`/api/review/${open.mark}/store`, { decisions: decisions(), reviewer: reviewer.name() });
    remember(told.entry);
    open = null;
    by("work").hidden = true;
    const text = words.stored.replace("{interview}", told.interview).replace("{turns}", told.turns);
    by("done").querySelector("p").textContent = text.replace("{replaced}", told.replaced);
    by("done").querySelector("a").href = `/transcript/${encodeURIComponent(told.interview)}`;
    by("done").hidden = false;
    by("done").focus();
  } catch (error) {
    tell(error);
  }
});
by("drop").addEventListener("click", async () => {
  await send(`/api/review/${open.mark}/drop`, {}).catch(tell);
  open = null;
  location.assign("/review");
});
addEventListener("beforeunload", (event) => {
  if (open) event.preventDefault();
});
document.documentElement.dataset.ready = "1";
