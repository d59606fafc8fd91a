# For benchmark/run and benchmark/freshness to source: finds Java, builds what is not built, and leaves
# root, module, jar and java set.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
module=$root/benchmark
jar=$module/target/benchmark.jar

fail() {
  printf 'benchmark: %s\n' "$1" >&2
  exit 2
}

# In an ASCII locale Java can neither read nor hand on a path with other letters.
if [ "$(locale charmap 2>/dev/null)" = ANSI_X3.4-1968 ]; then
  if locale -a | grep -qi '^c\.utf'; then
    export LC_ALL=C.UTF-8
  else
    case "$root $*" in
      *[!\ -~]*) fail "the locale has ASCII letters only: set LC_ALL to one with UTF-8, which locale -a lists" ;;
    esac
  fi
fi

java=java
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
fi
command -v "$java" >/dev/null || fail "there is no $java: JDK 17 or later is needed"
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
[ "${version%%.*}" -ge 17 ] || fail "Java $version is too old: JDK 17 or later is needed"

# True if a source or a build file is newer than the jar, or something is not built.
out_of_date() {
  [ -f "$jar" ] && [ -d "$module/target/lib" ] && [ -d "$module/target/flink" ] \
    && [ -f "$root/job/target/playback-analytics.jar" ] || return 0
  local newer
  newer=$(find "$root"/pom.xml "$root"/{broker,job,benchmark}/{pom.xml,src/main} \
    -newer "$jar" -print -quit)
  [ -n "$newer" ]
}

if out_of_date; then
  command -v mvn >/dev/null || fail "there is no mvn: Maven 3.8 or later is needed for the build"
  echo "Building (the first time this downloads the dependencies) …"
  if ! output=$(mvn -q -B -ntp -f "$root/pom.xml" -pl benchmark -am \
    -DskipTests -Dspotless.check.skip=true package 2>&1); then
    printf '%s\n' "$output" >&2
    exit 1
  fi
  touch "$jar"
fi
