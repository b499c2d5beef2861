import { words } from '../language.ts';

/*
 * How developers write about their work. Written by hand for this project. Each word has a weight: one of `SURE` tells by
 * itself, two of `LIKELY` do together, since a form, a hook or a branch is found in a house too.
 */

export const SURE = words(`
  api apis sdk cli ci cd ide orm jwt oauth rpc grpc dom ssr csr hmr jsx tsx dts vdom vnode vnodes spa pwa cors csp
  css scss html json yaml toml xml sql sqlite postgres postgresql mysql mongodb redis graphql rest http https tcp udp ssl tls ssh
  npm yarn pnpm pip cargo maven gradle webpack vite rollup esbuild babel eslint prettier biome tsc tsconfig typescript
  javascript python rust golang kotlin swift django flask rails laravel spring react vue svelte angular solid nextjs
  node nodejs deno bun docker kubernetes k8s helm terraform ansible nginx linux wasm webassembly webgl webgpu
  async await promise promises coroutine goroutine mutex semaphore deadlock thread threads threading concurrency
  callback callbacks closure enum enums struct structs tuple tuples array arrays boolean booleans integer integers
  regex regexp nullable nullish undefined null nan iterator iterators iterable generator generators lambda lambdas
  parser parsers tokenizer lexer ast compiler compilers transpiler bundler linter formatter codegen runtime runtimes
  middleware backend frontend fullstack serverless microservice microservices monorepo repo repos repository repositories
  refactor refactoring codebase boilerplate polyfill polyfills shim shims typings typecheck typechecker namespace
  changelog readme semver submodule commit commits rebase merge-conflict pull-request pr prs
  endpoint endpoints webhook webhooks websocket websockets payload payloads middleware serializer deserializer
  serialization deserialization serialize deserialize schema schemas migration migrations orm
  refs prop props emit emits mixin mixins hoc composable composables slot slots v-model v-if v-for v-show v-bind
  config configs env dotenv stdin stdout stderr stacktrace backtrace traceback segfault heap malloc pointer pointers
  util utils utility-function helper-function subclass superclass polymorphism inheritance singleton
  debounce throttle memoize memoization hydrate hydration rehydrate hydrated reactivity
  vitest jest mocha jasmine karma cypress playwright selenium pytest junit rspec jsdom testcase testcases e2e
  changeset devtools sourcemap sourcemaps lockfile gitignore dockerfile makefile
  opfs indexeddb localstorage polymorphic idempotent idempotency backpressure retry-logic keepalive keep-alive
  sync-engine event-sourcing eventsourcing upcaster projection-rebuild telemetry opentelemetry tracing logger logging
  nullability typeguard typesafe type-safe readonly deprecated deprecate deprecation uninitialized
  unused-import codemod workspace-package tree-shaking treeshake minify minification
  stringify parseint prerender rerender re-render vnode lifecycle watcher watchers computed getter getters setter setters
  constructor constructors destructor prototype-chain decorator decorators annotation-processor
  chaining ternary ternaries reducers spinner spinners sidebar sidebars navbar toolbar toolbars scrollbar viewport textarea checkbox
  checkboxes placeholder placeholders autocomplete pagination hotkey hotkeys favicon a11y aria plugin plugins loader loaders
  configurable timestamp timestamps timeout timeouts websockets ajax axios lodash openssl oauth2 saml sso captcha csrf xss
  systemd cronjob bash zsh powershell vscode intellij xcode cmake bazel llvm gcc clang posix utf-8 base64 hashmap bytecode
  opcode opcodes syscall syscalls mixin observable observables functor monad macro macros reactive commented-out hardcode
  stacktraces assertion-error type-error class-members toggles deeplink deeplinks breakpoint breakpoints devserver
  dev-server hot-reload livereload prefetch preload prefetching preloading lazy-loading code-splitting bundles bundling
  dedupe-key idempotence ratelimit rate-limiter rate-limiting load-balancer failover sharding shard shards changelogs
  codepath codepaths callsites call-site call-sites getter-setter no-op noop nan-check off-by-one overflow underflow
  aggregator serializers unmarshal marshal marshalling protobuf avro parquet graphql-schema openapi swagger postman
  eslintrc tsx-files typings-file webhooks oncall pagerduty datadog sentry prometheus grafana kafka rabbitmq nats
  elasticsearch opensearch cassandra dynamodb s3 lambda-function ec2 kubectl ingress sidecar subprocess subprocesses
  stdlib iterator-protocol destructuring spread-operator strict-mode modularity dataclass dataclasses pydantic numpy pandas
  jsx-runtime hydrate-root use-effect useeffect usestate usememo redux vuex pinia mobx zustand rxjs ngrx
  semver subcommand subcommands argv argparse glob globs tmpdir dirname`);

export const LIKELY = words(`
  test tests testing spec specs coverage assertion assertions fixture fixtures snapshot snapshots mock mocks mocking stub
  stubs harness flaky suite suites benchmark benchmarks jest-like case cases
  function functions method methods class classes interface interfaces type types generic generics module modules package
  packages import imports export exports component components directive directives plugin plugins adapter adapters
  wrapper wrappers helper helpers handler handlers hook hooks listener listeners observer observers subscriber subscribers
  provider providers factory factories service services client clients server servers host worker workers
  queue queues job jobs scheduler cache caches caching buffer buffers stream streams streaming socket sockets proxy
  request requests response responses header headers cookie cookies session sessions token tokens auth login logout signup
  query queries table tables column columns row rows index indexes database databases db store stores storage
  state states reducer action-type selector selectors effect effects event events emitter dispatch
  error errors exception exceptions warning warnings warn bug bugs crash crashes leak leaks regression regressions
  fallback fallbacks default defaults option options flag flags parameter parameters param params argument arguments arg
  args value values key keys property properties attribute attributes field fields variable variables constant
  constants string strings number numbers object objects map maps list lists tree node nodes root parent child children
  loop loops recursion condition conditional branch branches branching logic algorithm instance instances
  scope scopes symbol symbols template templates expression expressions statement statements syntax
  file files path paths directory folder script scripts build builds bundle release version versions dependency
  dependencies peer lib libs library libraries framework toolchain pipeline workflow deploy deployment staging production
  dev debug debugger debugging code codes snippet snippets comment comments docs documentation todo
  page pages view views layout render rendering renderer style styles theme button modal dialog dropdown tooltip menu
  input inputs form validator validation validators route routes router routing link url urls uri redirect
  pagination sort filter search upload download timeout timeouts retry retries limit rate-limit
  user-agent browser browsers safari chrome firefox webkit mobile android ios desktop
  performance memory latency throughput concurrency parallel sync asynchronous synchronous
  permission permissions role roles encryption hash id ids uuid guid timestamp timezone locale i18n l10n
  feature features toggle interop compat compatibility compatible internal internals public private static dynamic
  inference inferred typing casting castings cast empty invalid missing duplicate duplicated unused redundant unnecessary
  obsolete legacy hardcoded hard-coded edge-case workaround fix patch transition transitions fragment suspense teleport
  mode parsing format formatter prefix suffix delimiter whitespace newline encoding unicode
  entry entries iteration iterations definition definitions equality transform transforms transformation shorthand setup
  compare-function clone proto flow callsite usage usages stub overload signature signatures metadata payload-size
  translations navigation scroll cursor locale offset members ast-node member-access code-path dialog-box user users editor editors canvas undo redo shortcut shortcuts uploader uploaders exporter exporters
  importer importers counter counters parameterized uploads uploading insensitive relevance breakage hidden offline submit paste workspace
  parsing delimiter trailing nested circular abort spec-file allocation allocations exports-map
  rule rules policy lint alias aliases wildcard pattern patterns mutation mutations subscription subscriptions
  transaction transactions rollback commit transport protocol network http2 port connection connectivity
  local global remote plugin-system automation bot cron daemon
  ui ux url metadata lock hibernation measurement infra infrastructure effect-system`);

/** Those of them that stand in a house, a shop or a calendar too. */
export const DOUBTFUL = words(`
  table tables lock locks key keys port ports form forms hook hooks branch branches tree root menu page pages button
  buttons list lists file files folder folders number numbers row rows column map maps theme style styles host hosts child
  children parent parents pattern patterns rule rules cookie cookies feature features  class classes case cases job
  jobs worker workers  clients service services package packages event events request requests  header
  comment comments view views layout layouts filter filters input field fields link links release mobile performance
  transition memory connection permission role roles setup flow code codes duplicate missing empty private public local
  remote   string strings limit match policy         
     pipe document documents store stores    bot `);

/** Verbs that are said of code; the others ("add", "fix") are said of everything. */
export const SURE_VERBS = words(`
  encapsulate decouple modularize modularise deduplicate refactor implement deprecate parse render serialize deserialize hoist decode encode init memoize polyfill lint compile
  dedupe infer uncomment inline debounce throttle transpile minify instantiate subclass autowire hydrate mock stub
  unmount remount mount stringify typecheck rebase cherry-pick hotfix lazyload lazy-load code-split tree-shake vendor`);
export const LIKELY_VERBS = words(`
  rename expose extract migrate normalize normalise throw override respect cache simplify streamline unify optimize
  optimise support allow handle ensure verify check disallow deny forbid prevent avoid validate bypass guard assert test cover pass
  emit expect warn log import export port convert rewrite restructure decouple encapsulate abstract reuse bump pin
  introduce persist queue return flatten centralize centralise reorder group rework narrow keep type break
  upgrade downgrade patch fix resolve include exclude ignore skip detect watch bind unbind attach detach wrap unwrap
  escape unescape trim sanitize sanitise format reduce consolidate eliminate swap pull tidy reorganize reorganise replace tweak adjust
  integrate refine correct show display respect configure enable disable add remove drop use update improve make set move merge split switch key trigger`);

/** The first word of a commit subject, "fix(core): …", and what sort of work it names. */
export const COMMIT_TYPES: Readonly<Record<string, 'implementation' | 'refactor' | 'unit-test' | 'processing'>> = {
  feat: 'implementation',
  feature: 'implementation',
  fix: 'implementation',
  bugfix: 'implementation',
  hotfix: 'implementation',
  perf: 'refactor',
  refactor: 'refactor',
  refac: 'refactor',
  cleanup: 'refactor',
  style: 'refactor',
  test: 'unit-test',
  tests: 'unit-test',
};

/** Something that is tested, or tests. */
export const TEST_WORDS = words(`
  test tests testing tested spec specs coverage assertion assertions assert asserts fixture fixtures flaky testcase
  testcases e2e jest vitest mocha jasmine pytest junit cypress mocking mocks harness unittest unittests testbed`);

/** Code that stays in its behaviour and changes in its form. */
export const REFACTOR_VERBS = words(`
  refactor rename extract simplify move remove replace migrate consolidate reorganize reorganise restructure inline dedupe
  deduplicate unify split port convert rewrite streamline reduce refine adjust drop reuse switch clean cleanup
  tidy decouple encapsulate abstract modularize modularise rework reorder rearrange standardize standardise
  normalize normalise prefer merge combine collapse flatten delete stop update improve optimize optimise use centralize
  centralise generalize generalise isolate separate hoist relocate polish modernize modernise harmonize harmonise
  eliminate purge shorten tweak regroup minimize minimise regularize untangle deprecate factor share externalize prune
  internalize lift upgrade flatten group narrow break swap`);
/** "Make it private": the form again. */
export const REFACTOR_ADJECTIVES = words(`
  private public internal readonly immutable generic reusable static explicit idiomatic consistent simpler cleaner shorter
  smaller clearer pure testable modular lazy readable stricter typed composable declarative`);
/** "Avoid unnecessary calls". */
export const NEEDLESS = words(`
  unnecessary redundant needless unneeded unused duplicate duplicated superfluous useless dead obsolete legacy repeated
  repetitive verbose extra`);

/** What is done with software rather than to it: somebody decides and does that. */
export const OPERATE = words(`
  deploy release publish freeze cut tag ship push announce sign build roll-out rollout launch notify review demo discuss
  write draft present plan schedule ask tell meet agree decide document buy book order print email send call install
  restart reboot back`);
/** Prose about software: it is written, not programmed. */
export const PROSE = words(
  'changelog readme docs documentation release-notes notes manual handbook wiki newsletter blog',
);
