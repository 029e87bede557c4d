// What the pages ask the server for. A request that fails waits here until somebody tries it again: Dash sees nothing but
// a slow answer, and so everything that depends on it, the rows of the list too, goes on as if nothing had happened.
// A command, which changes something, is never sent again from here: whether it was obeyed is not known.
(function () {
  "use strict";
  const SLOW_MS = 45000;
  // Computing a long log again takes as long as it takes.
  const UNBOUNDED = "audit-verdict.content";
  const SIGN_AFTER_MS = 150;
  const WITHOUT_BODY = [204, 205, 304];
  const { address, here } = window.clairscoreSite;
  const original = window.fetch;
  const root = document.documentElement;
  // Failed requests by what they fill: a newer one for the same place takes the place of the older one.
  const failed = new Map();
  const watching = new Map();
  // The newest request for each key and for each property that it fills: what fails of an older one is nobody's business
  // any more, and what it brings late is of an earlier choice.
  const newest = new Map();
  let underway = 0;

  const words = () => document.querySelector("[data-alert]").dataset;

  function show() {
    const places = [];
    const all = [...failed.values()];
    for (const [id, tell] of watching) {
      const found = document.getElementById(id) && all.find((one) => one.places.includes(id));
      if (found && !found.isCommand) { places.push([id, tell, found]); } else { tell(found || null); }
    }
    const before = (one, other) =>
      document.getElementById(one).compareDocumentPosition(document.getElementById(other)) & Node.DOCUMENT_POSITION_FOLLOWING;
    places.sort(([one], [other]) => (before(one, other) ? -1 : 1));
    // One sentence and one button, at the first place; the others say no more than that they are not there.
    places.forEach(([, tell, one], place) => tell(place ? { heading: one.heading } : { ...one, again }));
    const isNowhere = (one) => one.isCommand ? !one.places.some((id) => document.getElementById(id)) : !places.length;
    tellAll(all.find(isNowhere));
  }

  function tellAll(one) {
    const alert = document.querySelector("[data-alert]");
    alert.hidden = !one;
    if (!one) { return; }
    alert.querySelector("[data-alert-text]").textContent = one.sentence;
    const button = alert.querySelector("[data-alert-again]");
    button.textContent = one.button;
    button.onclick = one.again || again;
  }

  // Everything that failed is asked for once more; commands are not.
  function again() {
    const waiting = [...failed.values()].filter((one) => !one.isCommand);
    if (waiting.some((one) => one.isFinal)) { window.location.reload(); return; }
    for (const one of waiting) { failed.delete(one.key); }
    show();
    for (const one of waiting) { one.retry(); }
  }

  // The page is left: what fails of it from now on concerns the next one no more, commands excepted.
  function forget() {
    newest.clear();
    for (const [key, one] of failed) { if (!one.isCommand || one.isPassing) { failed.delete(key); } }
    show();
  }

  // A thin line at the top of the page while an answer takes longer than a moment.
  function count(step) {
    underway += step;
    if (step > 0) {
      setTimeout(() => { if (underway > 0) { root.classList.add("cs-busy"); } }, SIGN_AFTER_MS);
    } else if (underway === 0) {
      root.classList.remove("cs-busy");
    }
  }

  function read(request) {
    try {
      const body = JSON.parse(request[1].body);
      // Where several callbacks fill the same, Dash marks each of them behind an @.
      const outputs = [body.outputs].flat().filter(Boolean).map((one) => ({ id: one.id, property: one.property.split("@")[0] }));
      const those = (property) => outputs.filter((one) => one.property === property).map((one) => one.id);
      const isCommand = JSON.parse(words().commands || "[]").includes(body.output);
      return { key: body.output, outputs, places: those("content"), stores: those("data"), isCommand };
    } catch {
      return { key: String(request[0]), outputs: [], places: [], stores: [], isCommand: false };
    }
  }

  const nameOf = ({ id, property }) => JSON.stringify([id, property]);

  // A newer request fills some of what failed before: an older one of which nothing is left is given up.
  function takeOver(places) {
    for (const [key, one] of failed) {
      const left = one.places.filter((id) => !places.includes(id));
      if (one.isCommand || left.length === one.places.length) { continue; }
      one.places = left;
      if (!left.length) { failed.delete(key); one.giveUp(); }
    }
  }

  // What was asked for again since, by another callback, the newer answer brings: this one may be of an earlier choice.
  async function withoutOlder(response, outputs, mine) {
    const older = outputs.filter((one) => newest.has(nameOf(one)) && newest.get(nameOf(one)) !== mine);
    if (!older.length || WITHOUT_BODY.includes(response.status)) { return response; }
    const answer = await response.json();
    for (const { id, property } of older) { delete answer.response?.[id]?.[property]; }
    return new Response(JSON.stringify(answer), { status: response.status, headers: { "Content-Type": "application/json" } });
  }

  // The page that asks says what it is: another tab may have changed theme, language or account meanwhile.
  function withPage(request) {
    if (!request[1]?.headers) { return request; }
    const headers = {
      ...request[1].headers,
      "X-Clairscore-Theme": root.dataset.theme,
      "X-Clairscore-Language": root.lang,
      "X-Clairscore-Person": root.dataset.person || ""
    };
    return [request[0], { ...request[1], headers }];
  }

  // With its body: one that stalls is a failure like any other.
  async function whole(asked) {
    const response = await asked;
    const { status, statusText, headers } = response;
    const body = await response.arrayBuffer();
    return new Response(WITHOUT_BODY.includes(status) ? null : body, { status, statusText, headers });
  }

  async function send(request, key) {
    const isBounded = !String(key).includes(UNBOUNDED);
    const stop = new AbortController();
    const timer = isBounded ? setTimeout(() => stop.abort(), SLOW_MS) : 0;
    count(1);
    try {
      return await whole(original(request[0], { ...request[1], signal: stop.signal }));
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      count(-1);
    }
  }

  function leaveForLogin() {
    window.location.assign(address("/login?ended=1&next=") + encodeURIComponent(here() + window.location.search));
  }

  async function describe(response) {
    const said = words();
    if (!response) { return { heading: said.empty, sentence: said.offline, button: said.again, isFinal: false }; }
    const answer = await response.clone().json().catch(() => ({}));
    // What is refused stays refused; what failed, or came too early, may go well the next time.
    const isFinal = response.status < 500 && response.status !== 429;
    const isSaid = isFinal || response.status === 429 || response.status === 503;
    const sentence = (isSaid && answer.error) || said.failed;
    const reference = answer.reference ? " " + said.reference.replace("{reference}", answer.reference) : "";
    return {
      heading: said.empty, sentence: sentence + reference, button: isFinal ? said.reload : said.again, isFinal
    };
  }

  // What was refused was not done. Of everything else nobody here knows, and only the server can tell.
  function describeCommand(found, isRefused) {
    const said = words();
    if (isRefused) { return { ...found, heading: said.undone, button: said.reload, again: () => window.location.reload() }; }
    return { ...found, heading: said.unknown, sentence: `${found.sentence} ${said.look}`, button: said.state };
  }

  // The place beside the button that was pressed.
  function placeOf(places) {
    const card = document.activeElement?.closest("section");
    return places.filter((id) => card?.contains(document.getElementById(id))).concat(places).slice(0, 1);
  }

  function ask(request) {
    const { key, outputs, stores, isCommand, ...asked } = read(request);
    if (failed.delete(key) || failed.size) {
      takeOver(asked.places);
      show();
    }
    const places = isCommand ? placeOf(asked.places) : asked.places;
    const page = window.location.href;
    const mine = { key, isCommand, places };
    newest.set(key, mine);
    for (const one of outputs) { newest.set(nameOf(one), mine); }
    const isNewest = () => newest.get(key) === mine;
    // Of what it fills, what no newer request fills.
    const left = () => places.filter((id) => newest.get(nameOf({ id, property: "content" })) === mine);

    // Everything that follows from the command is asked for, as after its answer.
    function look() {
      failed.delete(key);
      show();
      if (!places.some((id) => document.getElementById(id))) { window.location.assign(page); return; }
      const { set_props } = window.dash_clientside;
      // What was said of the command before goes.
      if (!mine.stays) { places.forEach((id) => set_props(id, { content: null })); }
      for (const id of stores) { set_props(id, { data: `asked ${Date.now()}` }); }
    }

    return new Promise((resolve) => {
      // Dash is told that nothing came of it: it would wait for the answer with all that depends on it.
      const giveUp = () => resolve(new Response(null, { status: 204 }));
      async function attempt() {
        const response = await send(withPage(request), key);
        if (response && response.status < 400) { resolve(await withoutOlder(response, outputs, mine)); return; }
        if (response?.status === 401) { leaveForLogin(); return; }
        const found = await describe(response);
        if (!isCommand && (!isNewest() || (places.length && !left().length))) { giveUp(); return; }
        Object.assign(mine, found, { retry: attempt, giveUp, places: isCommand ? places : left() });
        if (isCommand) {
          Object.assign(mine, { again: look, stays: !isNewest() }, describeCommand(found, response?.status < 500));
          giveUp();
        }
        failed.set(key, mine);
        show();
      }
      attempt();
    });
  }

  // What became of a request beside those of Dash: where it failed, the bar at the top says so and leads on.
  async function tell(key, response, retry) {
    failed.delete(key);
    if (!response?.ok) {
      const found = await describe(response);
      const again = found.isFinal ? () => window.location.reload() : retry;
      failed.set(key, { key, places: [], isCommand: true, isPassing: true, ...found, again });
    }
    show();
  }

  window.clairscoreRequests = {
    tell,
    // A part of a page wants to know when what fills it has failed; returns what ends that.
    watch: function (id, tell) {
      watching.set(id, tell);
      return () => { if (watching.get(id) === tell) { watching.delete(id); } };
    },
    forget
  };

  window.fetch = function (...request) {
    const url = String(request[0] instanceof Request ? request[0].url : request[0]);
    return url.includes("/_dash-") ? ask(request) : original.apply(this, request);
  };

  window.addEventListener("online", () => { if ([...failed.values()].some((one) => !one.isCommand)) { again(); } });
})();
