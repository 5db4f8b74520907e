#!/bin/sh
# Lays out what the program needs of Debian 12 in a directory of its own: C libraries, ICU, OpenSSL, time zones, certificates of
# authorities, and busybox as the shell of whoever looks inside. No package manager, no other program.
set -eu
target=$1
fetched=$(mktemp -d)
cd "$fetched"
apt-get update -q >/dev/null
apt-get download -q base-files busybox-static ca-certificates libc6 libgcc-s1 libgssapi-krb5-2 libicu72 libk5crypto3 libkeyutils1 libcom-err2 libkrb5-3 \
  libkrb5support0 libssl3 libstdc++6 netbase tzdata zlib1g >/dev/null
# What scanners read to know which packages are inside.
mkdir -p "$target/var/lib/dpkg/status.d"
for package in *.deb; do
  dpkg-deb --extract "$package" "$target"
  dpkg-deb --field "$package" >"$target/var/lib/dpkg/status.d/$(dpkg-deb --field "$package" Package)"
done
cd "$target"
find usr/share/ca-certificates -name '*.crt' -exec cat {} + >etc/ssl/certs/ca-certificates.crt
rm -rf usr/share/doc usr/share/man usr/share/lintian usr/share/ca-certificates usr/share/gdb usr/share/gcc usr/share/zoneinfo/posix usr/share/zoneinfo/right usr/lib/*/gconv usr/lib/*/libicutest.* usr/lib/*/libicutu.* usr/lib/*/libicuio.*
ln -s busybox bin/sh
echo 'root:x:0:0:root:/root:/bin/sh
preference-center:x:10001:10001::/var/lib/preference-center:/bin/sh' >etc/passwd
echo 'root:x:0:
preference-center:x:10001:' >etc/group
mkdir -p -m 1777 tmp
for directory in preference-center preference-center-keys preference-center-journal; do
  mkdir -m 0700 "var/lib/$directory"
  chown 10001:10001 "var/lib/$directory"
done
