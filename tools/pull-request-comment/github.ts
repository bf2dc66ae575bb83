/** A pull request, as far as it is needed here. */
export interface PullRequest {
  readonly number: number;
  readonly head: { readonly sha: string };
}

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string } | null;
}

const PAGE_SIZE = 100;

/** The few requests to GitHub that posting takes. */
export class GitHub {
  readonly #repository: string;
  readonly #token: string;

  /** @param repository Its address in the API, without a slash at the end. */
  constructor(repository: string, token: string) {
    this.#repository = repository;
    this.#token = token;
  }

  /** The open pull requests from a branch, which may be in a fork. */
  listPullRequests(owner: string, branch: string): Promise<PullRequest[]> {
    const query = new URLSearchParams({ state: 'open', head: `${owner}:${branch}` });
    return this.#request<PullRequest[]>('GET', `/pulls?${query}`);
  }

  async listComments(pullRequest: number): Promise<Comment[]> {
    const comments: Comment[] = [];
    for (let page = 1; comments.length === (page - 1) * PAGE_SIZE; page++) {
      const query = `per_page=${PAGE_SIZE}&page=${page}`;
      const path = `/issues/${pullRequest}/comments?${query}`;
      comments.push(...(await this.#request<Comment[]>('GET', path)));
    }
    return comments;
  }

  async createComment(pullRequest: number, body: string): Promise<void> {
    await this.#request('POST', `/issues/${pullRequest}/comments`, { body });
  }

  async updateComment(comment: number, body: string): Promise<void> {
    await this.#request('PATCH', `/issues/comments/${comment}`, { body });
  }

  async #request<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#repository}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${method} ${path}.`);
    return (await response.json()) as T;
  }
}
