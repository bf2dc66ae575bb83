import { lstatSync, readFileSync } from 'node:fs';
import { composeComment, MARKER } from './compose-comment.ts';
import { GitHub } from './github.ts';

/** Whose comments may be updated: the workflow's own token posts under this name. */
const OURS = 'github-actions[bot]';

/** A comparison that is larger is none of ours, in bytes. */
const LARGEST = 1_000_000;

/**
 * What `--help` prints, in the form of all commands. Theirs is made of a table that stands on packages, and the
 * job that runs this installs none.
 */
const HELP = `Usage: node tools/pull-request-comment/post-comment.ts

Posts what a comparison wrote as the one comment of its kind on the pull request, or updates that. It is told by the
environment: COMMENT_FILE, RUN_URL, HEAD_OWNER, HEAD_BRANCH, HEAD_SHA, GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.

Options:
  --help, -h
      Prints this, and does nothing else.

Examples:
  node tools/pull-request-comment/post-comment.ts

Exit statuses:
  0   it is done, or there is nothing to post
  1   it is not, told with its stack
`;

/**
 * Posts what a comparison wrote as the one comment of its kind on the pull request, or updates that.
 *
 * It stands on Node alone, so that the job that may write to pull requests installs nothing. Which pull
 * request it is, is asked of GitHub; what the comparison says of that is not looked at.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(HELP);
  if (args.length > 0) throw new Error(`It takes no "${args[0]!}": see --help.`);
  const markdown = readComparison(read('COMMENT_FILE'));
  if (markdown === undefined) {
    say('The comparison wrote nothing to post.');
    return;
  }

  const api = `${read('GITHUB_API_URL')}/repos/${read('GITHUB_REPOSITORY')}`;
  const github = new GitHub(api, read('GITHUB_TOKEN'));
  const commit = read('HEAD_SHA');
  const open = await github.listPullRequests(read('HEAD_OWNER'), read('HEAD_BRANCH'));
  const [pullRequest, ...others] = open.filter(({ head }) => head.sha === commit);
  if (!pullRequest) {
    say(`No open pull request is at ${commit} any more.`);
    return;
  }
  if (others.length > 0) {
    say(`More than one pull request is at ${commit}.`);
    return;
  }

  const body = composeComment(markdown, read('RUN_URL'), commit);
  const comments = await github.listComments(pullRequest.number);
  const earlier = comments.find(
    ({ user, body }) => user?.login === OURS && body.startsWith(MARKER),
  );
  if (earlier) await github.updateComment(earlier.id, body);
  else await github.createComment(pullRequest.number, body);
  say(`${earlier ? 'Updated' : 'Posted'} the comment on pull request ${pullRequest.number}.`);
}

/** Undefined where there is no file. A link could lead to any file of this machine. */
function readComparison(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile() || stats.size > LARGEST) throw new Error(`${path} is no comparison of ours.`);
  return readFileSync(path, 'utf8');
}

function read(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set.`);
  return value;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main(process.argv.slice(2));
