// The search in the header answers while one types: form[data-hits=address]. Without this it leads to its page.
const PAUSE = 200; // ms between the last key and the question
const make = (tag, properties = {}, ...parts) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...parts);
  return made;
};

function offerHits(form) {
  const text = form.querySelector("input[type=search]");
  const hits = make("div", { className: "find-hits", hidden: true });
  const spoken = make("p", { className: "ds-sr-only" });
  spoken.setAttribute("role", "status");
  form.append(hits, spoken);
  let timer;
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    hits.hidden = true;
  };
  const look = async () => {
    const found = await ask(form.dataset.hits, text.value);
    if (found === null) return; // a newer question is on its way, or the server is away: keep what is shown
    const all = make(
      "a",
      { className: "ds-link", href: `${form.action}?q=${encodeURIComponent(text.value)}` },
      form.dataset.all,
    );
    hits.replaceChildren(...found.map(group), found.length ? all : form.dataset.none);
    hits.hidden = false;
    spoken.textContent = found.map((one) => `${one.label}: ${one.number}`).join(", ") || form.dataset.none;
  };
  text.autocomplete = "off";
  text.addEventListener("input", () => {
    close();
    if (text.value.trim().length > 1) timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
    if (hits.hidden || step === undefined) return;
    event.preventDefault();
    const stops = [text, ...hits.querySelectorAll("a")];
    const at = step ? stops.indexOf(document.activeElement) + step : 0;
    stops.at(at % stops.length).focus();
    if (!step) close();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !form.contains(relatedTarget)) close();
  });
  document.addEventListener("click", ({ target }) => form.contains(target) || close());
}

let asked;
async function ask(address, words) {
  asked?.abort();
  asked = new AbortController();
  const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { signal: asked.signal }).catch(
    () => null,
  );
  return answer?.ok && !answer.redirected ? answer.json() : null;
}

function group({ label, number, hits }) {
  const items = hits.map(({ title, url, meta, why }) => {
    const told = [meta, why].filter(Boolean).join(" – ");
    return make(
      "li",
      {},
      make("a", { className: "ds-link", href: url }, title),
      make("span", { className: "under" }, told),
    );
  });
  return make(
    "div",
    {},
    make("strong", {}, `${label} (${number})`),
    make("ul", { className: "plain" }, ...items),
  );
}

for (const form of document.querySelectorAll("form[data-hits]")) offerHits(form);
