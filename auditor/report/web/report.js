"use strict";
(() => {
  const root = document.documentElement, body = document.body;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const one = (selector, from = document) => from.querySelector(selector);
  const pane = one(".pages"), sheets = one(".sheets"), filters = one(".filters");
  const narrow = matchMedia("(max-width: 860px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function language(lang) {
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
  }

  function show(name) {
    body.dataset.pane = name;
    fit();
  }

  function fit() {
    if (sheets && pane.clientWidth) sheets.style.setProperty("--pane", `${pane.clientWidth - (narrow.matches ? 20 : 40)}px`);
  }

  // Which marks a card or a finding is about: those its links lead to.
  const marksOf = (element) => new Set(all("[data-mark]", element).map((link) => link.dataset.mark));

  function choose(card, finding) {
    all(".on").forEach((element) => element.classList.remove("on"));
    body.classList.toggle("choice", Boolean(card));
    if (!card) return;
    card.classList.add("on");
    if (finding) finding.classList.add("on");
    for (const id of marksOf(finding || card)) {
      const mark = document.getElementById(id);
      if (mark && mark.classList.contains("mark")) mark.classList.add("on");
    }
  }

  function jump(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const sheet = target.closest(".sheet");
    if (sheet && !sheet.classList.contains("marked")) only(false);
    if (narrow.matches) show("pages");
    target.scrollIntoView({ behavior: "auto", block: target === sheet ? "start" : "center", inline: "center" });
    if (target === sheet) return;
    target.classList.remove("here");
    void target.getBoundingClientRect();
    target.classList.add("here");
  }

  function only(marked) {
    body.classList.toggle("only-marked", marked);
    const box = one("[name=marked]");
    if (box) box.checked = marked;
  }

  function filter() {
    const wanted = new Set(all("[name=severity]:checked", filters).map((box) => box.value));
    const words = one("[name=words]", filters).value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0, total = 0;
    for (const card of all(".card")) {
      let seen = 0;
      for (const finding of all(".finding", card)) {
        const text = (card.textContent + " " + finding.textContent).toLowerCase();
        const passes = wanted.has(finding.dataset.severity) && words.every((word) => text.includes(word));
        finding.hidden = !passes;
        seen += passes;
        total += 1;
      }
      card.hidden = !seen;
      left += seen;
    }
    const shown = one(".shown");
    shown.hidden = left === total;
    shown.textContent = `${left} / ${total}`;
    one(".nothing").hidden = left > 0;
  }

  let zoom = narrow.matches ? 1.5 : 1;  // on a small screen, a page as wide as the screen cannot be read
  function enlarge(step) {
    zoom = Math.min(4, Math.max(.5, zoom * (step > 0 ? 1.25 : step < 0 ? .8 : 1)));
    sheets.style.setProperty("--zoom", zoom.toFixed(3));
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const button = target.closest("[data-set], .panes [data-pane], [data-zoom]");
    if (button) {
      if (button.dataset.set) language(button.dataset.set);
      else if (button.dataset.pane) show(button.dataset.pane);
      else enlarge(Number(button.dataset.zoom));
      return;
    }
    const mark = target.closest("rect.mark");
    if (mark) {
      const link = one(`.card:not([hidden]) [data-mark="${CSS.escape(mark.id)}"]`);
      if (!link) return;
      const card = link.closest(".card");
      choose(card);
      if (narrow.matches) show("list");
      card.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "nearest" });
      return;
    }
    const link = target.closest("[data-mark]");
    if (link) {
      event.preventDefault();
      choose(link.closest(".card"), link.closest(".finding"));
      jump(link.dataset.mark);
      return;
    }
    if (target.closest(".sheets")) choose(null);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });

  if (filters) {
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
  }
  const classes = { coverage: "coverage", picture: "pictures" };
  for (const [name, value] of Object.entries(classes)) {
    const box = one(`[name=${name}]`);
    if (!box) continue;
    const set = () => body.classList.toggle(value, box.checked);
    box.addEventListener("change", set);
    set();
  }
  const marked = one("[name=marked]");
  if (marked) marked.addEventListener("change", () => only(marked.checked));

  addEventListener("resize", fit);
  addEventListener("beforeprint", () => all("details.evidence, details.unchecked").forEach((details) => { details.open = true; }));
  fit();
  if (sheets) enlarge(0);
  const first = one(".card .open");
  if (first && sheets && !narrow.matches && !location.hash) {
    choose(first.closest(".card"));
    jump(first.dataset.mark);
  }
})();
