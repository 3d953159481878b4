// The code list: found by typing, the recent ones on the keys 1 to 9, a new one made in place.
import { get } from "/static/calls.js";
import { askNewCode } from "/static/newcode.js";
import { words } from "/words.js";

const RECENT = "bsb-recent";
const KEYS = 9;

const plain = (text) => text.toLocaleLowerCase().normalize("NFC");

export class Codes {
  /** `take` is called with the key of the code that was picked. */
  constructor({ take }) {
    this.take = take;
    this.list = [];
    this.known = new Map();
    this.counts = new Map();
    this.active = null; // the key of the option that Enter takes; "" is that of a new code
    this.find = document.getElementById("find");
    this.box = document.getElementById("codes");
    this.about = document.getElementById("about");
    try {
      this.recent = JSON.parse(localStorage.getItem(RECENT)) || [];
    } catch {
      this.recent = [];
    }
    this.listen();
  }

  async load() {
    this.list = (await get("/api/codes")).codes;
    this.known = new Map(this.list.map((code) => [code.key, code]));
    this.draw();
  }

  get(key) {
    return this.known.get(key);
  }

  takes(code) {
    return code && code.codable && code.status === "active";
  }

  /** Fill the keys that are free with the codes used most here. */
  settle(codings) {
    this.counts = new Map();
    for (const { code } of codings) this.counts.set(code, (this.counts.get(code) || 0) + 1);
    this.recent = this.recent.filter((key) => this.takes(this.known.get(key))).slice(0, KEYS);
    const often = [...this.counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
    for (const key of [...often, ...this.list.map((code) => code.key)]) {
      if (this.recent.length >= KEYS) break;
      if (this.takes(this.known.get(key)) && !this.recent.includes(key)) this.recent.push(key);
    }
    this.draw();
  }

  /** A code was used. It gets a key if it has none: that of the code whose use lies furthest back. */
  used(key, step = 1) {
    this.counts.set(key, (this.counts.get(key) || 0) + step);
    this.uses = (this.uses || []).filter((each) => each !== key).concat(key);
    if (!this.recent.includes(key)) {
      if (this.recent.length < KEYS) {
        this.recent.push(key);
      } else {
        const oldest = this.recent.find((each) => !this.uses.includes(each)) || this.uses.find((k) => this.recent.includes(k));
        this.recent[this.recent.indexOf(oldest)] = key;
        this.refill(oldest);
      }
      localStorage.setItem(RECENT, JSON.stringify(this.recent));
    }
    this.refill(key);
  }

  /** Say anew what an option says. The option itself stays what it is: it may be being clicked on. */
  refill(key) {
    const option = document.getElementById(`o-${key}`);
    if (option) this.fill(option, this.known.get(key));
  }

  onKey(digit) {
    return this.recent[digit - 1] || "";
  }

  matching() {
    const wanted = plain(this.find.value.trim());
    const fits = (code) => plain(`${code.name} ${code.short} ${code.key}`).includes(wanted);
    if (!wanted) return this.list.filter((code) => code.status === "active");
    const found = this.list.filter((code) => this.takes(code) && fits(code));
    const begins = (code) => plain(code.name).startsWith(wanted) || plain(code.short).startsWith(wanted);
    return [...found.filter(begins), ...found.filter((code) => !begins(code))];
  }

  draw() {
    const wanted = this.find.value.trim();
    const found = this.matching();
    const groups = [];
    let facet = "";
    for (const code of found) {
      if (code.facet !== facet && !wanted) {
        facet = code.facet;
        const head = document.createElement("div");
        head.className = "facet";
        head.role = "presentation";
        head.textContent = words[facet];
        groups.push(head);
      }
      groups.push(this.option(code, !wanted));
    }
    const named = this.list.some((code) => plain(code.name) === plain(wanted));
    if (wanted && !named) groups.push(this.newOption(wanted));
    this.box.replaceChildren(...groups);
    const keys = this.options().map((option) => option.dataset.key);
    if (!keys.includes(this.active)) this.active = keys[0] ?? null;
    this.point(wanted ? this.active : null);
  }

  option(code, nested) {
    const option = document.createElement("div");
    option.className = `option c-${code.key}`;
    option.id = `o-${code.key}`;
    option.dataset.key = code.key;
    if (nested) option.style.paddingLeft = `${0.4 + code.depth}rem`;
    option.role = this.takes(code) ? "option" : "presentation";
    if (this.takes(code)) option.setAttribute("aria-selected", "false");
    else option.classList.add("group");
    this.fill(option, code);
    return option;
  }

  /** What an option says: the code's name, how often it is used here, its key. */
  fill(option, code) {
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = code.name;
    const parts = [name];
    const count = this.counts.get(code.key);
    if (count) {
      const n = document.createElement("span");
      n.className = "count";
      n.textContent = count;
      parts.push(n);
    }
    const key = this.recent.indexOf(code.key) + 1;
    if (key) {
      const hit = document.createElement("kbd");
      hit.textContent = key;
      parts.push(hit);
    }
    option.replaceChildren(...parts);
  }

  newOption(name) {
    const option = document.createElement("div");
    option.className = "option new";
    option.id = "o-";
    option.dataset.key = "";
    option.role = "option";
    option.setAttribute("aria-selected", "false");
    option.textContent = words.newCode.replace("{name}", name);
    return option;
  }

  options() {
    return [...this.box.querySelectorAll("[role=option]")];
  }

  /** Mark the option that Enter takes, and say what its code means. */
  point(key) {
    this.active = key;
    for (const option of this.options()) {
      const here = option.dataset.key === key && this.find.value.trim() !== "";
      option.setAttribute("aria-selected", String(here));
      if (here) {
        this.find.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    }
    if (!this.find.value.trim()) this.find.removeAttribute("aria-activedescendant");
    this.explain(key);
  }

  explain(key) {
    const code = this.known.get(key);
    const lines = code
      ? [
          [words.definition, code.definition],
          [words.include, code.include],
          [words.exclude, code.exclude],
          [words.example, code.example],
        ]
      : [];
    this.about.replaceChildren(
      ...lines
        .filter(([, text]) => text)
        .map(([label, text]) => {
          const line = document.createElement("p");
          const head = document.createElement("b");
          head.textContent = `${label}: `;
          line.append(head, text);
          return line;
        }),
    );
  }

  pick(key) {
    const wanted = this.find.value.trim();
    this.find.value = "";
    this.draw();
    if (key) this.take(key);
    else this.make(wanted);
  }

  listen() {
    this.find.addEventListener("input", () => {
      this.active = null;
      this.draw();
    });
    this.find.addEventListener("keydown", (event) => {
      const keys = this.options().map((option) => option.dataset.key);
      const at = keys.indexOf(this.active);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!this.find.value.trim()) return;
        const next = at + (event.key === "ArrowDown" ? 1 : -1);
        this.point(keys[(next + keys.length) % keys.length] ?? null);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (this.find.value.trim() && keys.length) this.pick(this.active);
      }
    });
    this.box.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
    this.box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.pick(option.dataset.key);
    });
    this.box.addEventListener("mouseover", (event) => {
      const option = event.target.closest(".option");
      if (option) this.explain(option.dataset.key);
    });
  }

  /** Ask for a new code in place, make it, and use it at once. */
  make(name) {
    askNewCode(this.list, name, async (key) => {
      await this.load();
      this.take(key);
    });
  }
}
