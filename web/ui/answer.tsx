import type { ComponentChildren } from 'preact';

/** A question as the heading and its answer below. */
export function Answer({ question, children }: { question: string; children: ComponentChildren }) {
  return (
    <section class="answer">
      <h2 class="h4">{question}</h2>
      {children}
    </section>
  );
}
