// Forms with data-guard: warn before typed text is left behind, and send once however often the button is pressed.
const RECOVER_AFTER = 15_000; // ms: a download or a lost connection leaves us on the page

function guardForms() {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-guard]")) {
    if (document.querySelector("[data-error-summary]")) changed.add(form);
    form.addEventListener("input", () => changed.add(form));
  }
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => !form.dataset.sent)) event.preventDefault();
  });
  // Capturing nothing: confirm.js may still stop the submit, and then nothing is locked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    else lock(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(unlock);
  });
}

function lock(form) {
  form.dataset.sent = "yes";
  // aria-disabled, not disabled: a disabled button would not send its own name and value.
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  setTimeout(unlock, RECOVER_AFTER, form);
}

function unlock(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[type=submit]")) button.removeAttribute("aria-disabled");
}

guardForms();
