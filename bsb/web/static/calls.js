// Talking with the server. Every writing request carries a key that only this page knows.
import { words } from "/words.js";

const meta = document.querySelector("meta[name=csrf]");

/** What the server refused: `status` 400 for what a person can mend, 409 where somebody else was quicker. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.error || words.fault);
    this.status = status;
    this.hint = told.hint || "";
    this.told = told;
  }
}

/** There is no server, or it cannot do it just now (`why`): the same is to be asked again. */
export class Gone extends Error {
  constructor(locked = false, why = "") {
    super(why || (locked ? words.locked : words.gone));
    this.locked = locked;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Gone();
  }
  const told = await answer.json().catch(() => null);
  // A refusal by the guard is plain text: the server is another one than this page came from.
  if (!told) throw new Gone(answer.status === 401 || answer.status === 403);
  if (answer.status === 503) throw new Gone(false, told.error);
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

export const get = (path) => ask(path, { headers: { Accept: "application/json" } });

/** Send JSON, or a file as it is; after a restart of the server, once more with its new key. */
export async function send(path, what) {
  const file = what instanceof Blob;
  const body = file ? what : JSON.stringify(what);
  const kind = file ? "application/octet-stream" : "application/json";
  const once = () =>
    ask(path, { method: "POST", headers: { "Content-Type": kind, "X-Bsb-Csrf": meta.content }, body });
  try {
    return await once();
  } catch (error) {
    if (!error.locked) throw error;
  }
  meta.content = (await get("/api/session")).csrf;
  return once();
}
