# Shared by the commands of deploy/local: finds a JDK, and builds the project where its sources are newer than the build.
# Expects $here, the folder deploy/local; sets $root, $java and $launcher.

root=$(cd "$here/../.." && pwd -P)
launcher="$here/target/local-0.1.0-SNAPSHOT.jar:$here/target/lib/*"
stamp="$here/target/built"
modules=gateway,article-service,comment-service,subscription-service,deploy/local

refuse() {
  echo "$(basename "$0"): $*" >&2
  exit 2
}

# A wrong option is told before anything is built; the launcher reads them for good.
check_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --port | --mail-port | --data | --scale)
        [ $# -gt 1 ] || refuse "$1 needs a value"
        shift 2
        ;;
      --port=* | --mail-port=* | --data=* | --scale=* | --fresh | --empty | --prepare) shift ;;
      *) refuse "there is no option $1 (--help lists what there is)" ;;
    esac
  done
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  elif java=$(command -v java); then
    :
  else
    refuse "no Java was found: install a JDK, 17 or newer, or set JAVA_HOME"
  fi
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || refuse "Java 17 or newer is needed, and $java is ${version:-of an unknown version}: set JAVA_HOME"
}

# A build is good, whoever made it, while no source and no folder of sources is newer than both its jar and the start of
# the last build from here. (Maven leaves a jar alone whose contents did not change, and gives each the same date, so that
# builds are alike: when it was written is told by its inode alone.)
is_stale() {
  [ -d "$here/target/lib" ] && [ -d "$root/deploy/embedded/target/kafka" ] || return 0
  for module in gateway article-service comment-service subscription-service; do
    is_older_than_sources "$root/$module/target/$module-0.1.0-SNAPSHOT.jar" "$root/$module" && return 0
  done
  for module in embedded client local; do
    is_older_than_sources "$root/deploy/$module/target/$module-0.1.0-SNAPSHOT.jar" "$root/deploy/$module" && return 0
  done
  return 1
}

is_older_than_sources() {
  [ -f "$1" ] || return 0
  set -- "$2" -newermc "$1"
  [ ! -f "$stamp" ] || set -- "$@" -newer "$stamp"
  sources=$1
  shift
  newer=$(find "$root/pom.xml" "$root/common/pom.xml" "$root/common/src/main" "$sources/pom.xml" "$sources/src/main" \
    "$@" -print 2>/dev/null || true)
  [ -n "$newer" ]
}

build_if_stale() {
  is_stale || return 0
  find_maven
  begin_alone
  if is_stale; then
    build
  fi
  end_alone
}

# Of several that are started from one checkout one builds, and the others wait for it. One that has ended holds up nobody.
begin_alone() {
  mkdir -p "$here/target" 2>/dev/null && [ -w "$here/target" ] || refuse "$here/target cannot be written"
  building=$here/target/building
  told_to_wait=
  until (set -C && echo $$ >"$building") 2>/dev/null; do
    other=$(cat "$building" 2>/dev/null || true)
    if [ -n "$other" ] && ! kill -0 "$other" 2>/dev/null; then
      rm -f "$building"
    elif [ -z "$told_to_wait" ]; then
      told_to_wait=yes
      echo "waiting for another start that builds"
    else
      sleep 0.5 2>/dev/null || sleep 1
    fi
  done
}

end_alone() {
  rm -f "$building"
}

find_maven() {
  mvn=$(command -v mvn) || refuse "no Maven was found, which builds the project: install it (the command mvn)"
  { [ -x "$(dirname "$java")/javac" ] || command -v javac >/dev/null; } ||
    refuse "building needs a JDK, and only a Java runtime was found: install a JDK, 17 or newer"
}

build() {
  log=$here/target/build.log
  started=$here/target/build-started
  touch "$started"
  echo "building (the first time, Maven fetches what is needed; the log is $log)"
  # Error Prone's checks are for those who change the code, and take as long as all the rest.
  (cd "$root" && exec "$mvn" -B -Dmaven.test.skip=true -Dspotless.check.skip=true -Dstyle.color=never \
    -P '!error-prone' package -pl "$modules" -am) >"$log" 2>&1 </dev/null &
  builder=$!
  trap 'kill "$builder" 2>/dev/null; end_alone; exit 130' INT TERM HUP
  told=0
  fetched=0
  while kill -0 "$builder" 2>/dev/null; do
    sleep 0.5 2>/dev/null || sleep 1
    tell_progress
  done
  trap - INT TERM HUP
  if ! wait "$builder"; then
    end_alone
    tell_progress
    grep -m 20 '^\[ERROR\]' "$log" >&2 || tail -n 20 "$log" >&2
    refuse "the build failed; all of it is in $log"
  fi
  tell_progress
  # What was compiled without checks is compiled again, with them, by whoever builds for good.
  find "$root" -maxdepth 4 -type d -path '*/target/maven-status' -prune -exec rm -rf {} +
  mv -f "$started" "$stamp"
  echo "built"
}

# A line for each module that Maven has begun, and one for each hundred files that it fetched.
tell_progress() {
  now=$(grep -c '^\[INFO\] Building .*\[[0-9]*/[0-9]*\]$' "$log" || true)
  if [ "$now" -gt "$told" ]; then
    sed -n 's/^\[INFO\] Building \(.*\) [^ ][^ ]*  *\[\([0-9]*\)\/\([0-9]*\)\]$/  \2 of \3: \1/p' "$log" | tail -n "+$((told + 1))"
    told=$now
  fi
  files=$(grep -c '^\[INFO\] Downloaded from' "$log" || true)
  if [ $((files / 100)) -gt "$fetched" ]; then
    fetched=$((files / 100))
    echo "  $files files fetched"
  fi
}
