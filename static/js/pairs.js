// Keys in a pair of likely duplicates, while something in it has the focus: S same, O not, V later, K ticks it.
// Each presses what the pair itself offers; without this the buttons and the box do the same.
const KEYS = {
  s: "a[href*='/duplicates/merge/']",
  o: "[value=different]",
  v: "[value=later]",
  k: "[name=pair]",
};

const BY_KEY = "pairs-by-key"; // that the last answer was a key: the page that comes then begins at the next pair

function answerByKey(event) {
  const pair = event.target.closest?.("[data-pair]");
  if (!pair || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...document.querySelectorAll("[data-pair]")];
  if (step) {
    all[all.indexOf(pair) + step]?.querySelector("a")?.focus();
    event.preventDefault();
    return;
  }
  const chosen = KEYS[event.key.toLowerCase()] && pair.querySelector(KEYS[event.key.toLowerCase()]);
  if (!chosen) return;
  event.preventDefault();
  sessionStorage.setItem(BY_KEY, "1");
  if (chosen.type === "hidden") chosen.form.requestSubmit();
  else chosen.click();
}

document.addEventListener("keydown", answerByKey);
if (sessionStorage.getItem(BY_KEY)) document.querySelector("[data-pair] a")?.focus();
sessionStorage.removeItem(BY_KEY);
