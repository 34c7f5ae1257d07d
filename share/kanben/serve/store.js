// SPDX-License-Identifier: MIT
// What the server has not taken yet, kept in this browser: it survives a reload, a crash and a lost
// connection. One record a report: {name, text, base, etag, time}; base is the text that the server had
// when the editing began, and etag its name.

const NAME = "kanben";
const VERSION = 1;
const DRAFTS = "drafts";
const NOTES = "notes";

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const store of [DRAFTS, NOTES]) asked.result.createObjectStore(store, { keyPath: "name" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run(store, mode, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "relaxed" });
    const asked = ask(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const draftOf = (name) => run(DRAFTS, "readonly", (s) => s.get(name));
export const drafts = () => run(DRAFTS, "readonly", (s) => s.getAll());
export const keepDraft = (draft) => run(DRAFTS, "readwrite", (s) => s.put(draft));
export const dropDraft = (name) => run(DRAFTS, "readwrite", (s) => s.delete(name));

// What an import could not place, kept until the clerk has done with it: {name, findings}.
export const notesOf = (name) => run(NOTES, "readonly", (s) => s.get(name));
export const keepNotes = (notes) => run(NOTES, "readwrite", (s) => s.put(notes));
export const dropNotes = (name) => run(NOTES, "readwrite", (s) => s.delete(name));
