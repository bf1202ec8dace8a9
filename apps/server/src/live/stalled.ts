/** A client that takes nothing for so long is cut; it goes on where it was when it is back. */
const STALLED_MS = 60_000;

/** Hands on what is taken; one who stops taking is not waited for without end. */
export async function* cutWhenStalled<Piece>(pieces: AsyncIterable<Piece>, cut: () => void, stalledMs = STALLED_MS): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    const timer = setTimeout(cut, stalledMs).unref();
    try {
      yield piece;
    } finally {
      clearTimeout(timer);
    }
  }
}
