// The other half of components/view.py: draws the content of a part of a page in one go.
(function () {
  "use strict";
  const HTML = "dash_html_components";
  const ignore = () => {};
  // The newest content of each view, for scripts that change a part of it before the server has answered.
  const contents = {};
  // What each view does when another client is asked for.
  const leaving = new Map();

  // The place of an element among its siblings is its key: what stays in its place is changed, not made anew.
  function draw(node, key) {
    if (Array.isArray(node)) { return node.map(draw); }
    if (node === null || typeof node !== "object") { return node; }
    if (node.namespace === HTML) {
      const { children, ...props } = node.props;
      return window.React.createElement(node.type.toLowerCase(), { key, ...props }, draw(children ?? null, 0));
    }
    return window.React.createElement(window[node.namespace][node.type], { key, setProps: ignore, ...node.props });
  }

  const element = (...parts) => window.React.createElement(...parts);
  const heading = (text, key) => element("th", { key, scope: "col" }, text);
  const cell = (text, place) => place === 0 ? element("th", { key: place, scope: "row" }, text) : element("td", { key: place }, text);

  // The other half of components/tables.py. It can be scrolled, and so reached by keyboard.
  function Table({ caption, columns, rows }) {
    const table = element(
      "table",
      { className: "table table-sm data-table" },
      element("caption", { className: "visually-hidden" }, caption),
      element("thead", null, element("tr", null, columns.map(heading))),
      element("tbody", null, rows.map((row, place) => element("tr", { key: place }, row.map(cell))))
    );
    return element("div", { className: "table-scroll", tabIndex: 0, role: "group", "aria-label": caption }, table);
  }

  // What stands in place of a part that has failed: the first on the page says why and offers to try again.
  function Failure({ heading, sentence, button, again }) {
    const said = element("p", { className: "cs-state-heading" }, heading);
    if (!sentence) { return element("div", { className: "cs-state cs-failed" }, said); }
    const advice = element("p", null, sentence);
    const action = element("button", { className: "cs-button", type: "button", onClick: again, "data-try-again": "" }, button);
    return element("div", { className: "cs-state cs-failed", role: "alert" }, said, advice, action);
  }

  // What was of another client is never shown again (frame.js says when): it keeps its room for a moment, unseen, while the
  // content of the next client is on its way. Where that fails the failure stands alone, and afterwards nothing.
  function View({ id, content, stays }) {
    const [failure, tell] = window.React.useState(null);
    const [left, leave] = window.React.useState(null);
    window.React.useEffect(() => window.clairscoreRequests.watch(id, tell), [id]);
    window.React.useEffect(() => {
      leaving.set(id, () => leave(contents[id]));
      return () => { leaving.delete(id); };
    }, [id]);
    contents[id] = content;
    const isOfAnother = Boolean(content) && typeof content === "object" && content === left;
    const hasFailed = window.React.useRef(null);
    if (failure && isOfAnother) { hasFailed.current = content; }
    const drawn = isOfAnother && hasFailed.current === content ? null : draw(content ?? null, 0);
    if (failure) {
      const beside = (stays || failure.stays) && !isOfAnother && drawn;
      return element("div", { id, "data-view": "" }, [element(Failure, { key: "failure", ...failure }), beside]);
    }
    return element("div", { id, "data-view": "", ...(isOfAnother ? { className: "cs-stale", "aria-busy": "true" } : {}) }, drawn);
  }

  function leaveAll(part) {
    for (const [id, leave] of leaving) { if (part?.contains(document.getElementById(id))) { leave(); } }
  }

  window.clairscore = Object.assign(window.clairscore || {}, { Table, View });
  window.clairscoreViews = { contentOf: (id) => contents[id], leaveAll };
})();
