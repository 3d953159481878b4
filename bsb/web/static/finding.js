// One finding: its fields, the words it rests on, and what should be done. Saved together, never over somebody else.
import { get, send } from "/static/calls.js";
import { choose } from "/static/choice.js";
import { coderField } from "/static/coder.js";
import { remember } from "/static/history.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const form = by("edit");
const evidence = by("evidence");
const advice = by("recommendations");
const { ref } = form.dataset;
const author = coderField(by("author"));
let seen = JSON.parse(form.dataset.seen);

const values = (list) => [...list.children].map((item) => item.dataset.value).join("\n");
const chips = (field) => form.querySelector(`.chips[data-field=${field}]`);
const oneLine = (text) => text.replace(/\s+/gu, " ").trim();

function recommendations() {
  const lines = [...advice.children].map((item) => {
    const text = oneLine(item.querySelector("textarea").value);
    return text && `${item.dataset.ref} ${oneLine(item.querySelector(".who").value)}: ${text}`.trim();
  });
  return lines.filter(Boolean).join("\n");
}

function fields() {
  return {
    statement: form.elements.statement.value,
    kind: form.elements.kind.value,
    themes: values(chips("themes").querySelector("ul")),
    services: values(chips("services").querySelector("ul")),
    districts: values(chips("districts").querySelector("ul")),
    evidence: values(evidence),
    assessment: form.elements.assessment.value,
    recommendations: recommendations(),
  };
}

let kept = fields(); // as the form stood when it agreed with the server

function differing() {
  return Object.fromEntries(Object.entries(fields()).filter(([name, text]) => text.trim() !== kept[name].trim()));
}

function changed() {
  by("save").disabled = !Object.keys(differing()).length;
}

function lines(list, texts) {
  list.replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }),
  );
}

function took(told, own) {
  remember(told.entry);
  seen = told.texts;
  lines(by("warnings"), told.warnings);
  by("counts").textContent = told.counts;
  document.querySelector("h1").textContent = `${ref}: ${told.texts.statement}`;
  if ("recommendations" in own) {
    for (const item of [...advice.children]) if (!item.querySelector("textarea").value.trim()) item.remove();
    [...advice.children].forEach((item, at) => {
      item.dataset.ref = told.recommendations[at] || "";
      item.querySelector(".ref").textContent = item.dataset.ref;
    });
  }
  kept = fields();
  changed();
  if ("evidence" in own || "themes" in own || "services" in own || "districts" in own) void near();
}

/** Save what differs; false if it was not saved, and then it stays in the form. */
async function save() {
  const own = differing();
  if (!Object.keys(own).length) return true;
  try {
    took(await send("/api/findings/edit", { finding: ref, seen, author: author.name(), ...own }), own);
    say(words.saved);
    return true;
  } catch (error) {
    if (error.status === 409) return conflict(own);
    tell(error);
    return false;
  }
}

/** Somebody else changed it meanwhile: what differs is shown in both versions, and the person decides. */
async function conflict(own) {
  const now = await get(`/api/finding/${ref}`);
  const part = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };
  by("conflict-fields").replaceChildren(
    ...Object.keys(own)
      .filter((name) => now.texts[name] !== seen[name])
      .map((name) => {
        const box = document.createElement("section");
        const pair = document.createElement("div");
        pair.className = "pair";
        for (const [head, text] of [[words.theirs, now.texts[name]], [words.mine, shown(name, own[name])]]) {
          const side = document.createElement("div");
          const said = part("p", text || "–");
          said.className = "text";
          side.append(part("h4", head), said);
          pair.append(side);
        }
        box.append(part("h3", now.names[name]), pair);
        return box;
      }),
  );
  const choice = await choose(by("conflict"), "");
  if (choice === "theirs") {
    kept = fields();
    location.reload();
    return true;
  }
  if (choice !== "mine") return false;
  seen = now.texts;
  return save();
}

/** What a field of the form holds, as people read it. */
function shown(name, text) {
  const box = chips(name);
  if (!box) return name === "kind" ? form.elements.kind.selectedOptions[0].textContent : text;
  return [...box.querySelectorAll("li span")].map((each) => each.textContent).join("; ");
}

function taker(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take";
  button.setAttribute("aria-label", words.takeAway.replace("{what}", label));
  button.textContent = "✕";
  return button;
}

for (const box of form.querySelectorAll(".chips")) {
  const select = box.querySelector("select");
  select.addEventListener("change", () => {
    const chosen = select.selectedOptions[0];
    const list = box.querySelector("ul");
    if (select.value && ![...list.children].some((item) => item.dataset.value === select.value)) {
      const item = document.createElement("li");
      const label = document.createElement("span");
      item.dataset.value = select.value;
      label.textContent = chosen.textContent.trim();
      item.append(label, taker(label.textContent));
      list.append(item);
    }
    select.value = "";
    changed();
  });
}

form.addEventListener("click", (event) => {
  const button = event.target.closest(".take");
  if (!button) return;
  const item = button.closest("li");
  const next = item.nextElementSibling?.querySelector(".take") || item.parentElement.parentElement.querySelector("select, button, input");
  item.remove();
  next?.focus();
  changed();
});

function rest(value, build) {
  if ([...evidence.children].some((item) => item.dataset.value === value)) return;
  const item = document.createElement("li");
  item.dataset.value = value;
  item.append(taker(value));
  build(item);
  evidence.append(item);
  changed();
}

function passage(item, each) {
  const said = document.createElement("p");
  said.className = "said";
  said.lang = "no";
  said.textContent = each.quote;
  const from = document.createElement("p");
  from.className = "soft";
  const where = document.createElement("a");
  where.href = `/transcript/${encodeURIComponent(each.interview)}#t${each.turn}`;
  where.textContent = `${each.interview}, ${words.turn} ${each.turn}`;
  from.append(`${each.speaker} · `, where, ` · ${each.code_name} · ${words[each.valence]}`);
  item.classList.add(each.valence);
  item.append(said, from);
}

/** Show words that the finding could rest on besides. */
async function near() {
  if (by("near").hidden) return;
  try {
    const told = await get(`/api/finding/${ref}/near?${new URLSearchParams({ text: by("near-text").value })}`);
    const here = new Set([...evidence.children].map((item) => item.dataset.value));
    by("near-list").replaceChildren(
      ...told.words.filter((each) => !here.has(each.ref)).map((each) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = words.add;
        button.setAttribute("aria-label", `${words.add}: ${each.ref}`);
        button.addEventListener("click", () => {
          const next = item.nextElementSibling?.querySelector("button") || by("near-text");
          rest(each.ref, (made) => passage(made, each));
          item.remove();
          next.focus();
        });
        item.append(button);
        passage(item, each);
        return item;
      }),
    );
    by("near-more").textContent = told.words.length ? (told.more ? words.more.replace("{n}", told.more) : "") : words.noWords;
  } catch (error) {
    tell(error);
  }
}

by("find-words").addEventListener("click", () => {
  by("near").hidden = !by("near").hidden;
  by("find-words").setAttribute("aria-expanded", String(!by("near").hidden));
  void near();
});
let typing = 0;
by("near-text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(near, 250);
});
by("ref-add").addEventListener("click", () => {
  const value = oneLine(by("ref").value);
  if (!value) return;
  rest(value, (item) => {
    const text = document.createElement("p");
    text.textContent = value;
    item.append(text);
  });
  by("ref").value = "";
});
by("advice-add").addEventListener("click", () => {
  advice.append(by("advice-row").content.cloneNode(true));
  advice.lastElementChild.querySelector(".who").focus();
});
for (const button of document.querySelectorAll(".adopt")) {
  button.addEventListener("click", async () => {
    if (!(await save())) return;
    const { group, conference, wording } = button.dataset;
    try {
      const told = await send("/api/findings/adopt", { finding: ref, group, conference: Number(conference), seen: wording });
      remember(told.entry);
      location.reload();
    } catch (error) {
      tell(error);
    }
  });
}
by("remove")?.addEventListener("click", async () => {
  try {
    const told = await send("/api/findings/remove", { finding: ref });
    remember(told.entry);
    kept = fields();
    location.assign("/findings");
  } catch (error) {
    tell(error);
  }
});

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  else if (event.key === "Enter" && event.target.id === "ref") by("ref-add").click();
});
by("save").addEventListener("click", () => void save());
addEventListener("beforeunload", (event) => {
  if (Object.keys(differing()).length) event.preventDefault();
});
undoing(() => {
  if (!Object.keys(differing()).length) location.reload();
});
document.documentElement.dataset.ready = "1";
