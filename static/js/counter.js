// Characters left, counted as the server counts them: a line break is two characters on the wire but one to the rule.
const PAUSE = 1_000; // ms of stillness before a screen reader is told

export function countCharacters() {
  for (const line of document.querySelectorAll("[data-counter]")) {
    const area = document.getElementById(line.dataset.counter);
    if (!area) continue;
    const spoken = document.createElement("span");
    spoken.className = "ds-sr-only";
    spoken.setAttribute("role", "status");
    line.after(spoken);
    let timer;
    const update = () => {
      line.textContent = words(line.dataset, area.value);
      line.dataset.state = length(area.value) > Number(line.dataset.limit) ? "over" : "under";
    };
    area.addEventListener("input", () => {
      update();
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = line.textContent; }, PAUSE);
    });
    if (area.value) update();
  }
}

function length(text) {
  return [...text].length; // code points, as Python's len()
}

function words({ limit, left, over }, text) {
  const rest = Number(limit) - length(text);
  const form = rest < 0 ? over : left;
  return form.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(rest)));
}
