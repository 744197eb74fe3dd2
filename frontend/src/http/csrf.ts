/** Django's CSRF token, read at every request: the token changes at login. */
export function csrfToken(cookies: string): string | null {
  for (const cookie of cookies.split(';')) {
    const [name, ...value] = cookie.trim().split('=')
    if (name === 'csrftoken') return decodeURIComponent(value.join('='))
  }
  return null
}

export async function isCsrfFailure(response: Response): Promise<boolean> {
  if (response.status !== 403) return false
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'csrf_failed'
}
