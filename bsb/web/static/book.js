// The codebook's page: a tree for each facet, moved about by mouse or keys, and a form for the code one stands on.
import { get, send } from "/static/calls.js";
import { remember } from "/static/history.js";
import { askNewCode, freshColours } from "/static/newcode.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const FACETS = ["service", "theme", "free"];
const FIELDS = ["name", "short", "definition", "include", "exclude", "example", "memo", "colour", "status"];
const tree = by("tree");
const form = by("edit");
let codes = [];
let here = "";

const find = (key) => codes.find((code) => code.key === key);
const family = (code) => codes.filter((each) => each.facet === code.facet && each.parent === code.parent);

async function load() {
  codes = (await get("/api/codes")).codes;
  by("empty").hidden = codes.length > 0;
  for (const old of tree.querySelectorAll("section")) old.remove();
  tree.append(...FACETS.filter((facet) => codes.length).map(section));
  if (!find(here)) here = codes[0]?.key ?? "";
  show();
}

function section(facet) {
  const made = document.createElement("section");
  const head = document.createElement("h2");
  head.id = `facet-${facet}`;
  head.textContent = words[facet];
  const list = document.createElement("div");
  list.className = "codes";
  list.role = "tree";
  list.dataset.facet = facet;
  list.setAttribute("aria-labelledby", head.id);
  list.append(...codes.filter((code) => code.facet === facet).map(row));
  made.append(head, list);
  return made;
}

function row(code) {
  const made = document.createElement("div");
  made.className = `code c-${code.key} ${code.codable ? "" : "group"} ${code.status}`;
  made.role = "treeitem";
  made.dataset.key = code.key;
  made.draggable = true;
  made.tabIndex = code.key === here ? 0 : -1;
  made.setAttribute("aria-level", code.depth + 1);
  made.setAttribute("aria-selected", String(code.key === here));
  made.style.paddingLeft = `${0.5 + 1.6 * code.depth}rem`;
  const part = (kind, text) => {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    return span;
  };
  const count = part("n", code.codings || (code.codable ? "0" : ""));
  count.title = words.codings;
  made.append(part("name", code.name), part("what", code.short), count);
  made.title = code.definition;
  return made;
}

/** Show the code one stands on in the form. */
function show() {
  const code = find(here);
  by("panel").hidden = !code;
  if (!code) return;
  by("panel-title").textContent = code.name;
  by("panel-about").textContent = `${code.key} · ${words.codings}: ${code.codings}`;
  for (const name of FIELDS) form.elements[name].value = code[name];
  const others = codes.filter((each) => each.facet === code.facet && each.key !== code.key);
  by("merge").elements.into.replaceChildren(
    ...others.map((each) => new Option(`${"\u2003".repeat(each.depth)}${each.name}`, each.key)),
  );
  by("merge").hidden = !others.length;
}

function stand(key, { focus = true } = {}) {
  here = key;
  for (const each of tree.querySelectorAll(".code")) {
    const mine = each.dataset.key === key;
    each.tabIndex = mine ? 0 : -1;
    each.setAttribute("aria-selected", String(mine));
    if (mine && focus) each.focus();
  }
  show();
}

/** Make a change, show what came of it, and stay where one was. */
async function change(path, told, done = words.saved) {
  try {
    const answer = await send(path, told);
    remember(answer.entry);
    await refresh();
    say(done);
    return true;
  } catch (error) {
    const typed = path === "/api/codes/edit" ? told : null;
    await refresh();
    for (const [name, value] of Object.entries(typed || {})) if (FIELDS.includes(name)) form.elements[name].value = value;
    tell(error);
    return false;
  }
}

async function refresh() {
  const focused = document.activeElement?.closest?.(".code") !== null;
  await Promise.all([load(), freshColours()]);
  stand(here, { focus: focused });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = find(here);
  const values = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  const differ = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== code[name]));
  if (!Object.keys(differ).length) return;
  const seen = Object.fromEntries(Object.keys(differ).map((name) => [name, code[name]]));
  void change("/api/codes/edit", { code: here, seen, ...differ });
});

// Moving.
const MOVES = {
  up(code) {
    const around = family(code);
    const at = around.indexOf(code);
    if (at < 1) return null;
    return at === 1 ? { first: true } : { after: around[at - 2].key };
  },
  down(code) {
    const around = family(code);
    const next = around[around.indexOf(code) + 1];
    return next ? { after: next.key } : null;
  },
  in(code) {
    const around = family(code);
    const over = around[around.indexOf(code) - 1];
    return over ? { parent: over.key } : null;
  },
  out(code) {
    return code.parent ? { after: code.parent } : null;
  },
};

function move(how, key = here) {
  const where = MOVES[how](find(key));
  if (where) void change("/api/codes/move", { code: key, ...where }, words.moved);
}

for (const button of document.querySelectorAll("[data-move]")) {
  button.addEventListener("click", () => move(button.dataset.move));
}
tree.addEventListener("click", (event) => {
  const code = event.target.closest(".code");
  if (!code) return;
  stand(code.dataset.key);
  // Where the form lies below the tree it would be out of sight.
  if (by("panel").getBoundingClientRect().top > innerHeight) by("panel").scrollIntoView({ block: "start" });
});
tree.addEventListener("keydown", (event) => {
  if (!event.target.matches(".code")) return;
  const how = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" }[event.key];
  if (event.altKey && how) {
    event.preventDefault();
    move(how);
  } else if (how === "up" || how === "down") {
    event.preventDefault();
    const rows = [...tree.querySelectorAll(".code")];
    const next = rows[rows.indexOf(event.target) + (how === "up" ? -1 : 1)];
    if (next) stand(next.dataset.key);
  } else if (event.key === "Enter") {
    event.preventDefault();
    form.elements.name.focus();
  }
});

// Dragging: onto the middle of a code is under it, onto its lower edge is behind it.
let dragged = "";
const clean = () => {
  for (const each of tree.querySelectorAll(".under, .behind")) each.classList.remove("under", "behind");
};
tree.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".code")?.dataset.key ?? "";
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged);
});
tree.addEventListener("dragover", (event) => {
  const over = event.target.closest(".code, .codes");
  if (!dragged || !over) return;
  event.preventDefault();
  clean();
  if (over.matches(".code")) over.classList.add(lower(event, over) ? "behind" : "under");
});
tree.addEventListener("dragend", () => {
  dragged = "";
  clean();
});
tree.addEventListener("drop", (event) => {
  event.preventDefault();
  clean();
  const over = event.target.closest(".code, .codes");
  const code = dragged;
  dragged = "";
  if (!code || !over || over.dataset.key === code) return;
  if (over.matches(".codes")) {
    const facet = over.dataset.facet;
    const same = find(code).facet === facet;
    void change("/api/codes/move", same ? { code, parent: "" } : { code, facet }, words.moved);
  } else {
    const where = lower(event, over) ? { after: over.dataset.key } : { parent: over.dataset.key };
    void change("/api/codes/move", { code, ...where }, words.moved);
  }
});

function lower(event, element) {
  const box = element.getBoundingClientRect();
  return event.clientY > box.top + box.height * 0.65;
}

// Merging, after a look at what it would change.
by("merge").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = { codes: [here], into: by("merge").elements.into.value };
  try {
    const preview = await send("/api/codes/merge", told);
    const list = (id, lines) => {
      by(id).replaceChildren(
        ...lines.map((line) => {
          const item = document.createElement("li");
          item.textContent = line;
          return item;
        }),
      );
    };
    list("preview-notices", preview.notices);
    list("preview-lines", preview.lines);
    by("preview").returnValue = "";
    by("preview").onclose = async () => {
      if (by("preview").returnValue !== "do") return;
      here = told.into;
      await change("/api/codes/merge", { ...told, mark: preview.mark }, words.merged);
    };
    by("preview").showModal();
  } catch (error) {
    tell(error);
  }
});
by("remove").addEventListener("click", () => void change("/api/codes/remove", { code: here }, words.removedOne));
by("new").addEventListener("click", () =>
  askNewCode(codes, "", async (key) => {
    here = key;
    await refresh();
  }),
);

undoing(refresh);

try {
  here = decodeURIComponent(location.hash.slice(1));
  await load();
  document.documentElement.dataset.ready = "1";
} catch (error) {
  tell(error);
}
