#!/usr/bin/env bash
# Tries the packages out: builds the wheel and runs it from a fresh environment, then has the real pre-commit run the
# hooks of this repository and those of packaging/mirror on a scratch repository. Needs cargo, git, python3 and PyPI.
# PROFILE names the profile of cargo for the wheel; the hooks of this repository are built by `cargo install`.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet 'maturin>=1.7,<2' pre-commit

echo "== the wheel"
"$work/tools/bin/maturin" build --quiet --manifest-path "$root/Cargo.toml" --profile "${PROFILE:-dist}" --out "$work/wheels"
python3 -m venv "$work/clean"
"$work/clean/bin/pip" install --quiet --no-index --find-links "$work/wheels" reskin
"$work/clean/bin/reskin" --version
ls -l "$work/wheels" | tail -n +2

# A repository of hooks is one of git; pre-commit clones it at a revision.
as_repository() {
    git -C "$1" init --quiet
    git -C "$1" add --all
    git -C "$1" -c user.name=check -c user.email=check@example.invalid commit --quiet --message hooks
    git -C "$1" rev-parse HEAD
}
mkdir "$work/mirror"
cp -r "$root/packaging/mirror/." "$work/mirror"
mirror_rev=$(as_repository "$work/mirror")
own_rev=$(git -C "$root" rev-parse HEAD)

try_hooks() { # NAME REPOSITORY REVISION
    echo "== hooks of $1"
    local scratch="$work/scratch-$1"
    mkdir "$scratch"
    printf 'try:\n    pass\nexcept IOError:\n    pass\n' > "$scratch/old.py"
    printf 'x = 1\n' > "$scratch/clean.py"
    cat > "$scratch/.pre-commit-config.yaml" <<YAML
repos:
  - repo: $2
    rev: $3
    hooks:
      - id: reskin-check
      - id: reskin-fix
YAML
    as_repository "$scratch" > /dev/null
    cd "$scratch"
    # The first run finds and rewrites, so both hooks fail; the second has nothing to do.
    if "$work/tools/bin/pre-commit" run --all-files; then
        echo "expected the hooks to fail on old.py" >&2
        return 1
    fi
    grep -q 'except OSError:' old.py
    "$work/tools/bin/pre-commit" run --all-files
    cd "$root"
}
export PRE_COMMIT_HOME="$work/cache" PIP_FIND_LINKS="$work/wheels"
try_hooks mirror "$work/mirror" "$mirror_rev"
try_hooks repository "$root" "$own_rev"
echo "== all packages work"
