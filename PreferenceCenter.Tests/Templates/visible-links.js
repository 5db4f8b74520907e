// Judges which links to /u/ a person sees: each page in a frame of each width, by layout box, computed style and hit test.
async ({ pages, widths }) => {
  const answers = [];
  for (const { name, html } of pages) {
    const frame = document.createElement("iframe");
    frame.style.cssText = "position:fixed;left:0;top:0;border:0;height:800px";
    frame.srcdoc = html;
    document.body.replaceChildren(frame);
    await new Promise((loaded) => (frame.onload = loaded));
    const inner = frame.contentDocument;
    for (const width of widths) {
      frame.style.width = `${width}px`;
      const seen = [...inner.querySelectorAll('a[href*="/u/"]')].map((link) => leaves(link).some((leaf) => isSeen(leaf, link)));
      answers.push({ name, width, seen });
    }
  }
  return answers;

  function leaves(link) {
    const walker = link.ownerDocument.createTreeWalker(link, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === 3 ? node.data.replace(/[\s\u200b-\u200d\u2060\ufeff]/g, "") : node.localName === "img") found.push(node);
    }
    return found;
  }

  function isSeen(leaf, link) {
    const view = link.ownerDocument.defaultView;
    const element = leaf.nodeType === 3 ? leaf.parentElement : leaf;
    const style = view.getComputedStyle(element);
    if (style.visibility !== "visible") return false;
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) {
      const own = view.getComputedStyle(at);
      opacity *= +own.opacity * (/^opacity\(([\d.]+)\)/.exec(own.filter)?.[1] ?? 1);
    }
    if (opacity < 0.3) return false;
    if (leaf.nodeType === 3) {
      if (parseFloat(style.fontSize) < 8) return false;
      const under = groundOf(element, view);
      if (contrast(over(colorOf(style.color), under), under) < 1.5) return false;
    } else if (!leaf.alt.trim()) return false;
    return boxes(leaf).some((box) => box.width >= 4 && box.height >= 4 && isHit(leaf, link));
  }

  function boxes(leaf) {
    if (leaf.nodeType !== 3) return [leaf.getBoundingClientRect()];
    const range = leaf.ownerDocument.createRange();
    range.selectNodeContents(leaf);
    return [...range.getClientRects()];
  }

  function isHit(leaf, link) {
    (leaf.nodeType === 3 ? leaf.parentElement : leaf).scrollIntoView({ block: "center" });
    return boxes(leaf).some((box) => {
      const hit = link.ownerDocument.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return hit !== null && (link.contains(hit) || hit === leaf);
    });
  }

  function colorOf(text) {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  }

  function over(top, under) {
    const mix = (c) => top[c] * top.a + under[c] * (1 - top.a);
    return { r: mix("r"), g: mix("g"), b: mix("b"), a: 1 };
  }

  function groundOf(element, view) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(colorOf(view.getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), { r: 255, g: 255, b: 255, a: 1 });
  }

  function contrast(one, other) {
    const light = ({ r, g, b }) => {
      const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
};
