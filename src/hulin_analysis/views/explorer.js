// A chart and its article: whichever side a number is selected on, the other shows it.
// The state is one string, `selected`, the id of a row; Python may set it as well.

let views = 0;

// The ids of the SVG are made its own, so that the same chart may stand on a page twice. The font it brings
// along gets a name of its own too: it is cut to the characters of this chart and of use to no other text.
function own(svg, prefix) {
  return svg
    .slice(svg.indexOf("<svg"))
    .replace(/ id="([^"]+)"/g, ` id="${prefix}$1"`)
    .replace(/url\(#/g, `url(#${prefix}`)
    .replace(/(href=")#/g, `$1#${prefix}`)
    .replace(/aria-labelledby="([^"]+)"/, (_, ids) =>
      `aria-labelledby="${ids.split(" ").map((id) => prefix + id).join(" ")}"`)
    .replaceAll(/'Noto Sans (SC|TC)'/g, `'${prefix}Noto$1'`);
}

function render({ model, el }) {
  const prefix = `hulin-${++views}-`;
  el.classList.add("hulin-explorer");
  const chart = Object.assign(document.createElement("div"), { className: "chart" });
  const text = Object.assign(document.createElement("div"), { className: "text" });
  el.append(chart, text);
  // Both are written by Python, which escapes every character of the article.
  chart.innerHTML = own(model.get("chart"), prefix);
  text.innerHTML = model.get("text");

  const marks = new Map();
  for (const group of chart.querySelectorAll("g[id]")) {
    const found = group.id.slice(prefix.length).match(/^(mark|value)-(.+)$/);
    if (!found) continue;
    group.dataset.id = found[2];
    if (!marks.has(found[2])) marks.set(found[2], []);
    marks.get(found[2]).push(group);
  }
  const numbers = new Map(
    [...text.querySelectorAll("mark[data-id]")].map((mark) => [mark.dataset.id, mark]),
  );
  for (const [id, [first]] of marks) {
    first.setAttribute("tabindex", "0");
    first.setAttribute("role", "button");
    first.setAttribute("aria-label", numbers.get(id)?.getAttribute("aria-label") ?? id);
    // The links of a printed chart lead to the page as published; here a mark leads to the text beside it.
    for (const group of marks.get(id)) {
      for (const link of group.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
    }
  }
  for (const mark of numbers.values()) mark.setAttribute("role", "button");

  function choose(id) {
    model.set("selected", id === model.get("selected") ? "" : id);
    model.save_changes();
  }

  function show() {
    const id = model.get("selected");
    for (const lit of el.querySelectorAll(".chosen, .lit")) lit.classList.remove("chosen", "lit");
    const groups = marks.get(id) ?? [];
    chart.classList.toggle("choosing", groups.length > 0);
    for (const group of groups) group.classList.add("chosen");
    for (const [known, [first]] of marks) first.setAttribute("aria-pressed", String(known === id));
    for (const [known, mark] of numbers) mark.setAttribute("aria-pressed", String(known === id));
    reveal(chart, groups[0]);
    const number = numbers.get(id);
    if (!number) return;
    number.classList.add("chosen");
    const sentence = number.closest(".sentence");
    sentence?.classList.add("lit");
    number.closest("details").open = true;
    reveal(text, number);
  }

  // Scrolls within its own column: the notebook around it stays where it is.
  function reveal(column, element) {
    if (!element) return;
    const [inner, outer] = [element.getBoundingClientRect(), column.getBoundingClientRect()];
    if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
    column.scrollTop += inner.top - outer.top - outer.height / 3;
  }

  // What is said of a number is written beside it, and stays within the column.
  function keepInside(event) {
    const told = event.target.closest("[data-said]");
    if (!told) return;
    const em = 0.9 * parseFloat(getComputedStyle(told).fontSize);
    const width = em * Math.min(24, told.dataset.said.length + 2);
    const room = text.getBoundingClientRect().right - told.getClientRects()[0].left - width - em;
    told.style.setProperty("--shift", `${Math.min(0, room)}px`);
  }

  function idOf(event) {
    return event.target.closest("[data-id]")?.dataset.id;
  }

  function onClick(event) {
    const id = idOf(event);
    if (!id || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(id);
  }

  function onKey(event) {
    const id = idOf(event);
    if (event.key === "Escape" && model.get("selected")) choose(model.get("selected"));
    else if (id && (event.key === "Enter" || event.key === " ")) choose(id);
    else return;
    event.preventDefault();
    // The notebook would take Enter and Escape for its own.
    event.stopPropagation();
  }

  el.addEventListener("click", onClick);
  text.addEventListener("pointerover", keepInside);
  text.addEventListener("focusin", keepInside);
  el.addEventListener("keydown", onKey);
  model.on("change:selected", show);
  show();
  return () => model.off("change:selected", show);
}

export default { render };
