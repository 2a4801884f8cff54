// A file dropped anywhere on the page is taken as chosen in the form's only file field, and the form is sent.
// [data-drop] is the line that says so: hidden until this runs, and the field works without it.
function takeDropped() {
  const line = document.querySelector("[data-drop]");
  const form = line?.closest("form");
  const field = form?.querySelector("input[type=file]");
  if (!field) return;
  const say = (words) => {
    if (line.textContent !== words) line.textContent = words; // said once, not with every move of the mouse
  };
  const usual = line.textContent;
  line.hidden = matchMedia("(pointer: coarse)").matches; // a finger drags nothing here
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault(); // or the browser opens the file instead of the page
    line.hidden = false;
    say(line.dataset.drop);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) say(usual); // out of the window
  });
  document.addEventListener("drop", (event) => {
    const { files } = event.dataTransfer;
    if (!files.length) return;
    event.preventDefault();
    if (files.length > 1) return say(line.dataset.one);
    say(usual);
    field.files = files;
    form.requestSubmit();
  });
}

takeDropped();
