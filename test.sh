#!/usr/bin/env bash
# Installs what is missing and runs every check and test there is. Usage: ./test.sh
# The last line it prints is the sum over all tests: "N passed, N failed"; it exits with 0 when nothing failed.
set -euo pipefail
cd "$(dirname "$0")"

results=$(mktemp -d)
passed=0 failed=0 skipped=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en NO_COLOR=1

finish() {
  local code=$?
  rm -rf "$results"
  # A step that broke off the run is a failure too.
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  local skips=""
  if [ "$skipped" -gt 0 ]; then skips=", $skipped skipped"; fi
  echo "$passed passed, $failed failed$skips"
  if [ "$failed" -gt 0 ]; then exit 1; fi
}
trap finish EXIT

say() { printf '\n== %s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# Runs a check that has no tests to count: one failure when it fails, and the run goes on.
check() {
  say "$1"
  shift
  if ! "$@"; then failed=$((failed + 1)); fi
}

count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }

need_tools() {
  dotnet --version >/dev/null 2>&1 ||
    stop "The .NET SDK of global.json is missing: install .NET 10 from https://dotnet.microsoft.com/download."
  command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
    stop "Node.js 20 or newer with npm is missing: install it from https://nodejs.org."
}

install_missing() {
  local packages=()
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
  command -v chromium >/dev/null || packages+=(chromium)
  command -v firefox-esr >/dev/null || packages+=(firefox-esr)
  command -v WebKitWebDriver >/dev/null || packages+=(webkit2gtk-driver)
  command -v xvfb-run >/dev/null || packages+=(xvfb xauth)
  command -v strace >/dev/null || packages+=(strace)
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || packages+=(libfaketime)
  if [ ${#packages[@]} -eq 0 ]; then return; fi
  say "Install ${packages[*]}"
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    say "Missing: ${packages[*]}"
    stop "Install them (on Debian and Ubuntu, as root: apt-get install ${packages[*]}) and run this again."
  fi
  DEBIAN_FRONTEND=noninteractive apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${packages[@]}"
}

containers() {
  check "Dockerfile: dockerfilelint" npx --yes dockerfilelint@1.8.0 Dockerfile
  check "compose.yaml: dclint" npx --yes dclint@3.1.0 compose.yaml
}

# A known hole in a package of the player is a failure, as one in a NuGet package fails the build. A registry without
# such a list cannot be asked.
audit() {
  local said
  said=$(npm --prefix src/player audit --json 2>/dev/null) || true
  node -e '
    const said = JSON.parse(process.argv[1] || "{}");
    const found = said.metadata?.vulnerabilities?.total;
    if (found === undefined) console.log("Not checked: this registry answers no audit.");
    else console.log(`${found} known vulnerabilities.`);
    process.exit(found ? 1 : 0);' "$said"
}

player() {
  say "Player: packages, types and style, tests"
  local report="$results/vitest.json"
  (cd src/player && npm ci --no-audit --no-fund --loglevel=error) || stop "npm ci failed in src/player."
  check "Player: npm audit" audit
  check "Player: npm run check" npm --prefix src/player run --silent check
  say "Player: npm test"
  npm --prefix src/player test --silent -- --reporter=default --reporter=json --outputFile="$report" || true
  [ -s "$report" ] || stop "The tests of the player did not run."
  # A file that cannot be loaded has no tests to fail; it counts as one.
  # shellcheck disable=SC2046 # Three numbers.
  count $(node -e '
    const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const broken = r.testResults.filter(f => f.status === "failed" && f.assertionResults.length === 0).length;
    console.log(r.numPassedTests, r.numFailedTests + broken, r.numPendingTests + (r.numTodoTests || 0));' "$report")
}

# Runs the tests of one project, which are a program of their own, and adds up what its last lines say.
dotnet_tests() {
  local name log code=0
  name=$(basename "$1" .csproj)
  log="$results/$name.log"
  say "$name"
  dotnet run --project "$1" --no-build -- --no-ansi --progress off 2>&1 | tee "$log" || code=$?
  # shellcheck disable=SC2046 # Three numbers.
  count $(awk '/^ *succeeded: /{p=$2} /^ *failed: /{f=$2} /^ *skipped: /{s=$2} END{print p+0, f+0, s+0}' "$log")
  if [ "$code" -ne 0 ] && ! grep -Eq '^ *failed: [1-9]' "$log"; then failed=$((failed + 1)); fi
}

# The whole exam in other browsers, one after the other. A browser that is missing or does not start is a failure.
other_browsers() {
  say "Browsers: Chromium 80, Firefox ESR, WebKitGTK, what Safari 14 and Firefox 78 lack"
  local report="$results/browsers.tap" code=0
  (cd tests/browsers && npm ci --no-audit --no-fund --loglevel=error) || stop "npm ci failed in tests/browsers."
  (cd tests/browsers && node --test --test-concurrency=1 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$report") || code=$?
  # shellcheck disable=SC2046 # Three numbers.
  count $(awk '
    /^# pass /{p=$3} /^# (fail|cancelled) /{f+=$3} /^# (skipped|todo) /{s+=$3}
    END{print p+0, f+0, s+0}' "$report")
  if [ "$code" -ne 0 ] && ! grep -Eq '^# (fail|cancelled) [1-9]' "$report"; then failed=$((failed + 1)); fi
}

need_tools
install_missing
containers
player
say "Build"
dotnet build Examlet.slnx -warnaserror
# The build holds to style and analyzers (EnforceCodeStyleInBuild); what is left is the shape of the text.
dotnet tool restore
check "Format" dotnet csharpier check .
for project in tests/*/*.csproj; do dotnet_tests "$project"; done
other_browsers
