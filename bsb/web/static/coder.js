// Who works in this window, remembered for the next one.
import { words } from "/words.js";
import { say } from "/static/told.js";

/** Keep a field's value as the person who works here; `changed` is called when it is another. */
export function coderField(field, changed = () => {}) {
  field.value =
    sessionStorage.getItem("bsb-coder") ??
    localStorage.getItem("bsb-coder") ??
    document.querySelector("meta[name=coder]").content;
  field.addEventListener("change", () => {
    sessionStorage.setItem("bsb-coder", field.value.trim());
    localStorage.setItem("bsb-coder", field.value.trim());
    changed();
  });
  return {
    name: () => field.value.trim(),
    ask() {
      field.focus();
      say(words.whoCodes, { kind: "bad" });
    },
  };
}
