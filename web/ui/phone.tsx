export function Phone({ number }: { number: string }) {
  return <a class="nowrap" href={`tel:${number.replace(/[^+\d]/g, '')}`}>{number}</a>;
}
