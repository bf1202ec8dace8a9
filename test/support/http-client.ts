export type Answer = Readonly<{ status: number; body: AnyJson; headers: Headers }>;

/** Bodies are looked at as they come; matchers judge them. */
type AnyJson = ReturnType<typeof JSON.parse>;

/** `file` is sent as the one file of a form, instead of a body. */
export type RequestOptions = Readonly<{ token?: string; body?: unknown; file?: string; headers?: Record<string, string> }>;

/** A stream does not end by itself: its first piece stands for it, and it is left. */
const textOf = async (response: Response): Promise<string> => {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
};

const formOf = (file: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([file]), 'table.csv');
  return form;
};
const PASSWORD = 'warm-current-2022';

/** Speaks to a server over real HTTP. */
export abstract class HttpClient {
  abstract readonly url: string;
  /** The one-time password of the first administrator. */
  abstract readonly firstPassword: string | undefined;

  async request(method: string, path: string, { token, body, file, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: formOf(file) }),
    });
    const text = await textOf(response);
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  async signIn(username: string, password: string): Promise<string> {
    const { status, body } = await this.request('POST', '/sessions', { body: { username, password } });
    if (status !== 200) throw new Error(`sign-in of ${username} answered ${status} ${body.code}`);
    return body.accessToken;
  }

  /** A session of the first administrator, his one-time password replaced. */
  async administrator(): Promise<string> {
    const token = await this.signIn('admin', this.firstPassword!);
    const change = { currentPassword: this.firstPassword, newPassword: PASSWORD };
    await this.request('POST', '/accounts/me/change-password', { token, body: change });
    return this.signIn('admin', PASSWORD);
  }
}
