type Page = { readonly position: string; unfinished: number };

/** Up to where everything is done or parked, while pages of events are worked at side by side. */
export class Watermark {
  private readonly pages: Page[] = [];

  constructor(
    public position: string,
    /** Hears of each place it rises to. */
    private readonly risen: (position: string) => void = () => undefined,
  ) {
    risen(position);
  }

  /** A page of `pieces` of work that ends at `position`; call what it answers once for each piece that is done or parked. */
  page(position: string, pieces: number): () => void {
    const page = { position, unfinished: pieces };
    this.pages.push(page);
    this.rise();
    return () => {
      page.unfinished -= 1;
      this.rise();
    };
  }

  private rise(): void {
    const before = this.position;
    while (this.pages[0]?.unfinished === 0) this.position = this.pages.shift()!.position;
    if (this.position !== before) this.risen(this.position);
  }
}
