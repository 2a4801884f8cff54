// Copy buttons appear only where the browser can copy.
function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.querySelector("span").firstChild;
      const before = words.data;
      words.data = button.dataset.done;
      setTimeout(() => {
        words.data = before;
      }, 2_000);
    });
  }
}

offerCopying();
