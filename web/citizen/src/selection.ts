// Which claims are ticked on the overview. Lives as long as the page, so that reading about one
// claim and coming back loses nothing.
let ticked: ReadonlySet<string> = new Set();

export const read_selection = (): ReadonlySet<string> => ticked;

export function write_selection(next: ReadonlySet<string>): void {
  ticked = next;
}
