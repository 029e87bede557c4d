// The other half of components/controls.py: a text field that searches a grouped list, after the ARIA pattern of a combobox.
(function () {
  "use strict";
  const ACCENTS = /[\u0300-\u036f]/g;
  const plain = (text) => text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
  const element = (...parts) => window.React.createElement(...parts);

  // Every word that was typed is somewhere in the name, its group or its technical name.
  function matching(options, query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    return options.filter(({ label, value, group }) => {
      const text = plain(`${label} ${group || ""} ${value}`);
      return words.every((word) => text.includes(word));
    });
  }

  // Options with the same group stand together, in the order in which groups first appear.
  function inGroups(options) {
    const groups = new Map();
    for (const option of options) {
      const name = option.group || "";
      groups.set(name, [...(groups.get(name) || []), option]);
    }
    return [...groups];
  }

  function Combobox({ id, value, options, label, many, one, none, setProps }) {
    const { useState, useRef, useEffect } = window.React;
    const [query, setQuery] = useState(null);
    const [active, setActive] = useState(null);
    const field = useRef(null);
    const all = options || [];
    const chosen = all.find((option) => option.value === value);
    const isOpen = query !== null;
    // What is there when the field is opened is not a search: all are offered, and the chosen one is at hand.
    const isSearch = isOpen && query !== (chosen ? chosen.label : "");
    const groups = inGroups(isSearch ? matching(all, query) : all);
    const found = groups.flatMap(([, members]) => members);
    // Whoever types a whole name means that one, though others hold the same words.
    const meant = isSearch && (found.find((option) => plain(option.label) === plain(query.trim())) || found[0]);
    const here = found.find((option) => option.value === active) || (isSearch ? meant : chosen);
    const idOf = (option) => `${id}-option-${option.value}`;

    useEffect(() => {
      const option = isOpen && here && document.getElementById(idOf(here));
      if (option) { option.scrollIntoView({ block: "nearest" }); }
    }, [isOpen, here?.value]);

    const open = () => { setQuery(chosen ? chosen.label : ""); setActive(null); };
    const close = () => { setQuery(null); setActive(null); };
    const choose = (option) => {
      close();
      if (option && option.value !== value) { setProps({ value: option.value }); }
    };
    const move = (by) => {
      if (!isOpen) { open(); return; }
      const place = found.indexOf(here);
      const next = found[Math.min(found.length - 1, Math.max(0, place + by))];
      if (next) { setActive(next.value); }
    };

    function onKeyDown(event) {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
      if (event.key in steps) { event.preventDefault(); move(steps[event.key]); }
      else if (event.key === "Enter" && isOpen) { event.preventDefault(); choose(here); }
      else if (event.key === "Escape" && isOpen) { event.preventDefault(); close(); }
    }

    const drawn = (option) => element(
      "div",
      {
        key: option.value, id: idOf(option), role: "option", "aria-selected": option === here, "data-value": option.value,
        className: option === chosen ? "cs-option is-chosen" : "cs-option",
        // The field keeps the focus.
        onMouseDown: (event) => event.preventDefault(),
        onClick: () => choose(option)
      },
      option.label
    );
    const drawnGroup = ([name, members], place) => name === ""
      ? members.map(drawn)
      : element(
        "div",
        { key: `group ${place}`, role: "group", "aria-labelledby": `${id}-group-${place}` },
        element("div", { id: `${id}-group-${place}`, className: "cs-option-group", role: "presentation" }, name),
        members.map(drawn)
      );
    const counted = found.length === 0 ? none : found.length === 1 ? one : many.replace("{count}", String(found.length));
    return element(
      "div",
      { className: "cs-combobox" },
      element("input", {
        id, ref: field, type: "text", role: "combobox", className: "form-select", autoComplete: "off", spellCheck: false,
        "aria-expanded": isOpen, "aria-controls": `${id}-list`, "aria-autocomplete": "list",
        "aria-activedescendant": isOpen && here ? idOf(here) : undefined,
        "data-value": value ?? "",
        value: isOpen ? query : chosen ? chosen.label : "",
        title: chosen ? chosen.label : undefined,
        onClick: () => { if (!isOpen) { open(); field.current.select(); } },
        onChange: (event) => { setQuery(event.target.value); setActive(null); },
        onBlur: close,
        onKeyDown
      }),
      element(
        "div",
        { id: `${id}-list`, role: "listbox", "aria-label": label, className: "cs-options", hidden: !isOpen || !found.length },
        isOpen ? groups.map(drawnGroup) : null
      ),
      isOpen && !found.length ? element("div", { className: "cs-options cs-options-none" }, none) : null,
      element("div", { className: "visually-hidden", role: "status" }, isSearch ? counted : "")
    );
  }

  window.clairscore = Object.assign(window.clairscore || {}, { Combobox });
})();
