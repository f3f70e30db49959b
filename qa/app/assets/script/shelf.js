// The conversations that this browser keeps: records in IndexedDB, one for each conversation, apart
// for each folder of articles. Where a browser keeps nothing, they last until the page is closed.

const STORE = "conversations";

let database = null; // a promise of the database, or of null where there is none
const memory = new Map();

export function open(library) {
  database = new Promise((done) => {
    try {
      const asked = indexedDB.open(`qa-${library}`, 1);
      const make = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
      asked.addEventListener("upgradeneeded", make);
      asked.addEventListener("success", () => done(asked.result));
      asked.addEventListener("error", () => done(null));
    } catch { // not given to this page
      done(null);
    }
  });
  return database;
}

export async function all() {
  const records = await inStore("readonly", (store) => store.getAll());
  const found = records ?? [...memory.values()];
  return found.toSorted((one, other) => other.changed - one.changed);
}

export async function get(id) {
  const record = await inStore("readonly", (store) => store.get(id));
  return record ?? memory.get(id) ?? null;
}

export async function put(record) {
  const key = await inStore("readwrite", (store) => store.put(record));
  if (key === null) memory.set(record.id, record);
}

export async function remove(id) {
  memory.delete(id);
  await inStore("readwrite", (store) => store.delete(id));
}

// What a request brings; null where nothing can be kept.
async function inStore(mode, request) {
  const opened = await database;
  if (!opened) return null;
  return new Promise((done) => {
    const transaction = opened.transaction(STORE, mode);
    const asked = request(transaction.objectStore(STORE));
    transaction.addEventListener("complete", () => done(asked.result ?? null));
    transaction.addEventListener("abort", () => done(null));
  });
}
