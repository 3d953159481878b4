// Search in the handbook, without a server: the texts are in sok-data.js.
"use strict";
const up = document.currentScript.dataset.up;
const form = document.getElementById("sok");
const field = document.getElementById("ord");
const shown = document.getElementById("treff");

function found(query) {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  if (!words.length) return null;
  const hits = [];
  for (const [title, heading, address, text] of window.BSB_PAGES) {
    const head = heading.toLowerCase();
    const body = `${title} ${text}`.toLowerCase();
    if (!words.every((word) => head.includes(word) || body.includes(word))) continue;
    const weight = words.reduce((sum, word) => sum + (head.includes(word) ? 10 : 0) + body.split(word).length - 1, 0);
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 60);
    hits.push({ title, heading, address, weight, around: text.slice(at, at + 180) });
  }
  return hits.sort((a, b) => b.weight - a.weight).slice(0, 20);
}

function show(hits) {
  shown.hidden = hits === null;
  document.querySelector("article").hidden = hits !== null;
  shown.replaceChildren();
  if (hits === null) return;
  const count = document.createElement("p");
  count.textContent = hits.length ? `${hits.length} steder` : "Fant ingenting. Prøv et annet ord, eller bare begynnelsen av det.";
  shown.append(count);
  for (const hit of hits) {
    const link = document.createElement("a");
    link.href = up + hit.address;
    link.textContent = hit.heading === hit.title ? hit.title : `${hit.title}: ${hit.heading}`;
    link.addEventListener("click", () => { field.value = ""; show(null); });
    const around = document.createElement("p");
    around.textContent = hit.around;
    shown.append(link, around);
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", () => show(found(field.value)));
