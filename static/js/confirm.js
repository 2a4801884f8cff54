// Buttons with data-confirm ask their question in a dialog before the form is sent. What is done is said on the button
// that does it, in the same words; the other has the focus, so that Enter by mistake does nothing.
function askFirst() {
  const dialog = document.getElementById("confirm-dialog");
  if (!dialog?.showModal) return;
  let asking = null; // the button that waits for an answer
  let agreed = null; // the button whose next submit is let through

  document.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (!button?.dataset.confirm || button === agreed) {
        agreed = null;
        return;
      }
      event.preventDefault();
      asking = button;
      dialog.querySelector("#confirm-text").textContent = button.dataset.confirm;
      const act = dialog.querySelector("[value=yes]");
      act.textContent = button.textContent.trim();
      act.dataset.color = button.dataset.color ?? "";
      dialog.returnValue = "";
      dialog.showModal();
    },
    true,
  );

  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes" && asking?.isConnected) {
      agreed = asking;
      asking.form.requestSubmit(asking);
    }
    asking = null;
  });
}

askFirst();
