/** Scripts and connections only from ourselves, no inline script; inline styles stay allowed for the component library. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
];

/**
 * The headers that every answer carries, refusals included. Over plain http neither HSTS nor upgrade-insecure-requests
 * is sent: they would lock browsers out of a trial on localhost.
 */
export function securityHeaders(publicUrl: string | undefined): Record<string, string> {
  const secure = publicUrl?.startsWith('https:') ?? false;
  return {
    'content-security-policy': [...contentSecurityPolicy, ...(secure ? ['upgrade-insecure-requests'] : [])].join('; '),
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    // Not `no-referrer`: with it browsers send `Origin: null` on plain form posts, and the cross-site guard reads Origin.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
  };
}
