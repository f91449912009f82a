import './keys.js';
import './search-box.js';
import './print-sheet.js';
import './record-table.js';
import './date-box.js';
import './combo-box.js';
import './focus-here.js';
import './slip-keys.js';
import './typed-over.js';
import './help-panel.js';
import './busy.js';
import { watchConnection } from './reconnect.js';
import { watchSession } from './session.js';

watchConnection();
watchSession();

Blazor.start({
  circuit: {
    // Three beats of the server's two-second keep-alive.
    configureSignalR: builder => builder.withServerTimeout(6000),
    // The office's server restarts at night and comes back: keep asking, ever more slowly, and never give up on an open form.
    reconnectionOptions: {
      maxRetries: 10000,
      retryIntervalMilliseconds: attempt => Math.min(500 * (attempt + 1), 5000),
    },
  },
});
