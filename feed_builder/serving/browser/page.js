// Put into pages by `feed-builder serve`, and only there: it loads the page anew when
// there is a newer one, and shows what keeps the newest from being built.
(() => {
  const here = document.currentScript;
  const shown = here.dataset.pages;
  const worker = new Worker(new URL("worker.js", here.src));
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; position: fixed; inset: 0 0 auto; z-index: 2147483647; }
    details { background: #fff; border-bottom: 4px solid #b91c1c; box-shadow: 0 2px 1rem #0006;
      color: #1c1917; font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace;
      max-height: 60vh; overflow: auto; padding: .5rem 1rem; }
    details.fine { border-color: #b45309; }
    summary { cursor: pointer; font-weight: bold; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { border-top: 1px solid #d6d3d1; margin-top: .5rem; overflow-wrap: anywhere;
      padding-top: .5rem; white-space: pre-wrap; }
    b { color: #b91c1c; }
    .warning b { color: #b45309; }
    @media print { :host { display: none; } }`);
  let panel;

  worker.onmessage = ({ data: state }) => {
    if (state.pages !== shown) location.reload();
    else show(state);
  };
  const listen = () => worker.postMessage(document.visibilityState === "visible");
  addEventListener("visibilitychange", listen);
  listen();

  function show({ failed, problems, more }) {
    const open = panel?.shadowRoot.querySelector("details").open;
    panel?.remove();
    panel = undefined;
    if (!problems.length) return;
    panel = document.createElement("div");
    panel.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
    const details = element("details", {
      className: failed ? "failed" : "fine",
      open: failed || Boolean(open),
    });
    details.append(element("summary", { textContent: title(failed, problems, more) }));
    const list = element("ul");
    list.append(...problems.map(item));
    details.append(list);
    panel.shadowRoot.append(details);
    document.documentElement.append(panel);
  }

  function title(failed, problems, more) {
    const number = problems.length + more;
    const found = `${number} problem${number === 1 ? "" : "s"}`;
    if (!failed) return found;
    return `${found}: ${shown ? "this is the last good page" : "nothing could be built yet"}`;
  }

  function item({ rule, severity, path, line, column, message, hint }) {
    const one = element("li", { className: severity });
    const place = [path, line, column].filter((part) => part !== null).join(":");
    one.append(element("b", { textContent: `${severity}[${rule}]` }), `: ${message}`);
    if (place) one.append(`\n${place}`);
    if (hint) one.append(`\nhelp: ${hint}`);
    return one;
  }

  function element(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }
})();
