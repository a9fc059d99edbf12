// The SPA's client, generated from the document the Go side publishes and committed, so that building the SPA needs
// neither this tool nor its Node.
export default {
  input: '../../api/openapi.gen.json',
  output: { path: '../src/api/genere' },
  logs: { file: false },
  plugins: [
    '@hey-api/typescript',
    // A failed call throws the server's Probleme: queries and mutations expect a rejected promise.
    { name: '@hey-api/client-fetch', throwOnError: true },
    // The session is a cookie: without `auth: false` each operation would carry the description of both schemes.
    { name: '@hey-api/sdk', auth: false, responseStyle: 'data' },
  ],
};
