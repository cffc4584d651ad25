export function SkipLink({ target_id, label }: { target_id: string; label: string }) {
  const skip = (event: MouseEvent) => {
    // Moving focus by hand keeps the address clean: "#main" would be a page of its own.
    event.preventDefault();
    document.getElementById(target_id)?.focus();
  };
  return <a class="skipnav" href={`#${target_id}`} onClick={skip}>{label}</a>;
}
