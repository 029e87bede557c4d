// What the pages ask the server for. A request that fails waits here until somebody tries it again: Dash sees nothing but
// a slow answer, and so everything that depends on it, the rows of the list too, goes on as if nothing had happened.
(function () {
  "use strict";
  const SLOW_MS = 45000;
  // Computing a long log again takes as long as it takes.
  const UNBOUNDED = "audit-verdict.content";
  const SIGN_AFTER_MS = 150;
  const { address, here } = window.clairscoreSite;
  const original = window.fetch;
  const root = document.documentElement;
  // Failed requests by what they fill: a newer one for the same place takes the place of the older one.
  const failed = new Map();
  const watching = new Map();
  // What is filled, with the number of the newest request for it.
  const newest = new Map();
  const NOTHING = 204;
  let underway = 0;
  let numbered = 0;

  const words = () => document.querySelector("[data-alert]").dataset;

  function show() {
    const places = [];
    for (const [id, tell] of watching) {
      const found = [...failed.values()].find((one) => one.places.includes(id));
      if (found && document.getElementById(id)) { places.push([id, tell, found]); } else { tell(null); }
    }
    const before = (one, other) =>
      document.getElementById(one).compareDocumentPosition(document.getElementById(other)) & Node.DOCUMENT_POSITION_FOLLOWING;
    places.sort(([one], [other]) => (before(one, other) ? -1 : 1));
    // One sentence and one button, at the first place; the others say no more than that they are not there.
    places.forEach(([, tell, one], place) => tell(place ? { heading: words().empty } : { ...one, heading: words().empty, again }));
    const [first] = failed.values();
    tellAll(first && !places.length ? first : null);
  }

  function tellAll(one) {
    const alert = document.querySelector("[data-alert]");
    alert.hidden = !one;
    if (!one) { return; }
    alert.querySelector("[data-alert-text]").textContent = one.sentence;
    const button = alert.querySelector("[data-alert-again]");
    button.textContent = one.button;
    button.onclick = again;
  }

  // Everything that failed is asked for once more.
  function again() {
    const waiting = [...failed.values()];
    if (waiting.some((one) => one.isFinal)) { window.location.reload(); return; }
    failed.clear();
    show();
    for (const one of waiting) { one.retry(); }
  }

  function forget() {
    failed.clear();
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
      const places = outputs.filter((one) => one.property === "content").map((one) => one.id);
      return { key: body.output, outputs, places };
    } catch {
      return { key: String(request[0]), outputs: [], places: [] };
    }
  }

  const nameOf = ({ id, property }) => JSON.stringify([id, property]);

  const nothing = () => new Response(null, { status: NOTHING });

  // A newer request fills some of what failed before: an older one of which nothing is left is answered with nothing.
  function takeOver(places) {
    for (const [key, one] of failed) {
      const left = one.places.filter((id) => !places.includes(id));
      if (left.length < one.places.length) {
        one.places = left;
        if (!left.length) { failed.delete(key); one.resolve(nothing()); }
      }
    }
  }

  // What was asked for again since, by another callback, the newer answer brings: this one may be of an earlier choice.
  async function withoutOlder(response, outputs, number) {
    const older = outputs.filter((one) => newest.get(nameOf(one)) > number);
    if (!older.length || response.status === NOTHING) { return response; }
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

  async function send(request, key) {
    const isBounded = !String(key).includes(UNBOUNDED);
    const stop = new AbortController();
    const timer = isBounded ? setTimeout(() => stop.abort(), SLOW_MS) : 0;
    count(1);
    try {
      return await original(request[0], { ...request[1], signal: stop.signal });
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
    if (!response) { return { sentence: said.offline, button: said.again, isFinal: false }; }
    const answer = await response.clone().json().catch(() => ({}));
    // What is refused stays refused; what failed, or came too early, may go well the next time.
    const isFinal = response.status < 500 && response.status !== 429;
    const isSaid = isFinal || response.status === 429 || response.status === 503;
    const sentence = (isSaid && answer.error) || said.failed;
    const reference = answer.reference ? " " + said.reference.replace("{reference}", answer.reference) : "";
    return { sentence: sentence + reference, button: isFinal ? said.reload : said.again, isFinal };
  }

  function ask(request) {
    const { key, outputs, places } = read(request);
    const number = ++numbered;
    for (const one of outputs) { newest.set(nameOf(one), number); }
    if (failed.delete(key) || failed.size) {
      takeOver(places);
      show();
    }
    const mine = {};
    return new Promise((resolve) => {
      async function attempt() {
        const response = await send(withPage(request), key);
        if (response && response.status < 400) { resolve(await withoutOlder(response, outputs, number)); return; }
        if (response?.status === 401) { leaveForLogin(); return; }
        const left = places.filter((id) => newest.get(nameOf({ id, property: "content" })) === number);
        if (places.length && !left.length) { resolve(nothing()); return; }
        const one = Object.assign(mine, await describe(response), { places: left, retry: attempt, resolve });
        failed.set(key, one);
        show();
      }
      attempt();
    });
  }

  window.clairscoreRequests = {
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

  window.addEventListener("online", () => { if (failed.size) { again(); } });
})();
