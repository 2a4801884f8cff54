// Type-ahead for organisations: fieldset[data-picker=address] with a text field, and [data-picked] where the boxes lie.
// Without this the button beside the text field searches, and the page comes back with boxes to tick.
const PAUSE = 250; // ms between the last key and the question
const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);

function offerPicking() {
  for (const fieldset of document.querySelectorAll("fieldset[data-picker]")) {
    const text = fieldset.querySelector("input:is([type=text], [type=search])");
    const picked = fieldset.querySelector("[data-picked]");
    const hits = make("ul", { className: "picker-hits" });
    const spoken = make("p", { className: "meta", role: "status" });
    (text.closest(".picker-search") ?? text).after(hits, spoken);
    let timer;
    const look = async () => {
      const found = text.value.trim().length > 1 ? await ask(fieldset.dataset.picker, text.value) : [];
      if (found === null) return; // a newer question is on its way, or the server is away: keep what is shown
      hits.replaceChildren(
        ...found.map((one) =>
          hit(one, () => {
            tick(picked, one);
            hits.replaceChildren();
            Object.assign(text, { value: "" }).focus();
          }),
        ),
      );
      if (fieldset.dataset.pickerNew && text.value.trim().length > 1)
        hits.append(asNew(fieldset, text, hits));
      spoken.textContent = found.length || text.value.trim().length < 2 ? "" : fieldset.dataset.pickerNone;
    };
    text.autocomplete = "off";
    text.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        look();
      }
    });
  }
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

function hit(one, choose) {
  const button = make("button", {
    type: "button",
    className: "ds-button",
    textContent: [one.name, one.number, one.seat].filter(Boolean).join(", "),
  });
  button.dataset.variant = "secondary";
  button.addEventListener("click", choose);
  const item = make("li");
  item.append(button);
  return item;
}

// What the register may not have is written where a name alone is enough.
function asNew(fieldset, text, hits) {
  const name = text.value.trim();
  return hit({ name: fieldset.dataset.pickerNew.replace("{name}", `”${name}”`) }, () => {
    const field = fieldset.querySelector("[name=new_organisation]");
    field.closest("details").open = true;
    field.value = name;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    hits.replaceChildren();
    Object.assign(text, { value: "" });
    field.focus();
  });
}

function tick(picked, { id, name }) {
  let box = picked.querySelector(`input[value="${CSS.escape(id)}"]`);
  if (!box) {
    const named = picked.dataset.picked || picked.querySelector("input")?.name || "organisations";
    box = make("input", {
      type: picked.querySelector("input")?.type ?? "checkbox", // one of several where there are buttons
      className: "ds-input",
      id: `picked-${id}`,
      name: named,
      value: id,
    });
    const field = make("div", { className: "ds-field" });
    field.append(box, make("label", { className: "ds-label", htmlFor: box.id, textContent: name }));
    picked.append(field);
  }
  box.checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

offerPicking();
