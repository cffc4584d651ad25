import { useRef } from 'preact/hooks';
import type { Language } from '../language';
import { current_language, is_language, kLanguageNames, load_language, remember_language, text } from '../language';

export function LanguageSwitch({ offered, onChange }: { offered: string[]; onChange: () => void }) {
  const languages = offered.filter(is_language);
  const group = useRef<HTMLDivElement>(null);
  const choose = async (language: Language) => {
    await load_language(language);
    remember_language(language);
    onChange();
    // On a phone the chosen language is not shown; focus goes to the one that took its place.
    requestAnimationFrame(() => {
      const chosen = group.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
      if (chosen?.offsetParent === null) group.current?.querySelector<HTMLElement>('[aria-pressed="false"]')?.focus();
    });
  };
  if (languages.length < 2) return null;
  return (
    <div class="languages" role="group" aria-label={text('language.label')} ref={group}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          class="language"
          aria-pressed={language === current_language()}
          onClick={() => void choose(language)}
        >
          {kLanguageNames[language]}
        </button>
      ))}
    </div>
  );
}
