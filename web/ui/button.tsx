import type { ComponentChildren } from 'preact';

interface ButtonProps {
  kind?: 'primary' | 'secondary' | 'quiet';
  type?: 'button' | 'submit';
  /** What a form is submitted with. */
  value?: string;
  wide?: boolean;
  /** The button stays focusable and says that it works; a second press does nothing. */
  busy?: boolean;
  expanded?: boolean;
  onPress?: () => void;
  children: ComponentChildren;
}

const kClasses = {
  primary: 'button button-primary',
  secondary: 'button button-secondary',
  quiet: 'button button-quiet',
};

export function Button(props: ButtonProps) {
  const press = () => {
    if (!props.busy) props.onPress?.();
  };
  return (
    <button
      type={props.type ?? 'button'}
      value={props.value}
      class={kClasses[props.kind ?? 'secondary'] + (props.wide ? ' button-wide' : '')}
      aria-disabled={props.busy ? 'true' : undefined}
      aria-expanded={props.expanded}
      onClick={press}
    >
      {props.children}
    </button>
  );
}
