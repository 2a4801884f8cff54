"""What is pressed does what it says: an error line leads to its field, and a question is safe to answer."""

from playwright.sync_api import Page

FOCUSED = """link => { link.click(); const here = document.activeElement;
  return here.matches("input, select, textarea, button") && "#" + here.id === link.getAttribute("href"); }"""
# The dialog is asked for as a press does it, and closed again; nothing is sent.
ASKED = """button => {
  button.form.dispatchEvent(new SubmitEvent("submit", { submitter: button, bubbles: true, cancelable: true }));
  const dialog = document.querySelector("dialog:modal"), words = (one) => one.textContent.trim();
  if (!dialog) return "there is no question";
  const act = words(dialog.querySelector("[value=yes]")), isSafe = document.activeElement.value === "no";
  dialog.close();
  if (act !== words(button)) return `the answer is called ${act}`;
  return isSafe ? "" : "the focus is not on the way out";
}"""


def misled(page: Page) -> list[str]:
    """Return what leads elsewhere than it says: errors without a field, questions where Enter does the deed."""
    links = page.locator("[data-error-summary] a").all()
    found = [
        f"the error {one.inner_text()!r} gives nothing the focus"
        for one in links
        if not one.evaluate(FOCUSED)
    ]
    for button in page.locator("button[data-confirm]").all()[:1]:
        if wrong := button.evaluate(ASKED):
            found.append(f"{button.inner_text()!r} asks badly: {wrong}")
    return found
