export function Spinner({ label }: { label: string }) {
  return (
    <p class="waiting" role="status">
      <span class="waiting-ring" aria-hidden="true" />
      {label}
    </p>
  );
}
