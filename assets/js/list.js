// The list of clients: the cells that are more than text, and the search box.
window.dash_clientside = window.dash_clientside || {};
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

(function () {
  "use strict";
  const SIGNS = { lowers: "✓", review: "?", raises: "✕" };
  const element = (...parts) => window.React.createElement(...parts);

  Object.assign(window.dashAgGridComponentFunctions, {
    // Rows that are still on their way have no value.
    ClientLink: (cell) => cell.value ? element("a", { href: "/client/" + cell.value, "data-page": "", tabIndex: -1 }, cell.value) : null,
    DecisionPill: (cell) => {
      if (!cell.value) { return null; }
      const sign = element("span", { "aria-hidden": "true" }, SIGNS[cell.data.tone] + " ");
      return element("span", { className: "pill pill-" + cell.data.tone }, sign, cell.value);
    }
  });

  // Named in pages/client_list.py: the browser goes on to what follows the grid.
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, { leaveGrid: () => false });

  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" ? event.target.closest(".cs-list .ag-row") : null;
    row?.querySelector("a[data-page]")?.click();
  });

  // Named in callbacks/client_list.py.
  window.dash_clientside.list = {
    search: function (value) {
      const digits = (value || "").replace(/[^0-9]/g, "");
      return digits ? { client_id: { filterType: "text", type: "contains", filter: digits } } : {};
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
})();
