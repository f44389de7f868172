// The page without this script is whole: text, tables, charts and their links. The script adds what a reader
// at a screen likes to have. It loads nothing and sends nothing.
"use strict";
{
  const root = document.documentElement;
  const DPI = 300, CSS_DPI = 96, MOST_PIXELS = 16000;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wide = matchMedia("(min-width: 68rem)");

  // What a reader chose is kept where the browser allows it; from a file some do not.
  const kept = {
    get() { try { return localStorage.getItem("hulin-theme"); } catch { return null; } },
    set(theme) { try { localStorage.setItem("hulin-theme", theme); } catch { /* for this page only */ } },
  };
  // At once, so that no page is first white and then black.
  if (["light", "dark"].includes(kept.get())) root.dataset.theme = kept.get();

  document.addEventListener("DOMContentLoaded", () => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const row = (id) => Object.fromEntries(data.columns.map((name, i) => [name, data.rows[id]?.[i] ?? ""]));
    themeButton(data.words);
    contents();
    for (const chart of document.querySelectorAll(".chart.wide")) tools(chart, data);
    tooltips(row, data.words);
    hiddenPlaces();
    scrollable();
  });

  function made(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function themeButton(words) {
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
    const button = made("button", { type: "button", className: "theme" });
    const say = () => { button.textContent = isDark() ? words.light : words.dark; };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      kept.set(root.dataset.theme);
      say();
    });
    dark.addEventListener("change", say);
    say();
    document.querySelector(".masthead").append(button);
  }

  // The contents are open where they stand at the side; the chapter that is read is marked.
  function contents() {
    const folded = document.querySelector("#contents details");
    const links = [...folded.querySelectorAll("a")];
    const chapters = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const unfold = () => { folded.open = wide.matches; };
    const mark = () => {
      const line = innerHeight / 4;
      let now = chapters.findLastIndex((chapter) => chapter && chapter.getBoundingClientRect().top <= line);
      const atEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2;
      if (atEnd) now = links.length - 1;
      links.forEach((link, i) => {
        if (i === now) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
      const marked = links[now];
      if (marked && wide.matches) {
        const nav = folded.parentElement;
        const [box, frame] = [marked.getBoundingClientRect(), nav.getBoundingClientRect()];
        if (box.top < frame.top || box.bottom > frame.bottom) nav.scrollTop += box.top - frame.top - frame.height / 2;
      }
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
    // Who has gone to a chapter on a small screen wants to read it.
    folded.addEventListener("click", (event) => { if (event.target.closest("a") && !wide.matches) folded.open = false; });
    wide.addEventListener("change", unfold);
    unfold();
    mark();
  }

  // Picture, data and citation of a chart.
  function tools(chart, data) {
    const figure = chart.closest("figure");
    const caption = figure.querySelector("figcaption")?.textContent.trim() ?? chart.getAttribute("aria-label");
    const name = caption.replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, 60).trim();
    const said = made("span", { className: "said" });
    said.setAttribute("role", "status");
    const button = (name, act) => {
      const one = made("button", { type: "button", className: name, textContent: data.words[name] });
      one.addEventListener("click", act);
      return one;
    };
    const bar = made("div", { className: "tools" },
      button("picture", async () => save(await picture(chart), `${name}.png`)),
      button("data", () => save(table(chart.id, data), `${name}.csv`)),
      button("citation", async () => {
        const { title, references } = data.charts[chart.id];
        const text = [[caption, title].filter(Boolean).join(data.words.colon), ...references].join("\n");
        const copied = await copy(text);
        said.textContent = copied ? data.words.copied : data.words.uncopied;
        // Where nothing may be copied, there is something to select.
        if (!copied) said.append(made("span", { className: "selectable", textContent: text }));
      }),
      said);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `${caption}${data.words.sep}${data.words.tools}`);
    figure.append(bar);
  }

  function save(blob, name) {
    const link = made("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = made("textarea", { value: text, className: "skip" });
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      return copied;
    }
  }

  // The rows that a chart draws, for a spreadsheet: the mark in front tells Excel that it is UTF-8.
  function table(name, { columns, headings, rows, charts }) {
    const own = charts[name];
    const head = own.headings ?? headings;
    const body = own.cells ?? own.rows.map((id) => rows[id]);
    const cell = (words) => {
      // No cell is a formula; a number with its sign is none.
      const plain = /^([=@\t\r]|[+-](?![\d.]))/.test(words) ? `'${words}` : words;
      return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
    };
    const text = [head, ...body].map((cells) => cells.map(cell).join(",")).join("\r\n");
    return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
  }

  // The chart as it is printed, light, at 300 dots an inch, in the font of the page.
  async function picture(chart) {
    const [, , width, height] = chart.getAttribute("viewBox").split(" ").map(Number);
    const scale = Math.min(DPI / 72, MOST_PIXELS / Math.max(width, height));
    const copied = chart.cloneNode(true);
    copied.setAttribute("width", width * scale);
    copied.setAttribute("height", height * scale);
    const sheet = document.querySelector("style").textContent;
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = sheet.slice(0, sheet.indexOf("}") + 1) + 'text{font-family:"Hulin Report",sans-serif}';
    copied.prepend(style);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copied))}`;
    await image.decode();
    const canvas = made("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return withResolution(new Uint8Array(await blob.arrayBuffer()), 72 * scale);
  }

  // A PNG that says how large it is on paper: a chunk pHYs behind the header, which is 33 bytes long.
  function withResolution(png, dpi) {
    const chunk = new DataView(new ArrayBuffer(21));
    chunk.setUint32(0, 9);
    [..."pHYs"].forEach((letter, i) => chunk.setUint8(4 + i, letter.charCodeAt(0)));
    chunk.setUint32(8, Math.round(dpi / 0.0254));
    chunk.setUint32(12, Math.round(dpi / 0.0254));
    chunk.setUint8(16, 1);
    let sum = ~0;
    for (const byte of new Uint8Array(chunk.buffer, 4, 13)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    chunk.setUint32(17, ~sum >>> 0);
    return new Blob([png.slice(0, 33), chunk.buffer, png.slice(33)], { type: "image/png" });
  }

  // What a mark states: with the pointer, the keyboard and a finger. It stays while the pointer is on it, and
  // Esc takes it away. A finger's first tap shows it, the second one follows the link.
  function tooltips(row, words) {
    const tip = made("div", { id: "tip", role: "tooltip", hidden: true });
    document.body.append(tip);
    let shown = null, tapped = null, leaving = 0;

    const markOf = (event) => event.target.closest?.(".chart [data-row]");
    const hide = () => {
      clearTimeout(leaving);
      shown?.removeAttribute("aria-describedby");
      tip.hidden = true;
      shown = tapped = null;
    };
    const show = (mark) => {
      clearTimeout(leaving);
      if (mark === shown) return;
      hide();
      const said = row(mark.dataset.row);
      if (!said.quote) return;
      const facts = [said.hedge, said.change, said.status, said.period, said.subject];
      tip.replaceChildren(
        made("p", { className: "what", textContent: said.indicator }),
        made("p", { className: "quote" }, made("q", { textContent: said.quote })),
        made("p", { className: "facts", textContent: facts.filter((one) => one && one !== "—").join(words.sep) }));
      const sentence = sentenceOf(mark.dataset.row);
      if (sentence) tip.append(sentence);
      if (mark.matches("a")) tip.append(made("p", { className: "again", textContent: words.again }));
      shown = mark;
      mark.setAttribute("aria-describedby", "tip");
      tip.hidden = false;
      place(mark.getBoundingClientRect());
    };
    const place = (box) => {
      const edge = 8, page = root.clientWidth;
      const left = Math.max(edge, Math.min(box.left + box.width / 2 - tip.offsetWidth / 2, page - tip.offsetWidth - edge));
      const above = box.top - tip.offsetHeight - edge;
      tip.style.left = `${left + scrollX}px`;
      tip.style.top = `${(above > edge ? above : box.bottom + edge) + scrollY}px`;
    };
    const later = () => { clearTimeout(leaving); leaving = setTimeout(hide, 200); };

    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const mark = markOf(event);
      if (mark) show(mark);
      else if (tip.contains(event.target)) clearTimeout(leaving);
      else if (shown && shown !== document.activeElement) later();
    });
    document.addEventListener("focusin", (event) => {
      const mark = markOf(event);
      if (mark) show(mark);
      else hide();
    });
    document.addEventListener("click", (event) => {
      const mark = markOf(event);
      if (!mark) {
        if (shown && !tip.contains(event.target)) hide();
        return;
      }
      if (event.pointerType === "touch" && tapped !== mark) {
        event.preventDefault();
        show(mark);
        tapped = mark;
        return;
      }
      hide();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    addEventListener("resize", hide);
  }

  // The sentence of a number as it stands in the text of the page, without the numbers set above its line.
  function sentenceOf(id) {
    const place = document.getElementById(`n-${id}`);
    const copied = place?.closest(".sentence")?.cloneNode(true);
    if (!copied) return null;
    copied.querySelectorAll("sup").forEach((number) => number.remove());
    copied.querySelector(`#${CSS.escape(place.id)}`).replaceWith("\0");
    const [before, after] = copied.textContent.split("\0");
    return made("p", { className: "sentence-of" }, before, made("strong", { textContent: place.textContent }), after);
  }

  // A chart is in the page twice, for wide screens and for narrow ones; a link may lead to the one not shown.
  function hiddenPlaces() {
    const go = () => {
      const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const chart = place?.closest(".chart");
      if (!chart || place.getClientRects().length) return;
      const id = place.id.replace(/^.*?-(?:mark|value)-/, "");
      const other = document.querySelector(`#${CSS.escape(chart.dataset.other)} [data-row="${CSS.escape(id)}"]`);
      const named = other?.closest("[id]");
      if (named) location.replace(`#${named.id}`);
    };
    addEventListener("hashchange", go);
    go();
  }

  // A table wider than the page can be scrolled with the keyboard as well.
  function scrollable() {
    const look = () => {
      for (const frame of document.querySelectorAll(".table")) {
        if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0;
        else frame.removeAttribute("tabindex");
      }
    };
    addEventListener("resize", look);
    look();
  }
}
