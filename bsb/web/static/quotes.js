// Quotes: the printed form is edited beside what was said, and approved or rejected.
import { send } from "/static/calls.js";
import { coderField } from "/static/coder.js";
import { remember } from "/static/history.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
const decider = coderField(by("by"));
const dirty = new Set();

function meter(box) {
  const { positive = 0, critical = 0, mixed = 0, speakers, interviews, approved } = box.dataset;
  box.hidden = speakers === undefined;
  const parts = [
    ["positive", "+", positive],
    ["mixed", "±", mixed],
    ["critical", "−", critical],
  ];
  box.querySelector(".scale").replaceChildren(
    ...parts
      .filter(([, , n]) => Number(n))
      .map(([kind, sign, n]) => {
        const part = document.createElement("span");
        part.className = kind;
        part.style.flexGrow = n;
        part.textContent = `${sign}${n}`;
        return part;
      }),
  );
  box.querySelector(".figures").textContent = words.balance
    .replace("{positive}", positive)
    .replace("{critical}", critical)
    .replace("{speakers}", speakers)
    .replace("{interviews}", interviews)
    .replace("{approved}", approved);
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

function took(article, told) {
  remember(told.entry);
  article.dataset.seen = told.printed;
  article.dataset.state = told.state;
  article.className = `quote ${told.state}`;
  article.querySelector("textarea").value = told.printed;
  article.querySelector(".state").textContent = told.state_name;
  article.querySelector(".decided")?.remove();
  lines(article.querySelector(".notices"), told.notices);
  const box = article.closest(".theme").querySelector(".meter");
  for (const name of Object.keys(box.dataset)) delete box.dataset[name];
  if (told.balance) {
    const { warnings, mixed, neutral, quotes, ...rest } = told.balance;
    Object.assign(box.dataset, rest, { mixed: mixed + neutral });
    lines(box.querySelector(".cautions"), warnings);
  }
  meter(box);
  changed(article);
}

function changed(article) {
  const differs = article.querySelector("textarea").value.trim() !== article.dataset.seen.trim();
  article.querySelector("[data-act=save]").disabled = !differs;
  if (differs) dirty.add(article);
  else dirty.delete(article);
}

const seen = (article) => ({ quote: article.dataset.ref, seen: article.dataset.seen, state: article.dataset.state });

async function save(article) {
  const printed = article.querySelector("textarea").value;
  took(article, await send("/api/quotes/edit", { ...seen(article), printed }));
  say(words.saved);
}

async function decide(article, what) {
  if (!decider.name()) {
    decider.ask();
    return;
  }
  if (dirty.has(article)) await save(article);
  took(article, await send("/api/quotes/decide", { ...seen(article), what, by: decider.name() }));
  say(words.saved);
}

function omit(article) {
  const field = article.querySelector("textarea");
  field.focus();
  field.setRangeText("(…)", field.selectionStart, field.selectionEnd, "end");
  changed(article);
}

const acts = { save, omit, approve: (each) => decide(each, "approve"), reject: (each) => decide(each, "reject") };
for (const article of document.querySelectorAll(".quote")) {
  const field = article.querySelector("textarea");
  field.addEventListener("input", () => changed(article));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save(article).catch(tell);
  });
  for (const button of article.querySelectorAll("[data-act]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
    button.addEventListener("click", async () => {
      try {
        await acts[button.dataset.act](article);
      } catch (error) {
        tell(error);
      }
    });
  }
}
for (const box of document.querySelectorAll(".meter")) meter(box);
by("pick").addEventListener("click", async () => {
  try {
    const told = await send("/api/quotes/pick", { ...by("pick").dataset });
    remember(told.entry);
    if (told.proposed) location.reload();
    else say(words.nothingNew);
  } catch (error) {
    tell(error);
  }
});
addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});
undoing(async () => {
  if (!dirty.size) location.reload();
});
document.documentElement.dataset.ready = "1";
