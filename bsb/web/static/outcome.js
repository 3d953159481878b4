// Before and after a conference: a group's wording is taken over, and the table written as a document.
import { send } from "/static/calls.js";
import { remember } from "/static/history.js";
import { say, tell } from "/static/told.js";
import { undoing } from "/static/undoing.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);
for (const button of document.querySelectorAll(".adopt")) {
  button.addEventListener("click", async () => {
    const { finding, group, conference, wording } = button.dataset;
    try {
      const told = await send("/api/findings/adopt", { finding, group, conference: Number(conference), seen: wording });
      remember(told.entry);
      location.reload();
    } catch (error) {
      tell(error);
    }
  });
}
by("export").addEventListener("click", async () => {
  try {
    const told = await send(`/api/conference/${encodeURIComponent(by("export").dataset.ref)}/export`, {});
    say(words.wrote.replace("{file}", told.file));
    location.assign(told.address);
  } catch (error) {
    tell(error);
  }
});
undoing(() => location.reload());
document.documentElement.dataset.ready = "1";
