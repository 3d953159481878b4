// The chosen coding: its words, valence, memo, and what can be done with it.
import { words } from "/words.js";

const by = (id) => document.getElementById(id);

export class Card {
  constructor(talk, codings, codes, acts) {
    this.talk = talk;
    this.codings = codings;
    this.codes = codes;
    this.coding = null;
    this.box = by("card");
    for (const button of this.box.querySelectorAll("[data-valence]")) {
      button.addEventListener("click", () => acts.edit({ valence: button.dataset.valence }));
    }
    this.memo = by("card-memo");
    this.memo.addEventListener("change", () => this.keepMemo());
    by("card-level").addEventListener("change", (event) => acts.edit({ level: event.target.value || null }));
    by("card-phase").addEventListener("change", (event) => acts.edit({ phase: event.target.value || null }));
    by("card-code").addEventListener("click", acts.otherCode);
    by("card-borders").addEventListener("click", acts.borders);
    by("card-remove").addEventListener("click", acts.remove);
    by("card-close").addEventListener("click", () => acts.choose(null));
  }

  /** A memo that is being written is kept when one turns to something else. */
  keepMemo() {
    const text = this.memo.value.trim();
    if (this.coding && text !== this.coding.memo) this.codings.edit(this.coding, { memo: text });
  }

  show(coding) {
    if (this.coding && this.coding !== coding) this.keepMemo();
    const same = this.coding === coding;
    this.coding = coding;
    this.box.hidden = !coding;
    if (!coding) return;
    const code = this.codes.get(coding.code);
    by("card-title").textContent = code?.name || coding.code;
    this.box.className = `c-${coding.code}`;
    const quote = this.talk.quote(coding);
    by("card-quote").textContent = quote.length > 300 ? `${quote.slice(0, 300)} …` : quote;
    const turn = this.talk.turnAt(coding.start);
    const about = [`${words.turn} ${turn.number}`, turn.speaker, coding.coder];
    by("card-about").textContent = about.filter(Boolean).join(" · ") + (coding.waiting ? ` · ${words.notSaved}` : "");
    for (const button of this.box.querySelectorAll("[data-valence]")) {
      button.setAttribute("aria-pressed", String(button.dataset.valence === coding.valence));
    }
    if (!same || document.activeElement !== this.memo) this.memo.value = coding.memo;
    by("card-level").value = coding.level || "";
    by("card-phase").value = coding.phase || "";
  }
}
