// What waits to be saved, in its order. If the server is gone or cannot save, it is tried again until it can.
import { words } from "/words.js";
import { Gone } from "/static/calls.js";
import { say } from "/static/told.js";

const AGAIN_MS = 1500;
const waiting = [];
let running = false;

/** How many changes have not been saved yet. */
export const unsaved = () => waiting.length;

/** Save something: `save` sends it and takes the answer, `refused` is told what the server refused. */
export function push(save, refused) {
  waiting.push({ save, refused });
  document.documentElement.dataset.unsaved = String(waiting.length);
  if (!running) void run();
}

async function run() {
  running = true;
  let gone = false;
  while (waiting.length) {
    const { save, refused } = waiting[0];
    try {
      await save();
    } catch (error) {
      if (error.status) {
        await refused(error);
      } else {
        gone = true;
        const why = error instanceof Gone ? error.message : words.gone;
        say(`${why} ${words.unsaved.replace("{n}", waiting.length)}`, { stays: true, kind: "bad" });
        await new Promise((wake) => setTimeout(wake, AGAIN_MS));
        continue;
      }
    }
    waiting.shift();
    document.documentElement.dataset.unsaved = String(waiting.length);
  }
  running = false;
  if (gone) say(words.back);
}

addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});
