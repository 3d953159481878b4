// The grid of findings by groups: drawn, walked through with the arrows, and marked with keys 1 to 4.
import { words } from "/words.js";

const BOXES = [
  ["confirmed", "✓"],
  ["nuanced", "≈"],
  ["disputed", "✗"],
  ["new", "+"],
];
const KEYS = { 0: "", Delete: "", Backspace: "", 1: "confirmed", 2: "nuanced", 3: "disputed" };

function element(tag, kind, text) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}

/** `acts` are what the page does: `cell` of a finding and group, `enter`, `show` the panel, a new `point`. */
export class Grid {
  constructor(table, choice, acts) {
    Object.assign(this, { table, choice, acts, findings: [], groups: [], at: [0, 0], chosen: "" });
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("focusin", (event) => this.stand(event.target.closest("[role=gridcell]")));
    choice.addEventListener("change", () => this.column(choice.value));
  }

  draw(findings, groups) {
    Object.assign(this, { findings, groups });
    if (!groups.some((each) => each.name === this.chosen)) this.chosen = groups[0]?.name || "";
    const head = document.createElement("thead");
    const body = document.createElement("tbody");
    const names = element("tr");
    names.role = "row";
    const corner = element("th", "", words.finding);
    corner.scope = "col";
    corner.role = "columnheader";
    names.append(corner, ...groups.map((group) => this.head(group)));
    head.append(names);
    body.append(...findings.map((finding, row) => this.row(finding, row)));
    const had = this.table.contains(document.activeElement);
    this.table.replaceChildren(head, body);
    this.column(this.chosen);
    this.at = [Math.min(this.at[0], findings.length - 1), Math.min(this.at[1], groups.length - 1)];
    this.spot(...this.at)?.setAttribute("tabindex", "0");
    if (had) this.spot(...this.at)?.focus();
  }

  head(group) {
    const made = element("th");
    made.scope = "col";
    made.role = "columnheader";
    made.dataset.group = group.name;
    const button = element("button", "plain", group.name);
    button.type = "button";
    button.dataset.act = "group";
    button.title = words.groupNotes;
    made.append(button, element("span", "topic", group.topic));
    if (group.notes) made.append(element("span", "topic", `¶ ${group.notes}`));
    return made;
  }

  /** Draw the heads of the columns anew. */
  heads() {
    for (const [at, group] of this.groups.entries()) this.table.tHead.rows[0].cells[at + 1].replaceWith(this.head(group));
    this.column(this.chosen);
  }

  row(finding, at) {
    const made = element("tr", finding.new ? "new" : "");
    made.role = "row";
    const head = element("th");
    head.scope = "row";
    head.role = "rowheader";
    const link = element("a", "", finding.ref);
    link.href = `/finding/${finding.ref}`;
    const about = finding.new ? words.cameNew : [finding.kind, ...finding.themes.slice(0, 1)].join(", ");
    const said = element("span", "statement", finding.statement);
    said.lang = "no";
    head.append(link, " ", element("span", "soft", about), said);
    made.append(head, ...this.groups.map((group, column) => this.made(finding, group, at, column)));
    return made;
  }

  made(finding, group, row, column) {
    const td = element("td");
    td.role = "gridcell";
    td.tabIndex = -1;
    td.dataset.group = group.name;
    Object.assign(td.dataset, { row, column });
    this.fill(td, finding, group);
    return td;
  }

  /** Whether a verdict says “yes, but” and not what. */
  lacks(now) {
    return now.verdict === "nuanced" && !now.wording && !now.comment;
  }

  fill(td, finding, group) {
    const { now, saved } = this.acts.cell(finding, group);
    const waiting = Object.keys(now).some((name) => now[name] !== saved[name]);
    const own = finding.new === group.name;
    const other = finding.new && !own;
    const planned = group.findings.includes(finding.id);
    td.className = [now.verdict, planned && "planned", waiting && "waiting"].filter(Boolean).join(" ");
    const label = own ? words["box-new"] : words[`box-${now.verdict || "none"}`];
    td.setAttribute("aria-label", [`${finding.ref}, ${group.name}: ${label}`, now.wording, now.comment].filter(Boolean).join(". "));
    td.replaceChildren();
    if (other) {
      td.append(element("span", "soft", "·"));
      td.setAttribute("aria-label", `${finding.ref}, ${group.name}: –`);
      return;
    }
    const marks = element("div", "marks");
    for (const [verdict, sign] of own ? [["new", "+"]] : BOXES) {
      const button = element("button", "", sign);
      button.type = "button";
      button.tabIndex = -1;
      button.dataset.verdict = verdict;
      button.title = words[`box-${verdict}`];
      button.setAttribute("aria-label", words[`box-${verdict}`]);
      button.setAttribute("aria-pressed", String(now.verdict === verdict));
      marks.append(button);
    }
    if (now.verdict) {
      const more = element("button", "more", "…");
      more.type = "button";
      more.tabIndex = -1;
      more.dataset.act = own ? "clear" : "more";
      more.textContent = own ? "✕" : "…";
      more.title = own ? words.takeAway.replace("{what}", finding.ref) : words.details;
      more.setAttribute("aria-label", more.title);
      marks.append(more);
    }
    td.append(marks);
    for (const text of [now.wording, now.comment && `– ${now.comment}`]) {
      if (!text) continue;
      const line = element("p", "", text);
      line.lang = "no";
      td.append(line);
    }
    if (!own && this.lacks(now)) td.append(element("p", "lack", words.butWhat));
  }

  redraw(finding, group) {
    const td = this.spot(this.findings.indexOf(finding), this.groups.indexOf(group));
    if (td) this.fill(td, finding, group);
  }

  spot(row, column) {
    return this.table.tBodies[0]?.rows[row]?.cells[column + 1];
  }

  focus(finding, group) {
    const column = this.groups.findIndex((each) => each.name === group.name);
    const row = this.findings.findIndex((each) => each.id === finding?.id);
    if (row < 0) this.table.tHead.rows[0].cells[column + 1]?.querySelector("button").focus();
    else this.spot(row, column)?.focus();
  }

  stand(td) {
    if (!td) return;
    this.spot(...this.at)?.setAttribute("tabindex", "-1");
    this.at = [Number(td.dataset.row), Number(td.dataset.column)];
    td.tabIndex = 0;
  }

  /** Choose which group is shown where there is room for one only. */
  column(name) {
    this.chosen = name;
    this.choice.replaceChildren(...this.groups.map((each) => new Option(each.name, each.name, false, each.name === name)));
    for (const each of this.table.querySelectorAll("[data-group]")) each.classList.toggle("off", each.dataset.group !== name);
  }

  click(event) {
    const button = event.target.closest("button");
    if (button?.dataset.act === "group") {
      this.acts.show(null, this.groups.find((each) => each.name === button.closest("th").dataset.group));
      return;
    }
    const td = event.target.closest("[role=gridcell]");
    if (!td) return;
    const finding = this.findings[td.dataset.row];
    const group = this.groups[td.dataset.column];
    if (!button) td.focus();
    else if (button.dataset.act === "more") this.acts.show(finding, group);
    else if (button.dataset.act === "clear") this.acts.enter(finding, group, { verdict: "" });
    else if (button.dataset.verdict) this.mark(td, finding, group, button.dataset.verdict, { mouse: true });
  }

  mark(td, finding, group, verdict, { mouse = false } = {}) {
    if (finding.new) {
      if (!verdict && finding.new === group.name) this.acts.enter(finding, group, { verdict });
      return;
    }
    if (verdict === "new") return this.acts.point(finding, group);
    const again = mouse && this.acts.cell(finding, group).now.verdict === verdict;
    this.acts.enter(finding, group, { verdict: again ? "" : verdict });
    if (again) return td.focus();
    if (verdict === "nuanced") this.acts.show(finding, group, "wording");
    else if (mouse || !verdict) td.focus();
    else this.move(1, 0);
  }

  move(down, right) {
    const [row, column] = this.at;
    const next = this.spot(row + down, column + right);
    if (!next) return;
    if (right) this.column(next.dataset.group);
    next.focus();
  }

  key(event) {
    const td = event.target.closest("[role=gridcell]");
    if (!td || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const finding = this.findings[td.dataset.row];
    const group = this.groups[td.dataset.column];
    if (step) this.move(...step);
    else if (event.key in KEYS) this.mark(td, finding, group, KEYS[event.key]);
    else if (event.key === "4") this.acts.point(finding.new ? null : finding, group);
    else if (event.key === "Enter" && event.target === td && !finding.new) this.acts.show(finding, group);
    else return;
    event.preventDefault();
  }
}
