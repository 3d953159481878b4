// The buttons and keys for undo and redo on pages that are not the transcript's.
import { onHistory, redo, undo } from "/static/history.js";
import { say, tell } from "/static/told.js";
import { words } from "/words.js";

const by = (id) => document.getElementById(id);

/** Wire buttons and Ctrl+Z, Ctrl+Y; `refresh` shows what came of it. */
export function undoing(refresh) {
  const go = async (what, done) => {
    try {
      if (await what()) say(done);
    } catch (error) {
      tell(error);
    }
    await refresh();
  };
  by("undo").addEventListener("click", () => void go(undo, words.undone));
  by("redo").addEventListener("click", () => void go(redo, words.redone));
  onHistory((done, undone) => {
    by("undo").disabled = !done;
    by("redo").disabled = !undone;
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
    const letter = event.key.toLowerCase();
    if (letter !== "z" && letter !== "y") return;
    event.preventDefault();
    void (letter === "y" || event.shiftKey ? go(redo, words.redone) : go(undo, words.undone));
  });
}
