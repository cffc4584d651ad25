import { text } from '../language';
import { Link } from '../router';

const kPages = ['security', 'accessibility', 'privacy'] as const;

export function Footer() {
  return (
    <footer class="footer">
      <nav aria-label={text('footer.label')}>
        <ul class="footer-links no-max-width">
          {kPages.map((page) => (
            <li key={page}>
              <Link to={`/${page}`} current={location.pathname === `/${page}`}>{text(`${page}.title`)}</Link>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
