// Tables that are read page by page, and buttons that send what stands in the fields beside them.
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";
  const nameOf = (id) => window.clairscoreState.nameOf(id);
  const context = () => window.dash_clientside.callback_context;
  const kept = () => window.dash_clientside.no_update;
  const ONE_CLICK = 700;
  let last = {};
  // The newest command, for the answer to a question about it.
  let sent = null;

  document.addEventListener("click", (event) => {
    const { set_props } = window.dash_clientside;
    const pressed = event.target.closest("[data-sure], [data-cancel], [data-undo]");
    if (!pressed) { return; }
    const { sure, command, undo } = pressed.dataset;
    // The button that asked may be pressed again at once.
    last = {};
    if (sure !== undefined && sent) {
      set_props(command, { data: { ...sent, sure: Number(sure) } });
    } else if (undo !== undefined) {
      const fields = Object.entries(pressed.dataset).filter(([name]) => name.startsWith("with"));
      const named = fields.map(([name, value]) => [name.slice("with".length).toLowerCase(), value]);
      set_props(command, { data: { what: "undo", ...Object.fromEntries(named) } });
    }
    // Asked once, answered once: what was pressed is gone until the server has said what became of it.
    const place = pressed.closest("[data-view]");
    set_props(place.id, { content: null });
    place.closest("section")?.querySelector("button, input, select")?.focus();
  });

  // Named in callbacks/registration.py, callbacks/accounts.py and callbacks/assignments.py.
  window.dash_clientside.forms = {
    // Inputs: the buttons to the page before and after, then the filters; last comes what was asked for until now.
    turn: function (...values) {
      const [previous, next, ...filters] = context().inputs_list;
      const turned = context().triggered.map((change) => change.prop_id.split(".")[0]);
      const before = values.at(-1)?.page || 0;
      const step = turned.includes(next.id) ? 1 : turned.includes(previous.id) ? -1 : 0;
      // Another filter leads to its first page.
      const asked = { page: step ? Math.max(0, before + step) : 0 };
      // Who types this word means it.
      const isOpen = (id, value) => value === "all" && document.getElementById(id)?.tagName === "SELECT";
      for (const { id, value } of filters) {
        if (value && !isOpen(id, value)) { asked[nameOf(id)] = value; }
      }
      window.clairscoreState.keep(filters, isOpen);
      // A note on the address that one came with is over with the next choice.
      return Array.isArray(context().outputs_list) ? [asked, Boolean(values.at(-1))] : asked;
    },

    // Inputs: buttons; states: the fields that go with them. Two clicks on one at once are one.
    press: function () {
      const [pressed] = context().triggered;
      const isSecond = pressed?.prop_id === last.button && Date.now() - last.at < ONE_CLICK;
      if (!pressed?.value || isSecond) { return kept(); }
      last = { button: pressed.prop_id, at: Date.now() };
      const command = { what: nameOf(pressed.prop_id.split(".")[0]) };
      for (const { id, value } of context().states_list) { command[nameOf(id)] = value ?? null; }
      sent = command;
      return command;
    },

    // Something else is done now: what was said of the action before goes, above all a password.
    forget: () => [null, null],

    // Another account is named: until the server has said what it is, what stands there is of the one before, and is not
    // saved for this one. State: the id of what is said of it.
    awaitAccount: function (_name, found) {
      window.clairscoreViews.leaveAll(document.getElementById(found));
      return context().outputs_list.map(() => true);
    },

    isNoCustomer: (role) => role !== "customer"
  };
})();
