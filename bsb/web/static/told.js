// Short notices in the corner, read out by screen readers, and errors in a dialog.
import { words } from "/words.js";

const state = document.getElementById("state");
const dialog = document.getElementById("told");
let fading = 0;

/** Show a line for a few seconds; one that `stays` until something else is said. */
export function say(text, { stays = false, kind = "" } = {}) {
  clearTimeout(fading);
  state.textContent = text;
  state.className = text ? `shown ${kind}` : "";
  if (text && !stays) fading = setTimeout(() => say(""), 4000);
}

/** Show what went wrong and what to do about it. */
export function tell(error) {
  dialog.querySelector("h2").textContent = error.message || words.fault;
  dialog.querySelector(".hint").textContent = error.hint || "";
  if (!dialog.open) dialog.showModal();
}
