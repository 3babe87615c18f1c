// The module of WebAssembly: requests in JSON with bytes beside them, answers likewise.

/** The module's bytes, from the packed ones and the little module that unpacks them. */
export async function unpacked(packed, unpacker) {
  const { instance } = await WebAssembly.instantiate(unpacker, {});
  const { memory, room, unpack } = instance.exports;
  const at = room(packed.byteLength);
  new Uint8Array(memory.buffer, at, packed.byteLength).set(new Uint8Array(packed));
  const place = unpack(); // memory may grow, and its old buffer go
  const [from, length] = new Uint32Array(memory.buffer, place, 2);
  if (!length) throw new Error('the module is damaged; reload the page');
  return new Uint8Array(memory.buffer, from, length).slice();
}

/** A desk of the module: `ask(request, bytes)` answers with `{text, bytes}`, or throws what is
 * wrong, as a sentence. The bytes lie in the module's memory until the next request. */
export async function desk(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const { memory, text, bytes: room, request } = instance.exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const write = (place, content) => {
    const at = place(content.length);
    new Uint8Array(memory.buffer, at, content.length).set(content);
  };
  return {
    ask(wanted, beside) {
      write(text, encoder.encode(JSON.stringify(wanted)));
      if (beside) write(room, beside);
      const places = request(); // memory may grow, and its old buffer go
      const [at, length, from, count] = new Uint32Array(memory.buffer, places, 4);
      const answer = JSON.parse(decoder.decode(new Uint8Array(memory.buffer, at, length)));
      if (answer.error) throw new Error(answer.error);
      return { text: answer, bytes: new Uint8Array(memory.buffer, from, count) };
    },
    get size() {
      return memory.buffer.byteLength;
    },
  };
}
