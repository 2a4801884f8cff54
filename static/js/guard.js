// Forms with data-guard warn before typed text is left behind. Every form that changes something is sent once, however
// often the button is pressed. Attributes are read with getAttribute: a control named "method" hides form.method.
const RECOVER_AFTER = 15_000; // ms: a download or a lost connection leaves us on the page

function guardForms() {
  const touched = new Set();
  for (const form of document.querySelectorAll("form[data-guard]"))
    form.addEventListener("input", () => touched.add(form));
  window.addEventListener("beforeunload", (event) => {
    if ([...touched].some((form) => !form.dataset.sent && holdsTypedText(form))) event.preventDefault();
  });
  // Capturing nothing: confirm.js may still stop the submit, and then nothing is locked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sent || holdsTooMuch(form)) event.preventDefault();
    else lock(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) {
      touched.delete(form); // what was typed has been sent
      unlock(form);
    }
  });
}

// Whether the form differs from how it came from the server. A password is nobody's text.
function holdsTypedText(form) {
  return [...form.querySelectorAll("input:not([type=hidden], [type=password]), select, textarea")].some(
    (control) => {
      if (control.options)
        return [...control.options].some((one) => one.selected !== (one.defaultSelected || isFirst(one)));
      if (control.type === "checkbox" || control.type === "radio")
        return control.checked !== control.defaultChecked;
      return control.value !== control.defaultValue;
    },
  );
}

// A list where nothing was chosen before shows its first choice.
function isFirst(option) {
  const list = option.closest("select");
  return !list.multiple && option.index === 0 && ![...list.options].some((one) => one.defaultSelected);
}

// A file larger than the server takes would be refused with all that was typed beside it: it is never sent.
function holdsTooMuch(form) {
  const most = (field) => [...field.files].some((file) => file.size > Number(field.dataset.most));
  const fields = [...form.querySelectorAll("input[type=file][data-most]")];
  for (const field of fields) {
    document.getElementById(`${field.id}-most`).hidden = !most(field);
    if (most(field)) field.setAttribute("aria-invalid", "true");
  }
  const wrong = fields.find(most);
  wrong?.focus();
  return Boolean(wrong);
}

function lock(form) {
  form.dataset.sent = "yes";
  // aria-disabled, not disabled: a disabled button would not send its own name and value.
  for (const button of form.querySelectorAll("button[type=submit]"))
    button.setAttribute("aria-disabled", "true");
  setTimeout(unlock, RECOVER_AFTER, form);
}

function unlock(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[type=submit]")) button.removeAttribute("aria-disabled");
}

guardForms();
