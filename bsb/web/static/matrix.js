// A matrix: a cell leads to what was said, who said it, and the summary written in it.
import { get, send } from "/static/calls.js";
import { choose } from "/static/choice.js";
import { coderField } from "/static/coder.js";
import { remember } from "/static/history.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const table = document.querySelector(".matrix");
const { name, district, query } = table.dataset;
const base = `/api/matrix/${encodeURIComponent(name)}`;
const text = by("summary");
const author = coderField(by("author"));
let open = null; // the button of the cell that is open
let seen = "";

const cells = [...table.querySelectorAll("button")];
if (cells[0]) cells[0].tabIndex = 0;

function element(tag, kind, content) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.textContent = content;
  return made;
}

async function show(button, { focus = true } = {}) {
  if (written() && open && open !== button && !(await save())) return;
  const { row, column } = button.dataset;
  try {
    const told = await get(`${base}?${new URLSearchParams(`${query}&${new URLSearchParams({ row, column })}`)}`);
    open?.setAttribute("aria-pressed", "false");
    open = button;
    open.setAttribute("aria-pressed", "true");
    fill(told);
    by("behind").hidden = false;
    document.querySelector(".bench").classList.add("open");
    if (focus) by("behind-title").focus();
  } catch (error) {
    tell(error);
  }
}

function fill(told) {
  by("behind-title").textContent = told.title;
  const voices = told.voices.map((voice) => `${voice.speaker} (${voice.interview}): ${voice.turns}`);
  by("behind-voices").textContent = `${words.voices.replace("{n}", told.voices.length)} ${voices.join(", ")}`;
  seen = told.summary;
  text.value = told.summary;
  by("summary-by").textContent = told.by;
  by("summary-since").textContent = told.since ? words.since.replace("{what}", told.since) : "";
  by("summary-save").disabled = true;
  by("quotes").replaceChildren(...told.quotes.map(quote));
}

function quote(passage) {
  const kinds = passage.valences;
  const item = element("li", kinds.length === 1 ? kinds[0] : "", "");
  const said = element("p", "", "");
  said.lang = "no";
  said.append(
    element("span", "around", passage.before),
    element("span", "words", passage.words),
    element("span", "around", passage.after),
  );
  const where = element("a", "", `${passage.interview}, ${words.turn} ${passage.turn}`);
  where.href = `/transcript/${encodeURIComponent(passage.interview)}#t${passage.turn}`;
  const from = element("p", "soft", `${passage.speaker} · ${kinds.map((kind) => words[kind]).join(", ")} · `);
  from.append(where, ` · ${passage.coders.join(", ")}`);
  item.append(said, from);
  return item;
}

const written = () => text.value.trim() !== seen.trim();

/** Save the summary; false if it was not saved, and then it stays in the field. */
async function save() {
  if (!open || !written()) return true;
  if (!author.name()) {
    author.ask();
    return false;
  }
  const { row, column } = open.dataset;
  try {
    const told = await send(`${base}/summary`, { row, column, district, text: text.value, seen, author: author.name() });
    remember(told.entry);
    say(words.saved);
    await again();
    return true;
  } catch (error) {
    if (error.status === 409) return conflict(row, column);
    tell(error);
    return false;
  }
}

/** Somebody else wrote there meanwhile: both texts are shown, and the person decides. */
async function conflict(row, column) {
  const now = await get(`${base}?${new URLSearchParams({ row, column, district })}`);
  const mine = text.value.trim();
  by("conflict-theirs").textContent = now.summary;
  by("conflict-mine").textContent = mine;
  const choice = await choose(by("conflict"), "both");
  fill(now);
  if (choice === "theirs") return true;
  text.value = choice === "mine" ? mine : [now.summary, mine].filter(Boolean).join("\n\n");
  return save();
}

/** Fetch the open cell anew, and mark whether a summary stands in it. */
async function again() {
  if (!open) return;
  await show(open, { focus: false });
  const mark = open.querySelector(".written");
  if (seen && !mark) open.append(element("span", "written", "¶"));
  if (!seen) mark?.remove();
}

function close() {
  by("behind").hidden = true;
  document.querySelector(".bench").classList.remove("open");
  open?.setAttribute("aria-pressed", "false");
  open?.focus();
  open = null;
}

table.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) void show(button);
});
table.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest("td");
  if (!step || !cell) return;
  event.preventDefault();
  let row = cell.parentElement.rowIndex + step[0];
  let column = cell.cellIndex + step[1];
  for (; table.rows[row]?.cells[column]; row += step[0], column += step[1]) {
    const next = table.rows[row].cells[column].querySelector("button");
    if (next) {
      for (const each of cells) each.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      return;
    }
  }
});
by("behind-close").addEventListener("click", async () => {
  if (await save()) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open && !document.querySelector("dialog[open]")) by("behind-close").click();
});
text.addEventListener("input", () => {
  by("summary-save").disabled = !written();
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
});
by("summary-save").addEventListener("click", () => void save());
addEventListener("beforeunload", (event) => {
  if (open && written()) event.preventDefault();
});
by("export").addEventListener("click", async () => {
  try {
    const told = await send(`${base}/export`, { district });
    say(words.wrote.replace("{file}", told.file));
    location.assign(told.address);
  } catch (error) {
    tell(error);
  }
});
undoing(again);
document.documentElement.dataset.ready = "1";
