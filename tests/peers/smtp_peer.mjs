// A mail server on loopback (smtp-server), with TLS and login as wished, which refuses as it is told to.
//
//   import { start_mail_server } from './smtp_peer.mjs';
//
// By the recipient's name before the '@', as in "refuse-550-5.1.1-at-rcpt@...": the code, the enhanced code or "-", and
// where: "mail", "rcpt" or "text". "mute" takes the text and never answers; "cut" takes it and closes the connection.
import { SMTPServer } from 'smtp-server';

const kRefusal = /^refuse-(\d{3})-([\d.]+|none)-at-(rcpt|text)/;

function refusal(address, place) {
  const found = kRefusal.exec(address);
  if (!found || found[3] !== place) return null;
  const error = new Error(`${found[2] === 'none' ? '' : `${found[2]} `}not today`);
  error.responseCode = Number(found[1]);
  return error;
}

/** `user`: {name, password}, or none is asked for. `tls`: {key, cert}; `secure`: TLS from the first byte. */
export async function start_mail_server({ user, tls, secure = false, offer_starttls = true } = {}) {
  const taken = [];
  const sessions = [];
  const server = new SMTPServer({
    secure, key: tls?.key, cert: tls?.cert, authOptional: !user, disabledCommands: offer_starttls && tls ? [] : ['STARTTLS'],
    hideENHANCEDSTATUSCODES: true, logger: false, disableReverseLookup: true, size: 10 * 2 ** 20,
    onAuth({ username, password }, _session, callback) {
      if (username === user?.name && password === user?.password) callback(null, { user: username });
      else callback(Object.assign(new Error('5.7.8 wrong'), { responseCode: 535 }));
    },
    onConnect(session, callback) { sessions.push(session); callback(); },
    onRcptTo({ address }, _session, callback) { callback(refusal(address, 'rcpt')); },
    onData(stream, session, callback) {
      const pieces = [];
      stream.on('data', (piece) => pieces.push(piece));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const refused = refusal(to[0], 'text');
        if (refused) return callback(refused);
        taken.push({ from: session.envelope.mailFrom.address, to, secure: session.secure, user: session.user,
          text: Buffer.concat(pieces).toString('utf8') });
        if (to[0].startsWith('mute')) return undefined;
        if (to[0].startsWith('cut')) return server.connections.forEach((one) => one._socket.destroy());
        return callback(null, `2.0.0 Ok: queued as Q${taken.length}`);
      });
    },
  });
  server.on('error', () => {});  // whoever breaks off is no fault of the server's
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { port: server.server.address().port, taken, sessions, close: () => new Promise((done) => { server.close(done); }) };
}
