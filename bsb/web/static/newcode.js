// A new code, asked for in a dialog and made at once.
import { send } from "/static/calls.js";
import { remember } from "/static/history.js";
import { tell } from "/static/told.js";

const dialog = document.getElementById("new-code");
const COLOURS = ["#2f6f9f", "#8a4b2a", "#3f7d4e", "#7a4e8a", "#a05a00", "#4a6470", "#9c3b57", "#5d6b1f"];

/** Ask for a code, make it, and call with its key. `list` are the codes there are. */
export function askNewCode(list, name, made) {
  const form = dialog.querySelector("form");
  form.reset();
  form.elements.name.value = name;
  form.elements.colour.value = COLOURS[list.length % COLOURS.length];
  const parents = () => {
    const own = list.filter((code) => code.facet === form.elements.facet.value);
    const options = own.map((code) => new Option(`${"\u2003".repeat(code.depth)}${code.name}`, code.key));
    form.elements.parent.replaceChildren(new Option("–", ""), ...options);
  };
  form.elements.facet.onchange = parents;
  parents();
  dialog.onclose = async () => {
    if (dialog.returnValue !== "make") return;
    try {
      const told = await send("/api/codes/add", Object.fromEntries(new FormData(form)));
      remember(told.entry);
      await freshColours();
      await made(told.key);
    } catch (error) {
      tell(error);
    }
  };
  dialog.returnValue = "";
  dialog.showModal();
  form.elements.name.focus();
}

/** Fetch the colours of codes anew; the old ones stay until the new ones are there. */
export function freshColours() {
  const old = document.getElementById("colours");
  const fresh = old.cloneNode();
  fresh.href = `/colours.css?${Date.now()}`;
  return new Promise((done) => {
    fresh.addEventListener("load", () => {
      old.remove();
      done();
    });
    fresh.addEventListener("error", done);
    old.after(fresh);
  });
}
