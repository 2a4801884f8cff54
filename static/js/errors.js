// After a refused form the summary of errors takes the focus, so that it is read first.
function focusErrors() {
  document.querySelector("[data-error-summary]")?.focus();
}

focusErrors();
