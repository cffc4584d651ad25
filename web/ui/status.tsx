/** Read aloud politely when its text changes; seen by nobody. Must be there before the change. */
export function Status({ message }: { message: string }) {
  return <p class="sr-only" role="status">{message}</p>;
}
