// SPDX-License-Identifier: MIT
// usage: node read_pdfjs.mjs NODE_MODULES FILE...
// Prints what pdf.js reads from PDF files, as JSON: {"pdf.js": …}, as read_python.py prints it.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, ...names] = process.argv.slice(2);
const entry = pathToFileURL(`${modules}/pdfjs-dist/legacy/build/pdf.mjs`);
const { getDocument, version } = await import(entry);

// Adds the elements of a page's tag tree, in order.
function collect(node, page, texts, tags) {
  const tag = {
    kind: node.role, id: node.structId ?? '', text: '', page,
    scope: node.scope ?? '', headers: node.headers ?? [],
    rows: node.rowSpan ?? 1, columns: node.colSpan ?? 1,
  };
  if (node.role !== 'Root') tags.push(tag);
  for (const child of node.children) {
    if (child.role) collect(child, page, texts, tags);
    else if (child.type === 'content') tag.text += texts.get(child.id) ?? '';
  }
}

// The text of a page as its viewer copies it, and by the identifiers of marked content.
function textsOf(items) {
  const texts = new Map();
  const open = [];
  let text = '';
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item.id);
    else if (item.type === 'endMarkedContent') open.pop();
    else {
      const id = open.at(-1);
      const read = item.str + (item.hasEOL ? '\n' : '');
      texts.set(id, (texts.get(id) ?? '') + read);
      text += read;
    }
  }
  return { text, texts };
}

const shape = ({ text, page, ...rest }) => JSON.stringify(rest);

// The tree of each page has every table on it in full, the cells of other pages without content.
function append(tags, more) {
  const first = more.findIndex(({ kind }) => kind === 'Table');
  const last = tags.findLastIndex(({ kind }) => kind === 'Table');
  const again = more.slice(first, first + tags.length - last);
  const same = first >= 0 && last >= 0 && more.slice(0, first).every(({ text }) => text === '')
    && tags.slice(last).every((tag, i) => again[i] && shape(tag) === shape(again[i]));
  if (!same) return tags.push(...more);
  again.forEach((tag, i) => { tags[last + i].text += tag.text; });
  return tags.push(...more.slice(first + again.length));
}

async function read(name) {
  const task = getDocument({ data: new Uint8Array(readFileSync(name)), verbosity: 0 });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const found = {
    pages: [], tags: [], title: info.Title ?? '', author: info.Author ?? '', language: info.Language ?? '',
  };
  found.files = {};
  for (const [id, { filename }] of await document.getAttachments() ?? []) {
    const content = await document.getAttachmentContent(id);
    found.files[filename] = createHash('sha256').update(content).digest('hex');
  }
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const { text, texts } = textsOf(content.items);
    found.pages.push(text);
    const tags = [];
    collect(await page.getStructTree(), number, texts, tags);
    append(found.tags, tags);
  }
  await task.destroy();
  return found;
}

const files = [];
for (const name of names) files.push(await read(name));
process.stdout.write(JSON.stringify({ 'pdf.js': { version, files } }));
