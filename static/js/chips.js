// Boxes chosen by typing: [data-chips=label] holds a long list of boxes. What is chosen stands as chips that can be
// taken away; the boxes themselves stay in the form, folded away, and are what is sent. Without this they are ticked.
const MOST = 8;
const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);

for (const [number, place] of document.querySelectorAll("[data-chips]").entries()) offerTyping(place, number);

function offerTyping(place, number) {
  const say = place.dataset;
  const boxes = [...place.querySelectorAll("input[type=checkbox]")].map((box) => ({
    box,
    name: box.labels[0].textContent.trim().replace(/\s+/g, " "),
  }));
  if (boxes.length <= MOST) return;
  const whole = make("div", {
    hidden: !place.querySelector("[aria-invalid=true]"),
  });
  whole.append(...place.childNodes);
  const chosen = make("ul", { className: "chips" });
  const text = make("input", {
    type: "text",
    className: "ds-input",
    id: `chips-${number}`,
    autocomplete: "off",
  });
  const hint = make("p", { id: `${text.id}-hint`, textContent: say.chipsHint });
  hint.dataset.field = "description";
  text.setAttribute("aria-describedby", hint.id);
  const hits = make("ul", { className: "picker-hits" });
  const spoken = make("p", { className: "ds-sr-only", role: "status" });
  const field = make("div", { className: "ds-field" });
  field.dataset.width = "l";
  field.append(
    make("label", { className: "ds-label", htmlFor: text.id, textContent: say.chips }),
    hint,
    text,
    hits,
    spoken,
  );
  const all = press(say.chipsAll, "tertiary", () => {
    whole.hidden = !whole.hidden;
    all.setAttribute("aria-expanded", String(!whole.hidden));
    for (const one of whole.querySelectorAll("details")) one.open = true;
  });
  all.setAttribute("aria-expanded", String(!whole.hidden));
  const shut = () => hits.replaceChildren();

  function set(one, checked) {
    one.box.checked = checked;
    one.box.dispatchEvent(new Event("input", { bubbles: true }));
    spoken.textContent = (checked ? say.chipsChosen : say.chipsGone).replace("{name}", one.name);
  }
  function show() {
    const shown = boxes.filter(({ box }) => box.checked);
    chosen.hidden = !shown.length;
    chosen.replaceChildren(
      ...shown.map((one) => {
        const chip = named(make("button", { type: "button", className: "ds-chip" }), one.box);
        chip.dataset.removable = "true";
        chip.dataset.wrap = "wrap";
        chip.addEventListener("click", () => {
          set(one, false);
          text.focus();
        });
        const item = make("li");
        item.append(chip);
        return item;
      }),
    );
  }
  function look() {
    const words = text.value.trim().toLowerCase();
    const found = words
      ? boxes.filter((one) => !one.box.checked && one.name.toLowerCase().includes(words))
      : [];
    found.sort((a, b) => starts(b.name, words) - starts(a.name, words) || a.name.length - b.name.length);
    hits.replaceChildren(
      ...found.slice(0, MOST).map((one) => {
        const item = make("li");
        item.append(
          named(
            press("", "secondary", () => choose(one)),
            one.box,
          ),
        );
        return item;
      }),
    );
    if (words)
      spoken.textContent = found.length ? say.chipsFound.replace("{n}", found.length) : say.chipsNone;
    spoken.className = words && !found.length ? "meta" : "ds-sr-only";
  }
  function choose(one) {
    set(one, true);
    shut();
    text.value = "";
    text.focus();
  }
  text.addEventListener("input", (event) => {
    event.stopPropagation(); // a search is no answer that could be lost
    look();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      hits.querySelector("button")?.click();
    } else if (event.key === "Escape") {
      text.value = "";
      shut();
    } else if (event.key === "Backspace" && !text.value) {
      const last = boxes.filter(({ box }) => box.checked).pop();
      if (last) set(last, false);
    }
  });
  place.addEventListener("input", show);
  whole.addEventListener("change", show);
  place.append(field, chosen, all, whole);
  show();
  if (location.hash && boxes.some(({ box }) => `#${box.id}` === location.hash)) text.focus();
}

const starts = (name, words) => Number(name.toLowerCase().startsWith(words));

// The words of a box keep the language that they are in.
function named(button, box) {
  const label = box.labels[0];
  if (label.lang) button.lang = label.lang;
  button.append(...label.cloneNode(true).childNodes);
  return button;
}

function press(words, variant, pressed) {
  const button = make("button", { type: "button", className: "ds-button", textContent: words });
  button.dataset.variant = variant;
  button.addEventListener("click", pressed);
  return button;
}
