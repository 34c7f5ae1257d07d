// SPDX-License-Identifier: MIT
// The outlines of glyphs that pages use. The server remembers nothing: each question tells what is here.

// Characters of an address: proxies take 8 KiB of a request's first line. What does not fit comes again.
const MOST = 5000;
const BASE = 36;

export class Symbols {
  constructor() {
    // By the fingerprint of a face, then by glyph: what the face is called differs between answers.
    this.faces = new Map();
    this.named = new Map();
  }

  // Of an answer: {name: fingerprint}, {name of the face and number of the glyph: outline}.
  take(faces, symbols) {
    this.named.clear();
    for (const [name, fingerprint] of Object.entries(faces)) {
      if (!this.faces.has(fingerprint)) this.faces.set(fingerprint, new Map());
      this.named.set(name, this.faces.get(fingerprint));
    }
    for (const [symbol, outline] of Object.entries(symbols)) {
      const [face, glyph] = this.find(symbol);
      face.set(glyph, outline);
    }
  }

  find(symbol) {
    const [, name, glyph] = /^([a-z]+)([0-9]+)$/.exec(symbol);
    return [this.named.get(name), Number(glyph)];
  }

  outline(symbol) {
    const [face, glyph] = this.find(symbol);
    const outline = face?.get(glyph);
    if (outline === undefined) throw new Error(`there is no outline ${symbol}`);
    return outline;
  }

  // As the parameter "symbols": of each face its glyphs, ascending, each by how far it is from the last.
  held() {
    let text = "";
    for (const [fingerprint, glyphs] of this.faces) {
      let last = 0;
      let mark = `${text && ","}${fingerprint}:`;
      for (const glyph of [...glyphs.keys()].sort((a, b) => a - b)) {
        const part = mark + (glyph - last).toString(BASE);
        if (text.length + part.length > MOST) return text;
        text += part;
        last = glyph;
        mark = ".";
      }
    }
    return text;
  }
}
