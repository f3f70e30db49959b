// What was dropped: files, and the files of folders with their path within what was dropped.

export async function dropped(transfer) {
  // Both are empty once the event is over.
  const given = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files].map((file) => ({ file, name: file.name }));
  if (!given.some((entry) => entry.isDirectory)) return plain;
  return (await Promise.all(given.map(within))).flat();
}

async function within(entry) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    return [{ file, name: entry.fullPath.replace(/^\//, "") }];
  }
  const inside = await children(entry.createReader());
  return (await Promise.all(inside.map(within))).flat();
}

// A reader gives a part of them each time, and none when all are given.
async function children(reader) {
  const some = await new Promise((found, failed) => reader.readEntries(found, failed));
  return some.length ? [...some, ...(await children(reader))] : [];
}
