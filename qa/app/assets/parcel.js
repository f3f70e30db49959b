// Takes Gradio's modules out of the one text that holds them, and starts the page. Each keeps its name,
// so that what is loaded later finds them. Where that cannot be done, each is asked for by itself.
const { script, styles, entry } = PARCEL;
const base = new URL("assets/", document.baseURI).href;

// Gradio's loaders ask for nothing that an element names already.
const known = (name, as) =>
  document.head.append(Object.assign(document.createElement("link"), as, { href: `./assets/${name}` }));

async function unpack() {
  if (!HTMLScriptElement.supports?.("importmap")) return;
  const reply = await fetch(new URL(script, document.baseURI));
  if (!reply.ok) return;
  const whole = (await reply.text()).replaceAll("@qa@/", base);
  const [, ...parts] = whole.split(/\/\*@qa@ ([\w.-]+)\*\/\n/);
  const imports = {};
  for (let at = 0; at < parts.length; at += 2) {
    const text = new Blob([parts[at + 1]], { type: "text/javascript" });
    imports[base + parts[at]] = URL.createObjectURL(text);
    known(parts[at]);
  }
  const map = Object.assign(document.createElement("script"), { type: "importmap" });
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);
}

for (const name of styles) known(name, { rel: "stylesheet", disabled: true });
unpack().catch(() => {}).then(() => import(base + entry));
