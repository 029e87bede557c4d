// A provider of identities on the loopback, for tests: the certified oidc-provider with a page that asks who one is.
//
// Reads its configuration from the first argument, as JSON: accounts (name to claims), the client, the keys. Prints its
// address as soon as it listens, and ends when its standard input does: with the process that started it.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { accounts, client, jwks, idTokenOnly } = JSON.parse(process.argv[2]);
const names = [...new Set(Object.values(accounts).flatMap((claims) => Object.keys(claims)))];

process.stdin.resume().on('end', () => process.exit());
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    jwks,
    claims: { openid: ['sub'], profile: names },
    // By the standard, claims of a scope are told at the userinfo endpoint; many providers put them into the ID token.
    conformIdTokenClaims: !idTokenOnly,
    cookies: { keys: ['of a test'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_context, interaction) => `/who/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    // Nobody is asked what may be told: the lender's own provider tells it.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope(context.oidc.params.scope);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith('/who/')) {
      answer(request, response);
    } else if (url.searchParams.has('login')) {
      const login = { accountId: url.searchParams.get('login') };
      const result = { login, consent: {} };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } else if (url.searchParams.has('cancel')) {
      const refusal = { error: 'access_denied', error_description: 'Not today' };
      await provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
    } else {
      const links = Object.keys(accounts).map((name) => `<p><a id="${name}" href="?login=${name}">${name}</a></p>`);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Who are you?</title><link rel="icon" href="data:,">${links.join('')}`);
    }
  });
  console.log(issuer);
});
