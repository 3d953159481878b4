// What the groups at a conference said: findings by groups, entered by keys, mouse or touch, saved through the queue.
import { get, send } from "/static/calls.js";
import { choose } from "/static/choice.js";
import { coderField } from "/static/coder.js";
import { Grid } from "/static/grid.js";
import { remember } from "/static/history.js";
import { push, unsaved } from "/static/queue.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const { ref, most } = by("grid").dataset;
const base = `/api/conference/${encodeURIComponent(ref)}`;
const author = coderField(by("author"));
const NONE = { verdict: "", wording: "", comment: "" };
const same = (one, other) => Object.keys(NONE).every((name) => one[name] === other[name]);
const key = (finding, group) => `${finding} ${group}`;
const bare = ({ verdict, wording, comment }) => ({ verdict, wording, comment });
let wanted = Number(by("grid").dataset.groups); // how many groups are shown
let groups = [];
let cells = new Map(); // by finding and group: `saved` as the server has it, `now` as it is to be
let open = null; // what the panel shows: { finding, group }, without a finding for the group itself

const grid = new Grid(by("grid"), by("column"), { cell, enter, show, point });
const groupOf = (name) => groups.find((each) => each.name === name);

function cell(finding, group) {
  const id = key(finding.id, group.name);
  if (!cells.has(id)) cells.set(id, { saved: NONE, now: NONE, before: finding.statement });
  return cells.get(id);
}

async function load() {
  const told = await get(`${base}?groups=${wanted}`);
  groups = told.groups;
  wanted = groups.length;
  const lines = told.verdicts.map((each) => [
    key(each.finding, each.group),
    { saved: bare(each), now: bare(each), before: each.before },
  ]);
  cells = new Map(lines);
  by("nothing").hidden = told.findings.length > 0;
  grid.draw(told.findings, groups);
  if (open) reopen();
}

function reopen() {
  const finding = open.finding && grid.findings.find((each) => each.id === open.finding.id);
  const group = groupOf(open.group.name);
  if (group && (finding || !open.finding)) fill(finding, group);
  else close();
}

/** Enter something; the cell shows it at once, and it is saved as soon as can be. */
function enter(finding, group, values) {
  const own = cell(finding, group);
  const now = { ...own.now, ...values };
  if (same(now, own.now)) return;
  own.now = now.verdict ? now : NONE;
  grid.redraw(finding, group);
  if (open?.finding === finding && open.group === group) fill(finding, group);
  push(
    () => save(finding, group, own),
    (error) => refused(error, finding, group, own),
  );
}

async function save(finding, group, own) {
  const aim = own.now;
  if (same(aim, own.saved)) return;
  const what = { finding: finding.id, group: group.name, seen: own.saved, author: author.name(), topic: group.topic };
  const told = aim.verdict ? await send(`${base}/verdict`, { ...what, ...aim }) : await send(`${base}/clear`, what);
  remember(told.entry);
  own.saved = told.verdict ? bare(told.verdict) : NONE;
  if (same(own.now, aim)) own.now = own.saved; // a wording that is the old one is none
  grid.redraw(finding, group);
  notices(told.notices);
}

function notices(found) {
  if (found?.length) say(`${words.pointing} ${found.join("; ")}`, { stays: true, kind: "bad" });
  else say(words.saved);
}

async function refused(error, finding, group, own) {
  const told = await get(`${base}?groups=${wanted}`);
  const there = told.verdicts.find((each) => each.finding === finding.id && each.group === group.name);
  const theirs = there ? bare(there) : NONE;
  const mine = own.now;
  own.saved = theirs;
  own.now = theirs;
  if (error.status !== 409) {
    if (!same(mine, theirs)) tell(error); // else it was saved, only the answer did not come
  } else if (!same(mine, theirs)) {
    by("conflict-theirs").textContent = inWords(theirs);
    by("conflict-mine").textContent = inWords(mine);
    if ((await choose(by("conflict"), "theirs")) === "mine") enter(finding, group, mine);
  }
  grid.redraw(finding, group);
  if (open?.finding === finding && open.group === group) fill(finding, group);
}

const inWords = (each) =>
  [words[`box-${each.verdict || "none"}`], each.wording, each.comment].filter(Boolean).join("\n");

// The panel: wording and comment of a verdict, or topic and notes of a group.
function fill(finding, group) {
  open = { finding, group };
  by("of-verdict").hidden = !finding;
  by("of-group").hidden = Boolean(finding);
  if (finding) {
    const own = cell(finding, group);
    by("behind-title").textContent = `${finding.ref}, ${group.name}`;
    by("before").textContent = own.before || finding.statement;
    for (const button of by("of-verdict").querySelectorAll("[data-verdict]")) {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === own.now.verdict));
    }
    for (const name of ["wording", "comment"]) {
      by(name).disabled = !own.now.verdict;
      if (document.activeElement !== by(name) || !own.now.verdict) by(name).value = own.now[name];
    }
    by("copy").disabled = !own.now.verdict || Boolean(own.now.wording);
    by("lack").textContent = !own.now.verdict ? words.boxFirst : grid.lacks(own.now) ? words.butWhat : "";
  } else {
    by("behind-title").textContent = group.name;
    by("topic").value = group.topic;
    by("notes").value = group.notes;
  }
}

/** Open the panel; `field` takes the focus, else the heading. */
function show(finding, group, field = "") {
  keep();
  fill(finding, group);
  by("behind").hidden = false;
  document.querySelector(".bench").classList.add("open");
  by(field || "behind-title").focus();
}

/** Keep what is written in the panel. */
function keep() {
  if (!open) return;
  const { finding, group } = open;
  if (finding) {
    const own = cell(finding, group);
    if (own.now.verdict) enter(finding, group, { wording: by("wording").value.trim(), comment: by("comment").value.trim() });
    return;
  }
  const [topic, notes] = [by("topic").value.trim(), by("notes").value.trim()];
  if (topic === group.topic && notes === group.notes) return;
  Object.assign(group, { topic, notes });
  grid.heads();
  push(
    async () => {
      const told = await send(`${base}/group`, { group: group.name, topic, notes, seen: group.seen, author: author.name() });
      remember(told.entry);
      group.seen = told.seen;
      notices(told.notices);
    },
    async (error) => {
      const now = (await get(`${base}?groups=${wanted}`)).groups.find((each) => each.name === group.name);
      group.seen = now?.seen || ["", ""];
      if (error.status !== 409) {
        tell(error);
        return;
      }
      by("conflict-theirs").textContent = group.seen.join("\n");
      by("conflict-mine").textContent = `${topic}\n${notes}`;
      const mine = (await choose(by("conflict"), "theirs")) === "mine";
      Object.assign(group, { topic: group.seen[0], notes: group.seen[1] });
      if (open?.group === group && !open.finding) fill(null, group);
      if (mine) {
        Object.assign(by("topic"), { value: topic });
        Object.assign(by("notes"), { value: notes });
        keep();
      }
    },
  );
}

function close() {
  keep();
  const was = open;
  open = null;
  by("behind").hidden = true;
  document.querySelector(".bench").classList.remove("open");
  if (was) grid.focus(was.finding, was.group);
}

for (const button of by("of-verdict").querySelectorAll("[data-verdict]")) {
  button.addEventListener("click", () => {
    const { finding, group } = open;
    enter(finding, group, { verdict: button.dataset.verdict });
    if (button.dataset.verdict === "nuanced") by("wording").focus();
  });
}
for (const name of ["wording", "comment", "topic", "notes"]) by(name).addEventListener("change", keep);
by("copy").addEventListener("click", () => {
  by("wording").value = by("before").textContent;
  by("wording").focus();
});
by("behind").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close();
});
by("behind-close").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open && !document.querySelector("dialog[open]")) close();
});

// New points.
async function point(finding, group) {
  const dialog = by("new-point");
  const form = dialog.querySelector("form");
  form.reset();
  by("new-title").textContent = words.newFrom.replace("{group}", group.name);
  by("new-near").textContent = finding ? `${finding.ref}: ${finding.statement}` : "";
  form.elements.themes.value = finding?.keys[0] || "";
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  if (dialog.returnValue !== "do") return grid.focus(finding, group);
  const told = Object.fromEntries(new FormData(form));
  push(
    async () => {
      const what = { ...told, group: group.name, topic: group.topic, author: author.name() };
      const answer = await send(`${base}/new`, what);
      remember(answer.entry);
      await load();
      grid.focus(grid.findings.find((each) => each.ref === answer.finding), group);
      notices(answer.notices);
    },
    tell,
  );
}
by("group-new").addEventListener("click", () => void point(null, open.group));
by("add-group").addEventListener("click", async () => {
  wanted = Math.min(groups.length + 1, Number(most));
  history.replaceState(null, "", `?groups=${wanted}`);
  await load();
  grid.column(groups.at(-1).name);
});

undoing(async () => {
  if (unsaved()) return;
  open = null;
  by("behind").hidden = true;
  document.querySelector(".bench").classList.remove("open");
  await load();
});
addEventListener("beforeunload", (event) => {
  keep();
  if (unsaved()) event.preventDefault();
});
try {
  await load();
} catch (error) {
  tell(error);
}
document.documentElement.dataset.ready = "1";
