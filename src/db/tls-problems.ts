import type {Advice} from './problem.ts';

const untrusted: Advice = [
  'tls',
  'The certificate of the server is not trusted',
  'Give the certificate of its authority with sslrootcert, or check that this is the right server.',
];
const refusedByServer: Advice = [
  'tls',
  'The server refuses our client certificate',
  'Check that sslcert is valid and of an authority that the server trusts (its ssl_ca_file).',
];
const badIdentity: Advice = [
  'tls',
  'The client certificate cannot be used',
  'Check that sslkey belongs to sslcert, that both are PEM files, and sslpassword.',
];
const noCommonVersion: Advice = [
  'tls',
  'No version of TLS is spoken by both sides',
  'Check ssl_min_protocol_version and ssl_max_protocol_version, here and on the server.',
];

/** Errors of certificates and of TLS, by their code. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const tlsProblems: Readonly<Record<string, Advice>> = {
  TLS_REFUSED: ['tls', 'The server does not speak TLS', 'Use sslmode=prefer or disable.'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['tls', 'The server does not speak TLS', 'Use sslmode=prefer or disable.'],
  ERR_SSL_UNSUPPORTED_PROTOCOL: noCommonVersion,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: noCommonVersion,
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: noCommonVersion,
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'tls',
    'The certificate of the server is signed by nobody but itself',
    'Give that certificate with sslrootcert, or use sslmode=require.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  INVALID_CA: untrusted,
  CERT_HAS_EXPIRED: [
    'tls',
    'The certificate of the server has expired',
    'Renew it on the server; check the clock of this machine.',
  ],
  CERT_NOT_YET_VALID: [
    'tls',
    'The certificate of the server is not valid yet',
    'Check the clocks of this machine and of the server.',
  ],
  CERT_REVOKED: ['tls', 'The certificate of the server is revoked', 'Do not go on; ask who runs the server.'],
  UNABLE_TO_GET_CRL: [
    'tls',
    'Nothing says which certificates are revoked',
    'Give the list of the same authority with sslcrl, or leave sslcrl out.',
  ],
  CRL_HAS_EXPIRED: ['tls', 'The list of revoked certificates is out of date', 'Renew the file of sslcrl.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'tls',
    'The certificate is for another host',
    'Connect by a name in the certificate; hostaddr gives the address of such a name.',
  ],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: refusedByServer,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: refusedByServer,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: refusedByServer,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: refusedByServer,
  ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR: refusedByServer,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: refusedByServer,
  CLIENT_CERTIFICATE_REFUSED: refusedByServer,
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: badIdentity,
  ERR_OSSL_PEM_NO_START_LINE: badIdentity,
  ERR_OSSL_BAD_DECRYPT: badIdentity,
  ERR_OSSL_EVP_BAD_DECRYPT: badIdentity,
  ERR_OSSL_PEM_BAD_PASSWORD_READ: badIdentity,
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: badIdentity,
  ERR_MISSING_PASSPHRASE: badIdentity,
};
