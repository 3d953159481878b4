// The codings of this transcript: shown at once, saved at once, and never lost to another window.
import { get, send } from "/static/calls.js";
import { remember } from "/static/history.js";
import { push, unsaved } from "/static/queue.js";
import { tell } from "/static/told.js";

const FIELDS = ["code", "valence", "level", "phase", "memo", "start", "end"];

export class Codings {
  /** `changed` is called with the codings that came, went or changed; `ask` settles a conflict. */
  constructor(talk, interview, { changed, ask }) {
    this.talk = talk;
    this.interview = interview;
    this.changed = changed;
    this.ask = ask;
    this.all = [];
    this.newest = 0;
    this.number = 0;
    this.only = null;
  }

  /** Fetch what the server has; with `only`, of one coder alone. Keeps the objects of codings that are known. */
  async load(asked = this.fetch()) {
    const told = await asked;
    if (unsaved()) return; // what waits here is newer
    const known = new Map(this.all.map((coding) => [coding.ref, coding]));
    this.all = told.codings.map((row) => Object.assign(known.get(row.ref) || { id: ++this.number }, this.taken(row)));
    this.newest = told.newest;
    this.changed(null);
  }

  fetch() {
    const query = this.only === null ? "" : `?coder=${encodeURIComponent(this.only)}`;
    return get(`/api/transcript/${encodeURIComponent(this.interview)}${query}`);
  }

  taken(row) {
    const { talk } = this;
    return { ...row, start: talk.toUnits(row.start), end: talk.toUnits(row.end), waiting: false };
  }

  find(id) {
    return this.all.find((coding) => coding.id === id);
  }

  place({ start, end }) {
    const { talk } = this;
    return {
      interview: this.interview,
      start: talk.toPoints(start),
      end: talk.toPoints(end),
      quote: talk.quote({ start, end }),
    };
  }

  took(told) {
    // Nothing in between but this: another window's change would have to be fetched.
    if (told.newest === this.newest + 1) this.newest = told.newest;
    remember(told.entry);
  }

  /** Code a span; the coding is there at once. */
  add(span, code, coder, values = {}) {
    const same = (c) => c.start === span.start && c.end === span.end && c.code === code && c.coder === coder;
    const there = this.all.find(same);
    if (there) return there;
    const made = {
      id: ++this.number,
      ref: "",
      state: "",
      coder,
      code,
      valence: "neutral",
      level: null,
      phase: null,
      memo: "",
      ...values,
      ...span,
      waiting: true,
    };
    this.all.push(made);
    this.changed([made]);
    push(
      async () => {
        const { valence, level, phase, memo } = { valence: "neutral", memo: "", ...values };
        const said = { valence, memo, level: level || "", phase: phase || "", coder, code };
        const told = await send("/api/codings/add", { ...this.place(span), ...said });
        this.took(told);
        this.settle(made, told.coding);
      },
      (error) => {
        this.drop(made);
        tell(error);
      },
    );
    return made;
  }

  /** Take the server's answer in, but not over what has been changed here since and still waits. */
  settle(coding, row) {
    const mine = coding.mine || {};
    Object.assign(coding, this.taken(row), mine, { waiting: Object.keys(mine).length > 0 });
    this.changed([coding]);
  }

  drop(coding) {
    this.all = this.all.filter((each) => each !== coding);
    this.changed([coding]);
  }

  /** Change a coding; `values` are fields, borders among them. */
  edit(coding, values) {
    const before = Object.fromEntries(FIELDS.map((name) => [name, coding[name]]));
    if (Object.entries(values).every(([name, value]) => (before[name] ?? "") === (value ?? ""))) return;
    coding.mine = { ...coding.mine, ...values };
    Object.assign(coding, values, { waiting: true });
    this.changed([coding, { ...coding, ...before }]);
    this.save(coding, values, before);
  }

  save(coding, values, before) {
    const own = { ...values };
    const done = (row) => {
      for (const [name, value] of Object.entries(own)) {
        if (coding.mine?.[name] === value) delete coding.mine[name];
      }
      this.settle(coding, row);
    };
    push(
      async () => {
        const { start, end, ...rest } = own;
        const fields = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? ""]));
        const place = start === undefined ? {} : this.place({ start, end });
        const told = await send("/api/codings/edit", { ref: coding.ref, seen: coding.state, ...fields, ...place });
        this.took(told);
        done(told.coding);
      },
      async (error) => {
        coding.mine = null;
        const now = await this.asItIs(coding);
        const gone = !now;
        if (!gone && Object.entries(own).every(([name, value]) => (now[name] ?? "") === (value ?? ""))) {
          this.settle(coding, this.back(now)); // it was saved, only the answer did not come
          return;
        }
        if (error.status !== 409 && !gone) {
          Object.assign(coding, before, now, { waiting: false });
          this.changed([coding, { ...coding, ...own }]);
          tell(error);
          return;
        }
        await this.settleConflict(coding, own, now);
      },
    );
  }

  /** A row as the server gives it, from one that has been taken. */
  back(row) {
    return { ...row, start: this.talk.toPoints(row.start), end: this.talk.toPoints(row.end) };
  }

  async asItIs(coding) {
    const told = await get(`/api/transcript/${encodeURIComponent(this.interview)}`);
    const row = told.codings.find((each) => each.ref === coding.ref);
    return row ? this.taken(row) : null;
  }

  /** Somebody else was quicker: show both, and do what the person says. Nothing of either is lost. */
  async settleConflict(coding, own, now) {
    const wanted = { ...coding, ...own };
    const choice = await this.ask(now, wanted, own);
    if (now) {
      Object.assign(coding, now);
      this.changed([coding, wanted]);
    } else {
      this.drop(coding);
    }
    if (choice === "theirs") return;
    const { code, coder, valence, level, phase, memo, start, end } = wanted;
    if (!now) {
      this.add({ start, end }, code, coder, { valence, level, phase, memo });
    } else if (choice === "mine") {
      this.edit(coding, own);
    } else if (Object.keys(own).join() === "memo") {
      this.edit(coding, { memo: [now.memo, own.memo].filter(Boolean).join("\n") });
    } else {
      const differs = start !== now.start || end !== now.end || code !== now.code;
      // The same words with the same code can be coded once only: what was thought of them goes into the memo.
      if (differs) this.add({ start, end }, code, coder, { valence, level, phase, memo });
      else this.edit(coding, { memo: [now.memo, this.ask.inWords(own)].filter(Boolean).join("\n") });
    }
  }

  remove(coding) {
    this.drop(coding);
    push(
      async () => {
        if (!coding.ref) return; // it never came to be
        this.took(await send("/api/codings/remove", { ref: coding.ref, seen: coding.state }));
      },
      async (error) => {
        const now = await this.asItIs(coding);
        if (!now) return; // gone already: that was what was wanted
        this.all.push(Object.assign(coding, now, { waiting: false }));
        this.changed([coding]);
        tell(error);
      },
    );
  }
}
