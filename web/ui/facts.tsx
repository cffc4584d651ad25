import type { ComponentChildren } from 'preact';

export interface Fact {
  term: string;
  value: ComponentChildren;
  kind?: 'sum' | 'part';
}

/** Pairs of a word and its value, set as two columns. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.term} class={fact.kind ? `fact fact-${fact.kind}` : 'fact'}>
          <dt>{fact.term}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
