// An OpenID provider for the tests: node provider.mjs PORT CALLBACK, accounts as JSON in ACCOUNTS.
// Whoever names an account signs in as it; claims are given exactly as written there.
import Provider from 'oidc-provider';

const [port, callback] = process.argv.slice(2);
const accounts = JSON.parse(process.env.ACCOUNTS);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'greenpaper',
    client_secret: 'a secret between the two',
    redirect_uris: [callback],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  claims: {
    openid: ['sub', 'oid'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name'],
  },
  pkce: { required: () => true },
  cookies: { keys: ['for tests only'] },
  findAccount: (_ctx, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
