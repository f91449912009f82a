#!/usr/bin/env bash
# The portal to be installed, from this commit:   deploy/publish.sh [linux-x64] [win-x64]      (both without a word)
# Leaves in artifacts/publish/RUNTIME the program with everything it needs, sbom.cdx.json and LICENCES.md; ends with 1 where something is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

version=$(git describe --always --dirty 2>/dev/null || echo unknown)
dotnet tool restore >/dev/null

for runtime in "${@:-linux-x64 win-x64}"; do for rid in $runtime; do
  out="artifacts/publish/$rid"
  rm -rf "$out"
  # Exactly the packages of Portal/packages.$rid.lock.json, or nothing.
  dotnet publish Portal -p:PublishProfile="$rid" -p:RestoreLockedMode=true -p:SourceRevisionId="$version" -v quiet
  dotnet tool run dotnet-CycloneDX Portal/Portal.csproj -o "$out" -fn sbom.cdx.json -F Json -rt "$rid" -dpr -sn otaru-portal -sv "$version" >/dev/null
  cp docs/licences.md "$out/LICENCES.md"
  test -s "$out/sbom.cdx.json" && test -s "$out/Portal.dll"
  echo "$out: $(du -sh "$out" | cut -f1), $(find "$out" -type f | wc -l) files"
done; done

# Asks the package source. One without advisories finds nothing, which proves nothing: run this where nuget.org itself is reached.
# The versions known to be mended are held by ShippedPackagesTests.
dotnet restore Portal --locked-mode >/dev/null
report=$(dotnet list Portal package --vulnerable --include-transitive)
echo "$report"
if grep -q 'has the following vulnerable packages' <<<"$report"; then exit 1; fi
