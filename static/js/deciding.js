// Keys for those who decide many alike, while what is decided has the focus. Each presses what the page offers anyway.
// A pair of likely duplicates: S same, O not, V later, K ticks it, arrows go to the next and back. A row of a list: S
// same, A another, L left out, T the list's, B the register's, and on to the next row; J and K go on and back.
const PRESSED = {
  s: "a[href*='/duplicates/merge/']",
  o: "[value=different]",
  v: "[value=later]",
  k: "[name=pair]",
};
const CHOSEN = { s: "same:", a: "another", l: "leave", t: "take", b: "keep" };

const NEXT = "decided-by-key"; // where the focus goes on the page that comes after what was decided with a key
const pairs = [...document.querySelectorAll("[data-pair]")];
const choices = [...document.querySelectorAll("[data-answers] select")];
const LEADING = {
  submit: "[data-keyed], [data-pair], [data-answers]",
  click: "[data-keyed] a, a[href*='/duplicates/merge/']",
};
let isByKey = false;

// The one after what has the focus: it is the first of those that are left when that is gone.
function remember() {
  const at = pairs.indexOf(document.activeElement?.closest("[data-pair]"));
  sessionStorage.setItem(NEXT, pairs[at + 1]?.querySelector("h2").id ?? "");
}

function decidePair(pair, key) {
  const step = { arrowdown: 1, arrowup: -1 }[key];
  if (step) pairs[pairs.indexOf(pair) + step]?.querySelector("a")?.focus();
  const chosen = PRESSED[key] && pair.querySelector(PRESSED[key]);
  if (chosen) remember();
  if (chosen?.type === "hidden") chosen.form.requestSubmit();
  else chosen?.click();
  return step || chosen;
}

function chooseRow(choice, key) {
  const step = { j: 1, k: -1 }[key];
  const chosen = CHOSEN[key] && [...choice.options].find((one) => one.value.startsWith(CHOSEN[key]));
  if (chosen) {
    choice.value = chosen.value;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (step || chosen)
    (choices[choices.indexOf(choice) + (step ?? 1)] ?? choice.form.querySelector("button"))?.focus();
  return step || chosen;
}

document.addEventListener("keydown", (event) => {
  isByKey = true;
  const pair = event.target.closest?.("[data-pair]");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const isDone = choices.includes(event.target)
    ? chooseRow(event.target, key)
    : pair && decidePair(pair, key);
  if (isDone) event.preventDefault();
});
document.addEventListener("pointerdown", () => {
  isByKey = false;
});
for (const kind in LEADING)
  document.addEventListener(kind, (event) => {
    if (isByKey && event.target.closest?.(LEADING[kind])) remember();
  });

const next = sessionStorage.getItem(NEXT);
sessionStorage.removeItem(NEXT);
if (next !== null) {
  const left = ["[data-pair] a", "[rel=next]", "[data-keyed] :is(a, input:not([type=hidden]), button)", "h1"];
  const begin =
    (next && document.getElementById(next)?.querySelector("a")) ||
    choices.find((one) => !one.value) ||
    left.map((one) => document.querySelector(one)).find(Boolean);
  if (begin?.matches("h1")) begin.tabIndex = -1; // nothing is left: from the top of the page
  begin?.focus();
}
