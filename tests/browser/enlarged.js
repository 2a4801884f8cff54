// Text as it is seen: not what only a screen reader reads, and no more of it than its scrolling box shows.
() => {
  const hiding = new Map(),
    found = [],
    texts = [],
    root = document.documentElement;
  const say = (what, words) => found.push(`${what}: ${words.trim().replace(/\s+/g, " ").slice(0, 60)}`);
  if (root.scrollWidth > innerWidth) say(`the page is ${root.scrollWidth} px wide`, widest());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT),
    range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility() || holder.closest(".ds-sr-only, option, script, svg"))
      continue;
    if (isUnseen(holder)) continue;
    range.selectNodeContents(node);
    const frame = holder.closest(".table-wrap")?.getBoundingClientRect();
    const lines = [...range.getClientRects()].filter(
      (r) => r.width > 1 && (!frame || (r.left < frame.right && r.right > frame.left)),
    );
    if (new Set(lines.map((r) => Math.round(r.top))).size > 1) breaks(node);
    if (!holder.closest(".ds-skip-link, .to-decision, [popover]:not(.site-bar *)"))
      texts.push(...lines.map((r) => [r, node, frame]));
    cut(node, holder, lines);
  }
  overlaps(texts);
  return [...new Set(found)];

  function isUnseen(one) {
    // kept for screen readers in a box of one pixel
    for (; one; one = one.parentElement) if (one.clientWidth === 1 || one.clientHeight === 1) return true;
    return false;
  }
  function widest() {
    const all = [...document.body.querySelectorAll("*")].filter(
      (one) => !one.closest(".table-wrap") && one.checkVisibility(),
    );
    const wide = all.reduce((a, b) =>
      a.getBoundingClientRect().right > b.getBoundingClientRect().right ? a : b,
    );
    return `${wide.tagName}.${wide.className} ${wide.textContent}`;
  }
  function breaks(node) {
    // a word or a date goes on in the next line; after a hyphen or a slash it may
    for (const word of node.data.matchAll(/\S+@\S+|\d{4}-\d\d-\d\d|90-konto|[\p{L}\p{N}]{2,}/gu)) {
      if (word[0].includes("@") || word[0].length > 40) continue; // an address or a hash has no better place
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const rects = [...range.getClientRects()].filter((r) => r.width);
      if (node.data[word.index - 1] === "\u00ad" && rects.length > 1) rects.shift(); // the hyphen that shows where it broke
      const tops = new Set(rects.map((r) => Math.round(r.top)));
      if (tops.size > 1) say("broken", word[0]);
    }
  }
  function cut(node, holder, lines) {
    // some box around it hides a part
    for (let box = holder; box && box !== document.body; box = box.parentElement) {
      if (!hiding.has(box)) hiding.set(box, hides(box));
      const style = hiding.get(box);
      if (!style) continue;
      const { left, right, top, bottom } = box.getBoundingClientRect();
      if (
        lines.some(
          (r) =>
            (style.x && (r.right > right + 2 || r.left < left - 2)) ||
            (style.y && (r.bottom > bottom + 2 || r.top < top - 2)),
        )
      )
        say("cut", node.data);
    }
  }
  function hides(box) {
    const { overflowX, overflowY } = getComputedStyle(box),
      closed = ["hidden", "clip"];
    return (
      (closed.includes(overflowX) || closed.includes(overflowY)) && {
        x: closed.includes(overflowX),
        y: closed.includes(overflowY),
      }
    );
  }
  function overlaps(all) {
    all.sort((a, b) => a[0].top - b[0].top);
    for (let i = 0; i < all.length; i++) {
      const [one, node, frame] = all[i];
      for (let j = i + 1; j < all.length && all[j][0].top < one.bottom - one.height / 3; j++) {
        const [other, next, around] = all[j];
        if (next === node || (frame !== around && (frame || around))) continue;
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - other.top;
        if (wide > 2 && high > Math.min(one.height, other.height) / 3)
          say("overlap", `${node.data.trim()} / ${next.data.trim()}`);
      }
    }
  }
};
