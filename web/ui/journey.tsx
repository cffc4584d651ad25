export interface Step {
  date: string;
  day: string;
  what: string;
  amount?: string | undefined;
}

/** What happened, in order; a list and not a drawing, so that everyone can read it. */
export function Journey({ steps }: { steps: Step[] }) {
  return (
    <ol class="journey no-max-width">
      {steps.map((step, index) => (
        <li key={index}>
          <time dateTime={step.date}>{step.day}</time>
          <span class="journey-what">{step.what}</span>
          {step.amount && <span class="journey-amount">{step.amount}</span>}
        </li>
      ))}
    </ol>
  );
}
