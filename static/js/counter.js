// How many characters are left in a textarea; spoken after a pause, and out of the way while there is plenty of room.
const PAUSE = 1_000; // ms of stillness before a screen reader is told
const NEAR = 200; // characters left from which the line shows all the time

function countCharacters() {
  for (const line of document.querySelectorAll("[data-counter]")) {
    const area = document.getElementById(line.dataset.counter);
    if (!area) continue;
    const spoken = document.createElement("span");
    spoken.className = "ds-sr-only";
    spoken.setAttribute("role", "status");
    line.after(spoken);
    let timer;
    const update = () => {
      const rest = Number(line.dataset.limit) - length(area.value);
      line.textContent = words(line.dataset, rest);
      line.dataset.state = rest < 0 ? "over" : rest > NEAR ? "calm" : "near";
    };
    area.addEventListener("input", () => {
      update();
      clearTimeout(timer);
      timer = setTimeout(() => {
        spoken.textContent = line.dataset.state === "calm" ? "" : line.textContent;
      }, PAUSE);
    });
    update();
  }
}

function length(text) {
  return [...text].length; // code points, as Python's len()
}

function words({ left, over }, rest) {
  return (rest < 0 ? over : left).replace(
    "{n}",
    new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(rest)),
  );
}

countCharacters();
