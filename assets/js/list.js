// The list of clients: the cells that are more than text, its state in the address, and how it looks on a narrow screen.
window.dash_clientside = window.dash_clientside || {};
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

(function () {
  "use strict";
  const SIGNS = { lowers: "✓", review: "?", raises: "✕", check: "!" };
  const element = (...parts) => window.React.createElement(...parts);
  const { address, here } = window.clairscoreSite;
  const kept = () => window.dash_clientside.no_update;

  const link = (number) => element("a", { href: address("/client/" + number), "data-page": "", tabIndex: -1 }, number);
  const badge = (row) => element(
    "span",
    { className: "cs-badge cs-badge-" + row.tone },
    element("span", { key: "sign", "aria-hidden": "true" }, SIGNS[row.tone] + " "),
    row.decision
  );

  Object.assign(window.dashAgGridComponentFunctions, {
    // Rows that are still on their way have no value.
    ClientLink: (cell) => cell.value ? link(cell.value) : null,
    DecisionBadge: (cell) => cell.value ? badge(cell.data) : null,
    // A whole row in one cell: what a narrow screen has room for.
    ClientCard: (cell) => {
      if (!cell.data) { return null; }
      const facts = Object.entries(cell.labels).map(([name, label]) =>
        element("div", { key: name }, element("dt", null, label), element("dd", null, cell.data[name])));
      return element(
        "div",
        { className: "cs-client" },
        element("div", { className: "cs-client-head" }, link(cell.data.client_id), badge(cell.data)),
        element("dl", null, facts)
      );
    }
  });

  // Named in pages/client_list.py: the browser goes on to what follows the grid.
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, { leaveGrid: () => false });

  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" ? event.target.closest(".cs-list .ag-row") : null;
    row?.querySelector("a[data-page]")?.click();
  });

  // Whoever opens a client of the list goes on through this list: its state is carried by the link, in any tab.
  function carry(event) {
    const opened = event.target.closest?.(".cs-list a[data-page]");
    if (!opened) { return; }
    const state = window.clairscoreState.read();
    state.delete("from");
    const [path] = opened.getAttribute("href").split("?");
    opened.setAttribute("href", state.size ? path + "?list=" + encodeURIComponent(state) : path);
  }
  for (const kind of ["pointerdown", "click"]) { document.addEventListener(kind, carry, true); }

  const GRID = "list-grid";
  const SEARCH = "search";
  const RECENT = "recent";
  const MOST_RECENT = 8;
  // Pixels of the list that a scroll bar may take.
  const SCROLL_BAR = 18;
  const windowBelow = (width) => window.matchMedia(`(max-width: ${width}px)`);
  // The facts of a card stand in so many columns (assets/css/pages.css); the rem of its head, and of each line of facts: the
  // longest texts fit in.
  const WIDE_CARD = { columns: 6, head: 6.5 };
  const CARDS = [[880, { columns: 3, head: 6.5 }], [480, { columns: 2, head: 7 }], [340, { columns: 2, head: 8.5 }]]
    .map(([width, card]) => [windowBelow(width), card]);
  const LINE_REM = 2.5;
  const ROW_REM = 2.5;
  const HEAD_REM = 2.75;
  // Until what the address asks for has been chosen, the grid asks for everybody.
  let isNarrowed = false;
  // Until the grid is sorted as the address says, what it asks for says nothing of the list.
  let isSorted = true;
  // The row that the address asks to begin at, until the list is there, and then the first one that is seen.
  let first = 0;
  let grid = null;
  const equal = (filter) => ({ filterType: "text", type: "equals", filter });

  // For the time of this tab; the login page empties it.
  function recent() {
    try { return JSON.parse(window.sessionStorage.getItem(RECENT)) || []; } catch { return []; }
  }

  function chip(number) {
    const props = { children: String(number), href: address("/client/" + number), className: "cs-chip", "data-page": "" };
    return { namespace: "dash_html_components", type: "A", props };
  }

  function sortBy(column, direction) {
    grid.applyColumnState({ state: [{ colId: column, sort: direction === "desc" ? "desc" : "asc" }], defaultState: { sort: null } });
  }

  const sortOf = () => grid.getColumnState().find((one) => one.sort);

  function write(search) {
    if (first > 0) { search.set("from", first); }
    window.clairscoreState.write(search);
  }

  const remOf = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

  // Whether there is no room for the columns beside each other, at their least widths: then rows are cards.
  function isNarrow() {
    const cells = grid.getColumns().filter((column) => column.getColId() !== "card");
    const least = cells.reduce((width, column) => width + column.getMinWidth(), 0);
    return document.getElementById(GRID)?.clientWidth - SCROLL_BAR < least;
  }

  // Rem of a card, undefined where there is room for a line of cells.
  function cardRem() {
    if (!isNarrow()) { return undefined; }
    const [, { columns, head }] = CARDS.findLast(([query]) => query.matches) || [null, WIDE_CARD];
    const facts = Object.keys(grid.getColumnDef("card").cellRendererParams.labels).length;
    return head + LINE_REM * Math.ceil(facts / columns);
  }

  // Every column of a row stays in sight: beside each other where there is room, below each other where there is not.
  function fit() {
    if (grid.isDestroyed()) { return; }
    const rem = remOf();
    const row = cardRem();
    const columns = grid.getColumns().map((column) => column.getColId());
    grid.setColumnsVisible(columns.filter((name) => name !== "card"), !row);
    grid.setColumnsVisible(["card"], Boolean(row));
    grid.setGridOption("headerHeight", row ? 0 : HEAD_REM * rem);
    setRowHeight((row || ROW_REM) * rem);
    grid.sizeColumnsToFit();
  }

  function setRowHeight(height) {
    // Before its first rows the grid has nowhere to keep the height, and reads it when they come.
    try {
      // The height that it has already changes nothing, and rows that came since may have another.
      if (grid.getGridOption("rowHeight") === height) { grid.setGridOption("rowHeight", height + 1); }
      grid.setGridOption("rowHeight", height);
    } catch { /* read later */ }
  }

  async function prepare(search) {
    grid = await window.dash_ag_grid.getApiAsync(GRID);
    const mine = grid;
    if (search.get("sort")) { sortBy(search.get("sort"), search.get("direction")); }
    isSorted = true;
    for (const [query] of CARDS) { query.addEventListener("change", fit); }
    // The grid takes its first heights from the page, and gives ours to the rows only that it counts so far.
    const isFitting = () => {
      const wanted = (cardRem() ?? ROW_REM) * remOf();
      return [mine.getGridOption("rowHeight"), ...mine.getRenderedNodes().map((node) => node.rowHeight)]
        .every((height) => height === wanted);
    };
    const refit = () => { if (!mine.isDestroyed() && !isFitting()) { fit(); } };
    for (const moment of ["modelUpdated", "firstDataRendered", "viewportChanged", "gridSizeChanged"]) { mine.addEventListener(moment, refit); }
    if (isNarrow()) { fit(); }
    const from = Number(search.get("from")) || 0;
    if (from > 0) {
      first = from;
      const begin = () => {
        if (!isNarrowed || mine.isDestroyed() || mine.getDisplayedRowCount() <= from) { return; }
        mine.removeEventListener("modelUpdated", begin);
        mine.ensureIndexVisible(from, "top");
      };
      mine.addEventListener("modelUpdated", begin);
    }
    mine.addEventListener("bodyScrollEnd", () => {
      if (!isNarrowed || here() !== "/") { return; }
      first = Math.max(0, mine.getFirstDisplayedRowIndex());
      const now = window.clairscoreState.read();
      now.delete("from");
      write(now);
    });
  }

  // What of the list is there when it is printed, as a table: the grid itself holds the rows in sight only.
  window.clairscoreList = {
    printed: function () {
      const place = document.getElementById("list-printed");
      if (!place || !grid || grid.isDestroyed()) { return; }
      const rows = [];
      grid.forEachNode((node) => { if (node.data) { rows.push(node); } });
      rows.sort((one, other) => one.rowIndex - other.rowIndex);
      // Those from the beginning of the list, without a gap.
      const end = rows.findIndex((node, index) => node.rowIndex !== index);
      const shown = end < 0 ? rows : rows.slice(0, end);
      const labels = JSON.parse(place.dataset.labels);
      const cell = (kind, text) => Object.assign(document.createElement(kind), { textContent: text });
      const line = (kind, texts) => {
        const row = document.createElement("tr");
        row.append(...texts.map((text) => cell(kind, text)));
        return row;
      };
      const table = document.createElement("table");
      const head = document.createElement("thead");
      head.append(line("th", Object.values(labels)));
      const body = document.createElement("tbody");
      body.append(...shown.map((node) => line("td", Object.keys(labels).map((name) => node.data[name]))));
      table.append(head, body);
      const number = (count) => count.toLocaleString(document.documentElement.lang);
      const total = grid.getDisplayedRowCount();
      const said = (shown.length < total ? place.dataset.part : place.dataset.whole)
        .replace("{shown}", number(shown.length)).replace("{total}", number(total));
      place.replaceChildren(cell("p", said), cell("p", filters()), table);
    }
  };

  function filters() {
    const chosen = [...document.querySelectorAll("[data-list-filters] select")]
      .filter((select) => select.value && select.value !== "all")
      .map((select) => `${document.querySelector(`label[for="${select.id}"]`).textContent}: ${select.selectedOptions[0].text}`);
    const search = document.getElementById("list-search");
    if (search.value.trim()) { chosen.unshift(`${document.querySelector("label[for=list-search]").textContent}: ${search.value.trim()}`); }
    const decision = document.querySelector("#list-decision input:checked");
    if (decision && decision.value !== "all") { chosen.push(decision.closest(".form-check").textContent.trim()); }
    return chosen.join(" · ");
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear-filters]")) { return; }
    window.dash_clientside.set_props("list-search", { value: "" });
    const controls = document.querySelector("[data-list-filters]").dataset.listFilters.split(",");
    for (const id of controls) { window.dash_clientside.set_props(id, { value: "all" }); }
  });

  // Named in callbacks/client_list.py and callbacks/client.py.
  window.dash_clientside.list = {
    narrow: function () {
      // What is said of the address that one came with is over with the next choice.
      const isNext = isNarrowed;
      isNarrowed = true;
      const model = {};
      for (const { id, value } of window.dash_clientside.callback_context.inputs_list) {
        const name = window.clairscoreState.nameOf(id);
        if (name === SEARCH) {
          // As it was typed: the server reads numbers, and says what is none.
          const written = (value || "").trim();
          if (written) { model.client_id = { filterType: "text", type: "contains", filter: written }; }
        } else if (value && value !== "all") {
          model[name] = equal(value);
        }
      }
      return [model, isNext];
    },

    // The page has been opened: it is sorted as the address says, and the clients opened before are offered.
    restore: function () {
      const search = window.clairscoreState.read();
      isNarrowed = false;
      isSorted = !search.get("sort");
      first = 0;
      prepare(search);
      return recent().map(chip);
    },

    // The grid has asked for rows: what it asked for goes to the address, and to the file that can be taken away.
    remember: function (request) {
      if (!request || !isNarrowed || !isSorted || here() !== "/") { return [kept(), kept()]; }
      const search = window.clairscoreState.read("");
      for (const [column, condition] of Object.entries(request.filterModel || {})) {
        search.set(column === "client_id" ? SEARCH : column, condition.filter);
      }
      const [sort] = request.sortModel || [];
      // The heads may have been changed since: what is outdated must not change them back.
      const now = grid && !grid.isDestroyed() ? sortOf() : sort;
      if (now?.colId !== sort?.colId || now?.sort !== sort?.sort) { return [kept(), kept()]; }
      if (sort) { search.set("sort", sort.colId); search.set("direction", sort.sort); }
      const text = search.size ? "?" + search : "";
      const before = window.clairscoreState.read();
      before.delete("from");
      // Another list begins at its first row.
      if (String(before) !== String(search)) { first = 0; }
      write(search);
      return [sort ? `${sort.colId}:${sort.sort}` : "client_id:asc", address("/clients.csv" + text)];
    },

    // What is chosen beside the list and what its heads say is one and the same.
    sort: function (chosen) {
      if (!grid || grid.isDestroyed() || !isNarrowed || !isSorted || !chosen) { return kept(); }
      const [column, direction] = chosen.split(":");
      const sorted = sortOf();
      if (direction && (sorted?.colId ?? "client_id") + ":" + (sorted?.sort ?? "asc") !== chosen) { sortBy(column, direction); }
      return kept();
    },

    // What the heads say that is not on offer is shown as what it is: their choice.
    sorted: function (now, options) {
      return options.some((option) => option.value === now) ? now : "heads";
    },

    visited: function (number) {
      const numbers = [number, ...recent().filter((other) => other !== number)].slice(0, MOST_RECENT);
      try { window.sessionStorage.setItem(RECENT, JSON.stringify(numbers)); } catch { /* no storage: nothing is kept */ }
      return kept();
    }
  };
})();
