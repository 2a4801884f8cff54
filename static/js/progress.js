// A bar that follows long work: asks how far it has come, and shows the page anew when it is done.
const PAUSE = 1_500; // ms between two questions

function follow() {
  for (const part of document.querySelectorAll("[data-progress]")) ask(part);
}

async function ask(part) {
  const bar = part.querySelector("progress");
  const words = part.querySelector("label");
  try {
    const answer = await fetch(part.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { at_work: atWork, done, all } = await answer.json();
    if (!atWork) return location.reload();
    const text = new Intl.NumberFormat(document.documentElement.lang);
    bar.max = all || 1;
    bar.value = done;
    words.textContent = bar.dataset.words
      .replace("{done}", text.format(done))
      .replace("{all}", text.format(all));
  } catch {
    return; // away or signed out: the link on the page still works
  }
  setTimeout(ask, PAUSE, part);
}

follow();
