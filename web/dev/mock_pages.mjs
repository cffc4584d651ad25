// The two pages that belong to others in real life: the login page and the wallet.

const page = (title, body) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icon.svg"><title>${title}</title></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;

export function login_page(people) {
  const buttons = Object.entries(people).map(([key, person]) =>
    `<p><button name="person" value="${key}">${person.name}</button></p>`);
  return page('Demo login', `<form method="post" action="/demo/login">${buttons.join('')}</form>`);
}

const kAnswers = {
  da: { approve: 'Godkend', decline: 'Afvis', close: 'Luk uden at svare' },
  en: { approve: 'Approve', decline: 'Decline', close: 'Close without answering' },
};

export function wallet_page(payment, language) {
  const answers = kAnswers[language] ?? kAnswers.da;
  const buttons = Object.entries(answers).map(([answer, label]) =>
    `<p><button name="answer" value="${answer}">${label}</button></p>`);
  return page('Sandbox MobilePay', `<p>${payment.amount_minor} øre</p><form method="post">${buttons.join('')}</form>`);
}
