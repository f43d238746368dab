#!/usr/bin/env bash
# Installs Postgres and a Java runtime from Debian's packages where they are missing, for
# `make test-engines`. No server is started and no cluster is made.
set -euo pipefail

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)

packages=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null || packages+=(postgresql)
# Spark 3.5 runs on Java 8, 11 and 17.
compgen -G "/usr/lib/jvm/java-17-openjdk-*/bin/java" > /dev/null ||
  [ -n "${JAVA_HOME:-}" ] || packages+=(openjdk-17-jre-headless)
[ ${#packages[@]} -gt 0 ] || exit 0

echo "Installing ${packages[*]} ..."
if [ ! -e /etc/postgresql-common ]; then
  # Else the package starts a server of its own.
  "${as_root[@]}" mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" |
    "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf > /dev/null
fi
"${as_root[@]}" apt-get -qq update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get -qq install --yes --no-install-recommends "${packages[@]}" > /dev/null
