// Two minutes before the session ends the person is asked; the page, and what is typed on it, is never left.
// GET data-keep (as any request does, it counts as activity) answers {"ends_in": seconds, "csrf_token": "…"}, or 401.
const WARN_BEFORE = 120; // seconds

function watchSession() {
  const dialog = document.getElementById("session-dialog");
  if (!dialog?.showModal) return;
  let timers = [];

  const open = (part) => {
    dialog.querySelector("[data-before]").hidden = part !== "before";
    dialog.querySelector("[data-after]").hidden = part !== "after";
    if (!dialog.open) dialog.showModal();
  };
  const start = (seconds) => {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(open, Math.max(0, seconds - WARN_BEFORE) * 1000, "before"),
      setTimeout(open, seconds * 1000, "after"),
    ];
  };
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "keep") return;
    const kept = await keep(dialog.dataset.keep);
    if (!kept) return open("after");
    // Signed in again in another tab: the forms here need the new session's token.
    for (const field of document.querySelectorAll("input[name=csrf_token]"))
      field.value = kept.csrf_token ?? field.value;
    start(kept.ends_in);
  });
  start(Number(dialog.dataset.ends));
}

async function keep(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.ok && !answer.redirected ? await answer.json() : null;
  } catch {
    return null; // no network: say that we do not know rather than pretend
  }
}

watchSession();
