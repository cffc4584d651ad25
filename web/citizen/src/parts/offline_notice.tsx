import { useEffect, useState } from 'preact/hooks';
import { text } from '../language';

export function OfflineNotice() {
  const [is_online, set_online] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => set_online(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return <div role="status">{!is_online && <p class="offline-note">{text('fault.offline')}</p>}</div>;
}
