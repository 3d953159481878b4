// Two people changed the same coding: both versions side by side, and the person decides.
import { choose } from "/static/choice.js";
import { words } from "/words.js";

const dialog = document.getElementById("conflict");

/** Return a function that shows both versions and gives "both", "mine" or "theirs". */
export function asker(talk, codes) {
  const line = (name, value) => {
    if (name === "code") return `${words.code}: ${codes.get(value)?.name || value}`;
    if (name === "memo") return `${words.memo}: ${value || "–"}`;
    return `${words[name]}: ${words[value] || value || "–"}`;
  };
  const lines = (coding, names) => {
    const found = names.filter((name) => name !== "start" && name !== "end").map((name) => line(name, coding[name]));
    if (names.includes("start")) found.push(`«${talk.quote(coding)}»`);
    return found;
  };
  const list = (id, texts) =>
    document.getElementById(id).replaceChildren(
      ...texts.map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }),
    );
  const ask = (theirs, mine, own) => {
    list("conflict-theirs", theirs ? lines(theirs, ["code", "valence", "memo", "start"]) : [words.removed]);
    list("conflict-mine", lines(mine, Object.keys(own)));
    return choose(dialog, "both"); // Escape loses nothing
  };
  ask.inWords = (own) => lines(own, Object.keys(own)).join("; ");
  return ask;
}
