// The field of the catalogue: entries that hold every word that is typed stay, the others go.

const field = document.getElementById("find");
const found = document.getElementById("found");
const entries = [...document.querySelectorAll("article")].map((element) => ({
  element,
  text: element.textContent.toLowerCase(),
}));
const sections = [...document.querySelectorAll("main section")];

function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const section of sections) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  found.textContent = words.length === 0 ? "" : count === 0 ? "No entry has all of these words." : `${count} of ${entries.length} entries`;
}

field.addEventListener("input", find);
// Where a link leads to an entry, no word may hide it.
window.addEventListener("hashchange", () => {
  field.value = "";
  find();
});
field.closest("search").hidden = false;
find();
