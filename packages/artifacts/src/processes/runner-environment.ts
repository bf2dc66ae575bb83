/** What Nx and npm tell the command they run about itself; it would mislead those that we run. */
const RUNNER_VARIABLES =
  /^(?:NX_(?:TASK_.*|WORKSPACE_ROOT|INVOCATION_ROOT_PID|TERMINAL_.*|STREAM_OUTPUT|PREFIX_OUTPUT|SKIP_NX_CACHE|CLI_SET|LOAD_DOT_ENV_FILES)|LERNA_PACKAGE_NAME|npm_(?:package_.*|lifecycle_.*|command|config_(?:local_prefix|prefix))|INIT_CWD)$/;

/**
 * The environment for another run of Nx, without what the one that started this command says of it. It runs without
 * its daemon, and with its plugins in one process, which halves the time it takes where all is cached; and it says
 * plainly, line by line, what its tasks do.
 */
export function leaveRunner(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !RUNNER_VARIABLES.test(name));
  return {
    ...Object.fromEntries(kept),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_TUI: 'false',
    NX_DEFAULT_OUTPUT_STYLE: 'stream',
    FORCE_COLOR: '0',
  };
}
