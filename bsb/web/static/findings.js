// The list of findings: writing a new one, which then has a page of its own.
import { send } from "/static/calls.js";
import { coderField } from "/static/coder.js";
import { remember } from "/static/history.js";
import { tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";

const by = (id) => document.getElementById(id);
const dialog = by("new-finding");
const form = dialog.querySelector("form");
const author = coderField(by("author"));

by("new").addEventListener("click", () => dialog.showModal());
form.addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "do") return;
  event.preventDefault();
  const { statement, kind, themes, districts } = Object.fromEntries(new FormData(form));
  try {
    const told = await send("/api/findings/add", { statement, kind, themes, districts, author: author.name() });
    remember(told.entry);
    location.assign(`/finding/${told.finding}`);
  } catch (error) {
    tell(error);
  }
});
undoing(() => location.reload());
document.documentElement.dataset.ready = "1";
