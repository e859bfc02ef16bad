import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Fault, messageOf } from '../util/result.ts';

/** A certificate, with those that vouch for it behind it, and its key; both PEM. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** Throws a Fault with one sentence for files that cannot be read or used at `now` (ms UTC). */
export function readCertificate(files: CertificateFiles, now: number): Certificate {
  const cert = read('--tls-cert', files.cert);
  const key = read('--tls-key', files.key);
  const parsed = attempt(
    () => new X509Certificate(cert),
    `--tls-cert ${files.cert}: not a certificate in PEM`,
  );
  const secret = attempt(
    () => createPrivateKey(key),
    `--tls-key ${files.key}: not a key in PEM without a password`,
  );
  check(parsed, secret, files, now);
  attempt(() => createSecureContext({ cert, key }), `--tls-cert ${files.cert}: cannot be used`);
  return { cert, key };
}

function check(certificate: X509Certificate, key: KeyObject, files: CertificateFiles, now: number): void {
  const { validFrom, validTo } = certificate;
  if (!certificate.checkPrivateKey(key))
    throw new Fault(`--tls-key ${files.key}: belongs to another certificate than ${files.cert}.`);
  if (now > Date.parse(validTo)) throw new Fault(`--tls-cert ${files.cert}: expired on ${validTo}.`);
  if (now < Date.parse(validFrom))
    throw new Fault(`--tls-cert ${files.cert}: not valid before ${validFrom}.`);
}

function read(option: string, path: string): Buffer {
  return attempt(() => readFileSync(path), `${option} ${path}: cannot be read`);
}

function attempt<T>(make: () => T, complaint: string): T {
  try {
    return make();
  } catch (thrown) {
    throw new Fault(`${complaint} (${messageOf(thrown)}).`);
  }
}
