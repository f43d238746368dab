#!/bin/sh
# Install Debian's Chromium, in which the tests open the report: install_chromium.sh PATH
set -eu

browser=$1
if [ "$browser" != /usr/bin/chromium ] || ! command -v apt-get > /dev/null; then
    echo "There is no $browser. Tests open the report in a Chromium: name yours, as in" \
        "make test CHROMIUM=/path/to/chromium" >&2
    exit 1
fi

as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
echo "Installing Debian's chromium, in which tests open the report, once ..."
mkdir -p logs
$as_root apt-get update > logs/chromium.log 2>&1
DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes --no-install-recommends chromium \
    >> logs/chromium.log 2>&1 || { cat logs/chromium.log >&2; exit 1; }
